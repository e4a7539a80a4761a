"""The page of each source: its record, its paragraphs, and the claims drawn from each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ...corpus import Corpus, PlacedClaim, RecordType, Ref, Source
from ...corpus.claimed import words_in
from ...corpus.paragraphs import locator_words
from ...markdown import Md, escape, join, link, table
from ...records.sources import PARTS, Locator, Words
from ..page_context import PageContext
from ..parts.claims import as_role, details, related, times
from ..parts.common import written_at
from ..site import Site, path_of

PATHS = {"sources/*.md": ""}


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each source."""
    for id_ in site.corpus.sources:
        ref = Ref("source", id_)
        yield path_of(ref), "source", partial(_data, site, id_), ref


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus, source = site.corpus, site.corpus.sources[id_]
    article = source.article
    claims = corpus.claims_of_source.get(source.id, ())
    here, also = _by_place(claims)
    used = {locator for placed in claims for locator in placed.claim.paragraph}
    return {
        "id": source.id,
        "title": article.title,
        "article": article,
        "summary": source.summary,
        "publisher": corpus.label(Ref("actor", article.publisher)),
        "language": language_name(article.language),
        "lead": f"{corpus.source_label(source.id)}: what it says, paragraph by paragraph, "
        "and on whose word.",
        "places_written": written_at(corpus.places[Ref("source", source.id)]),
        "parts_of_it": [(part, _text(source, part)) for part in PARTS if article.has(part)],
        "paragraphs": list(enumerate(article.paragraphs, 1)),
        "here": here,
        "also": also,
        "claim_count": len(claims),
        "used": sum(1 for locator in used if isinstance(locator, int)),
        "leans_on": Counter(
            id_ for placed in claims for id_ in words_in(placed.claim)
        ).most_common(),
        "own_word": sum(1 for placed in claims if not words_in(placed.claim)),
        "mentioned_by_records": site.mentioned_by_records.get(Ref("source", source.id), ()),
        "differences": site.differences.get(Ref("source", source.id), ()),
        "citation": citation(corpus, source),
        "source_claim": source_claim,
        "vocabulary": vocabulary,
    }


def _text(source: Source, part: str) -> str:
    return str(source.article.title if part == "title" else getattr(source.article, part))


def _by_place(
    claims: Sequence[PlacedClaim],
) -> tuple[dict[Locator, list[PlacedClaim]], dict[Locator, list[PlacedClaim]]]:
    """Return the claims by the place where they stand, and by the other places they cite."""
    here: dict[Locator, list[PlacedClaim]] = {}
    also: dict[Locator, list[PlacedClaim]] = {}
    for placed in claims:
        first, *others = placed.claim.paragraph
        here.setdefault(first, []).append(placed)
        for other in others:
            also.setdefault(other, []).append(placed)
    return here, also


def source_claim(page: PageContext, placed: PlacedClaim) -> Md:
    """Return a claim as it stands on its source's page: its anchor, what it says and is about."""
    claim = placed.claim
    about: list[Md] = [page.event(id_) for id_ in claim.event]
    about += [
        Md(f"{page.actor(id_)} ({escape(join(as_role(page, id_, role) for role in roles))})")
        for id_, roles in claim.cast.items()
    ]
    about += [related(page, r.subject, r.type, r.object) for r in claim.relation]
    about += [page.location(id_) for id_ in claim.locations]
    more = details(page, placed)
    lines = [more] if more else []
    lines += [Md(f"About {join(about, '; ')}")] if about else []
    lines += [
        Md(f"Answers {page.question(id_)} {page.prose(claim.answer(id_))}") for id_ in claim.answers
    ]
    shown = "".join(f"<br><small>{line}</small>" for line in lines)
    # A space that doesn't break: the mark stays with the claim's last word.
    address = link(Md("#"), f"#c-{claim.id}", "The address of this claim")
    says = f"{page.prose(claim.says)}\N{NO-BREAK SPACE}{address}"
    return Md(f'- <a id="c-{claim.id}"></a>{says}{shown}{_ready(page, placed)}')


def _ready(page: PageContext, placed: PlacedClaim) -> Md:
    """Return a citation of a claim, ready to be copied. A script completes the address."""
    places = ", ".join(locator_words(locator) for locator in placed.claim.paragraph)
    source = citation(page.site.corpus, placed.source)
    address = f"sources/{placed.source.id}/#c-{placed.claim.id}"
    words = escape(f"{placed.claim.says} Claim drawn from {source} {places}. At:")
    id_ = placed.source.id
    files = join([link("BibTeX", f"{id_}.bib"), link("CSL-JSON", f"{id_}.csl.json")])
    return Md(
        '<details class="cite"><summary>Cite</summary>'
        f'<span>{words} <span class="address">{escape(address)}</span></span>'
        f"<small>The source: {files}</small></details>"
    )


def vocabulary(page: PageContext, kind: RecordType, names: Mapping[str, Words]) -> Md:
    """Return a source's words for each record of a kind, how often, and in which paragraphs."""
    source = page.own.id if page.own else ""
    return table(
        (kind.capitalize(), "Words", "Times", "Paragraphs"),
        [
            (
                page.to(ref),
                words,
                times(page, ref, source, words, locators),
                page.paragraphs(source, locators),
            )
            for ref, used in ((Ref(kind, id_), used) for id_, used in names.items())
            for words, locators in used.items()
        ],
    )


def citation(corpus: Corpus, source: Source) -> str:
    """Return how to cite the source itself."""
    article = source.article
    authors = ", ".join(corpus.label(Ref("actor", id_)) for id_ in article.authors)
    publisher = corpus.label(Ref("actor", article.publisher))
    said = f"{authors}. " if authors and authors != publisher else ""
    address = article.url or article.copy_url
    where = f" {address}" if address else ""
    return f"{said}“{article.title}.” {publisher}, {article.published.words}.{where}"


def language_name(tag: str) -> str:
    """Return a language tag's name in English, or the tag."""
    # Babel takes a moment to import; most corpora are in English alone.
    if tag == "en":
        return "English"
    from babel import Locale

    language, *rest = tag.split("-")
    name = Locale("en").languages.get(language, tag)
    return f"{name} ({'-'.join(rest)})" if rest else str(name)
