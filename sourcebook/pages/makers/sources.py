"""The page of each source: its record, its paragraphs, and the claims drawn from each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from ...corpus import Corpus, PlacedClaim, RecordType, Ref, Source
from ...corpus.claimed import words_in
from ...markdown import Md, escape, fill, join, link, table
from ...messages import gettext as _
from ...records.sources import PARTS, Locator, Words
from ...records.types import RECORD_TYPES
from ..page_context import PageContext
from ..page_spec import PageSpec
from ..parts import labels
from ..parts.claims import as_role, details, related, times
from ..parts.common import written_at
from ..site import Site, path_of

PATHS = {"sources/*.md": ""}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield the page of each source."""
    for id_ in site.corpus.sources:
        ref = Ref("source", id_)
        yield PageSpec(path_of(ref), "source", partial(_data, site, id_), ref)


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus, source = site.corpus, site.corpus.sources[id_]
    article = source.article
    claims = corpus.claims_of_source.get(source.id, ())
    drawn_here, cited_here = _by_locator(claims)
    used = {locator for placed in claims for locator in placed.claim.paragraph}
    return {
        "id": source.id,
        "title": article.title,
        "article": article,
        "summary": source.summary,
        "language": language_name(article.language),
        "lead": _("{source}: what it says, paragraph by paragraph, and who it cites.").format(
            source=corpus.source_label(source.id)
        ),
        "places_written": written_at(corpus.places[Ref("source", source.id)]),
        "named_parts": [
            (part, labels.capitalised(labels.locator_label(part)), _text(source, part))
            for part in PARTS
            if article.has(part)
        ],
        "paragraphs": list(enumerate(article.paragraphs, 1)),
        "drawn_here": drawn_here,
        "cited_here": cited_here,
        "claim_count": len(claims),
        "used": sum(1 for locator in used if isinstance(locator, int)),
        "cited_actors": Counter(
            id_ for placed in claims for id_ in words_in(placed.claim)
        ).most_common(),
        "uncited_claims": sum(1 for placed in claims if not words_in(placed.claim)),
        "mentioned_by_records": site.mentioned_by_records.get(Ref("source", source.id), ()),
        "differences": site.differences.get(Ref("source", source.id), ()),
        "citation": citation(corpus, source),
        "source_claim": source_claim,
        "vocabulary": vocabulary,
    }


def _text(source: Source, part: str) -> str:
    return str(source.article.title if part == "title" else getattr(source.article, part))


def _by_locator(
    claims: Sequence[PlacedClaim],
) -> tuple[dict[Locator, list[PlacedClaim]], dict[Locator, list[PlacedClaim]]]:
    """Return two mappings of claims: by the first paragraph that they cite, by each further one."""
    by_first: dict[Locator, list[PlacedClaim]] = {}
    by_other: dict[Locator, list[PlacedClaim]] = {}
    for placed in claims:
        first, *others = placed.claim.paragraph
        by_first.setdefault(first, []).append(placed)
        for other in others:
            by_other.setdefault(other, []).append(placed)
    return by_first, by_other


def source_claim(page: PageContext, placed: PlacedClaim) -> Md:
    """Return a claim as a list item on its source's page: anchor, statement, related records."""
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
    lines += [fill(_("About: {records}"), records=join(about, "; "))] if about else []
    lines += [
        fill(
            _("Answers {question} {answer}"),
            question=page.question(id_),
            answer=page.prose(claim.answer(id_)),
        )
        for id_ in claim.answers
    ]
    shown = "".join(f"<br><small>{line}</small>" for line in lines)
    # A non-breaking space precedes the link: it stays on the line of the claim's last word.
    address = link(Md("#"), f"#c-{claim.id}", _("The address of this claim"))
    says = f"{page.prose(claim.says)}\N{NO-BREAK SPACE}{address}"
    return Md(f'- <a id="c-{claim.id}"></a>{says}{shown}{_citation_box(page, placed)}')


def _citation_box(page: PageContext, placed: PlacedClaim) -> Md:
    """Return a collapsed box with a claim's citation to copy. A script completes its address."""
    locators = ", ".join(labels.locator_label(locator) for locator in placed.claim.paragraph)
    address = f"sources/{placed.source.id}/#c-{placed.claim.id}"
    words = escape(
        _("{claim} Claim drawn from {source} {paragraphs}. At:").format(
            claim=placed.claim.says,
            source=citation(page.site.corpus, placed.source),
            paragraphs=locators,
        )
    )
    id_ = placed.source.id
    files = join([link("BibTeX", f"{id_}.bib"), link("CSL-JSON", f"{id_}.csl.json")])
    label, record = escape(_("Cite")), fill(_("The source: {files}"), files=files)
    return Md(
        f'<details class="cite"><summary>{label}</summary>'
        f'<span>{words} <span class="address">{escape(address)}</span></span>'
        f"<small>{record}</small></details>"
    )


def vocabulary(page: PageContext, record_type: RecordType, names: Mapping[str, Words]) -> Md:
    """Return a table of a source's words for records of a type, with counts and paragraphs."""
    source = page.own.id if page.own else ""
    return table(
        (_(RECORD_TYPES[record_type].label), _("Words"), _("Times"), _("Paragraphs")),
        [
            (
                page.to(ref),
                words,
                times(page, ref, source, words, locators),
                page.paragraphs(source, locators),
            )
            for ref, used in ((Ref(record_type, id_), used) for id_, used in names.items())
            for words, locators in used.items()
        ],
    )


def citation(corpus: Corpus, source: Source) -> str:
    """Return how to cite a source, with its address if it has one."""
    article = source.article
    authors = ", ".join(corpus.label(Ref("actor", id_)) for id_ in article.authors)
    publisher = corpus.label(Ref("actor", article.publisher))
    if authors and authors != publisher:
        message = _("{authors}. “{title}.” {publisher}, {date}.")
    else:
        message = _("“{title}.” {publisher}, {date}.")
    words = message.format(
        authors=authors, title=article.title, publisher=publisher, date=article.published.words
    )
    address = article.url or article.copy_url
    return f"{words} {address}" if address else words


def language_name(tag: str) -> str:
    """Return the name of a language by its tag, or the tag if it has no name."""
    language, *rest = tag.split("-")
    if language == "en":
        name = _("English")
    else:
        # Imported only here: the import is slow, and most corpora have only English sources.
        from babel import Locale

        name = str(Locale("en").languages.get(language, tag))
    return f"{name} ({'-'.join(rest)})" if rest else name
