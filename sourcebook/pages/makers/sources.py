"""The page of each source: its metadata, its paragraphs, and the claims drawn from them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from ...analysis.mentions import told_alone
from ...corpus import Corpus, PlacedClaim, RecordType, Ref, Source
from ...corpus.claimed import words_in
from ...corpus.passages import ranges_around
from ...markdown import Md, escape, fill, isolated, join, link, table
from ...messages import gettext as _
from ...messages import language as site_language
from ...messages import marked, ngettext
from ...records.dates import parse
from ...records.deep_links import deep_link, words_link
from ...records.locator_fields import page_span
from ...records.locators import PARTS, Locator, Passage, anchor, sort_key, time_text
from ...records.sources import Article
from ...text import capitalised, commas, range_dash, semicolon
from .. import record_lists as lists
from ..divisions import Listed
from ..lookup.division import IndexGroup, Level
from ..lookup.long_lists import DividedList, LongList, divide_lists
from ..page_context import PageContext
from ..page_spec import PageSpec
from ..parts import labels
from ..parts.claims import as_role, circumstances, folded, related, whose, words_used
from ..parts.common import written_at
from ..parts.media import time_link
from ..parts.record_pages import record_pages
from ..record_lists import NameRow
from ..site import Site

PATHS = {"sources/*.md": "", "sources/*/*/*.md": ""}

_FACTS = {
    "container": marked("In:"), "volume": marked("Volume:"), "issue": marked("Issue:"),
    "edition": marked("Edition:"), "number": marked("Number:"),
    "series": marked("Series:"), "place": marked("Place:"), "isbn": marked("ISBN:"),
    "archive": marked("Held by:"), "archive_reference": marked("Reference there:"),
}  # fmt: skip
"""Maps a key of a source to its label on the source's page, as a message to translate."""

_PARTIES = {
    "editors": marked("Edited by:"), "recipients": marked("To:"),
    "interviewers": marked("Asked by:"),
}  # fmt: skip

WHOLE = 220_000
"""Maximum size of the lists on a source's undivided page, in estimated bytes of HTML.

The maximum is higher than for other records, because readers prefer a source on a single page.
"""

PARAGRAPHS = 100_000
"""Maximum size of the paragraphs on a divided source's first page, in estimated bytes of HTML.

If the paragraphs exceed this size, all of them are on further pages of the source.
"""

SHORT = 50_000
"""A source with fewer characters of text than this is never divided if it has few claims."""

CHAINS, ALONE = 24, 40
"""Maximum numbers of items in two lists on a source's page.

``CHAINS`` limits the chains of voices (who cites whom). ``ALONE`` limits the events that no other
source mentions.
"""

BLOCKS = (100, 50, 10, 1)
"""Possible numbers of paragraphs on a further page of a divided source, from coarse to fine."""


class Paragraph(NamedTuple):
    """A paragraph or another passage (such as a page) of a source, with the claims that cite it.

    ``text``: the paragraph's text; empty for another passage. ``is_digest``: whether the text is a
    digest, not the article's own text. ``drawn``: the claims that cite this paragraph first or
    alone. ``cited``: the other claims that cite this paragraph or a range that includes it.
    ``unused``: the stated reason why no claim cites this paragraph; None if no reason is stated.
    """

    locator: int | Passage
    text: str
    is_digest: bool
    drawn: Sequence[PlacedClaim]
    cited: Sequence[PlacedClaim]
    unused: str | None


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield each source's page, and further pages with the rest of the source's long lists."""
    return record_pages(site, "source", _data)


def divided(site: Site, id_: str) -> dict[str, DividedList]:
    """Map list names to those lists of a source that are divided among several pages."""
    corpus, ref = site.corpus, Ref("source", id_)
    source = corpus.sources[id_]
    article, names = source.article, source.summary.names
    differences = site.differences(ref)
    is_short = sum(map(len, article.paragraphs)) < SHORT
    if is_short and lists.is_small(
        article.paragraphs, source.summary.claims,
        heavy=len(differences) + lists.pictured(article),
    ):  # fmt: skip
        return {}
    drawn, cited = _by_locator(corpus.claims_of_source.get(id_, ()))
    total, passages = len(article.paragraphs), corpus.passages.get(id_, ())
    return divide_lists(
        {
            "paragraphs": LongList(
                paragraphs(source, passages, drawn, cited),
                _paragraph_weight,
                [_block(size, total) for size in BLOCKS],
                lambda paragraph: sort_key(paragraph.locator),
                _anchors,
                shown=0,
                least=PARAGRAPHS,
            ),
            "names-of-actors": _names(corpus, "actor", lists.name_rows(names.actors.items())),
            "names-of-places": _names(corpus, "location", lists.name_rows(names.locations.items())),
            "differences": lists.differences(corpus, differences),
            "records": lists.records(corpus, site.mentioned_by_records(ref)),
            "images": lists.images(article),
        },
        WHOLE,
        beside=lists.recordings_weight(article),
    )


def _names(corpus: Corpus, record_type: RecordType, rows: list[NameRow]) -> LongList[NameRow]:
    return lists.named(
        rows,
        lambda row: corpus.label(Ref(record_type, row[0])),
        lambda row: (-len(row[2]), row[0]),
        lambda row: 130 + lists.length(row[1]) + 60 * len(row[2]),
    )


def _block(size: int, total: int) -> Level[Paragraph]:
    """Return a function that groups paragraphs into blocks of ``size`` consecutive paragraphs.

    ``total``: the number of all paragraphs.
    """

    def level(paragraph: Paragraph) -> IndexGroup:
        locator = paragraph.locator
        number = locator if isinstance(locator, int) else _block_number(locator)
        first = (number - 1) // size * size + 1
        last = first + size - 1
        if isinstance(locator, Passage):
            return _passage_block(locator, first, last)
        if size == 1:
            return IndexGroup(str(first), f"¶{first}")
        return IndexGroup(f"{first}-{last}", f"¶{first}{range_dash()}{min(last, total)}")

    return level


def _block_number(passage: Passage) -> int:
    """Return a passage's number, by which passages are grouped into blocks.

    For a time in a recording, this number is the minute, counted from 1. For a passage without a
    number, it is 1.
    """
    if not passage.numbers:
        return 1
    return passage.numbers[0] // 60 + 1 if passage.kind == "time" else max(1, passage.numbers[0])


def _passage_block(passage: Passage, first: int, last: int) -> IndexGroup:
    """Return a passage's group: the passages of its kind with numbers ``first`` to ``last``.

    If the passage has no number, return the group of passages of its kind without a number.
    """
    if not passage.numbers:
        return IndexGroup(f"{passage.kind}-other", _("Other passages"))
    ends = (str(first), str(last) if last > first else "")
    if passage.kind == "time":
        ends = (time_text(60 * (first - 1)), time_text(60 * last))
    block = Passage(passage.kind, *ends)
    return IndexGroup(f"{passage.kind}-{first}-{last}", labels.locator_label(block))


def _anchors(paragraph: Paragraph) -> list[str]:
    return [anchor(paragraph.locator), *(f"c-{placed.claim.id}" for placed in paragraph.drawn)]


def _paragraph_weight(paragraph: Paragraph) -> int:
    claims = sum(map(_own_claim_weight, paragraph.drawn)) + 250 * len(paragraph.cited)
    return 150 + lists.length(paragraph.text) * 3 // 2 + claims + lists.length(paragraph.unused)


def _own_claim_weight(placed: PlacedClaim) -> int:
    claim = placed.claim
    about = len(claim.event) + len(claim.cast) + len(claim.locations) + 2 * len(claim.relation)
    disputes = 400 * len(claim.disputes)
    return (
        650 + 5 * lists.length(claim.says) // 2 + 90 * about + 250 * len(claim.answers) + disputes
    )


def paragraphs(
    source: Source,
    passages: Sequence[Passage],
    drawn: Mapping[Locator, Sequence[PlacedClaim]],
    cited: Mapping[Locator, Sequence[PlacedClaim]],
) -> list[Paragraph]:
    """Return the paragraphs of a source, then its passages, with the claims that cite them.

    ``drawn``: maps each paragraph or passage to the claims that cite it first. ``cited``: maps each
    paragraph or passage to the claims that cite it after another one.
    """
    is_digest, unused = source.article.text == "digest", source.summary.unused
    texts: list[tuple[int | Passage, str]] = list(enumerate(source.article.paragraphs, 1))
    texts += [(passage, "") for passage in passages]
    around = ranges_around(passages)
    return [
        Paragraph(
            locator,
            text,
            is_digest,
            drawn.get(locator, ()),
            _cited(locator, around.get(locator, ()), drawn, cited),
            unused.get(locator),
        )
        for locator, text in texts
    ]


def _cited(
    locator: Locator,
    around: Sequence[Passage],
    drawn: Mapping[Locator, Sequence[PlacedClaim]],
    cited: Mapping[Locator, Sequence[PlacedClaim]],
) -> Sequence[PlacedClaim]:
    """Return the claims that cite a passage or a range around it.

    Claims that cite the passage itself first are left out. ``locator``: the passage. ``around``:
    the ranges that include the passage. ``drawn``: maps each passage or range to the claims that
    cite it first. ``cited``: maps each passage or range to the claims that cite it after another
    one.
    """
    own = cited.get(locator, ())
    if not around:
        return own
    found = [*own, *(placed for one in around for group in (drawn, cited)
                     for placed in group.get(one, ()))]  # fmt: skip
    here = {placed.address for placed in drawn.get(locator, ())}
    return list({one.address: one for one in found if one.address not in here}.values())


def _data(site: Site, id_: str) -> dict[str, Any]:
    corpus, source = site.corpus, site.corpus.sources[id_]
    ref, shown = Ref("source", id_), site.divisions.first
    names = source.summary.names
    article = source.article
    claims = corpus.claims_of_source.get(source.id, ())
    drawn_here, cited_here = _by_locator(claims)
    used = {locator for placed in claims for locator in placed.claim.locators}
    alone = list(told_alone(corpus, site.mentions, id_).items())
    return {
        "id": source.id,
        "title": article.title,
        "article": article,
        "summary": source.summary,
        "state": corpus.states[id_],
        "language": language_name(corpus, article.language) if article.language else "",
        "accessed": parse(article.accessed).words if article.accessed else "",
        "lead": _lead(source).format(source=corpus.source_label(source.id)),
        "facts": _given(article, _FACTS),
        "parties": _given(article, _PARTIES),
        "places_written": written_at(corpus.places[ref]),
        "named_parts": [
            (part, capitalised(labels.locator_label(part)), _text(source, part))
            for part in PARTS
            if article.has(part)
        ],
        "paragraphs": shown(
            ref,
            "paragraphs",
            paragraphs(source, corpus.passages.get(id_, ()), drawn_here, cited_here),
        ),
        "drawn_here": drawn_here,
        "actor_names": shown(ref, "names-of-actors", lists.name_rows(names.actors.items())),
        "place_names": shown(ref, "names-of-places", lists.name_rows(names.locations.items())),
        "claim_count": len(claims),
        "used": sum(1 for locator in used if isinstance(locator, int)),
        "cited_chains_of": _cited_chains(corpus, claims),
        "alone": Listed(alone[:ALONE], len(alone)),
        "alone_words": labels.alone_words(corpus, id_),
        "missing": site.unmentioned.get(id_, ()),
        "uncited_claims": sum(1 for placed in claims if not words_in(placed.claim)),
        "mentioned_by_records": shown(ref, "records", site.mentioned_by_records(ref)),
        "differences": shown(ref, "differences", site.differences(ref)),
        "citation": site.citation(source.id).md,
    }


def _cited_chains(corpus: Corpus, claims: Sequence[PlacedClaim]) -> Listed:
    """Return the chains of voices (who cites whom) in a source, each with its number of claims.

    Claims for which the source cites nobody don't count. Only the ``CHAINS`` chains with the most
    claims are listed.
    """
    found = Counter(corpus.chain(placed) for placed in claims if words_in(placed.claim))
    return Listed(found.most_common(CHAINS), len(found))


def _lead(source: Source) -> str:
    if source.state == "listed":
        return _("{source}: a source that is not yet read.")
    if source.article.paragraphs:
        return _("{source}: what it says, paragraph by paragraph, and who it cites.")
    return _("{source}: what it says, passage by passage, and who it cites.")


def _given(article: Article, wanted: Mapping[str, str]) -> list[tuple[str, Any]]:
    """Return (label, value) for each of the wanted fields that an article has.

    ``wanted``: maps the key of each wanted field to the field's label.
    """
    return [(_(label), getattr(article, key)) for key, label in wanted.items()
            if getattr(article, key)]  # fmt: skip


def _text(source: Source, part: str) -> str:
    return str(source.article.title if part == "title" else getattr(source.article, part))


def _by_locator(
    claims: Sequence[PlacedClaim],
) -> tuple[dict[Locator, list[PlacedClaim]], dict[Locator, list[PlacedClaim]]]:
    """Return two mappings from a paragraph to claims.

    The first maps each paragraph to the claims that cite it first. The second maps each paragraph
    to the claims that cite it after another paragraph.
    """
    by_first: dict[Locator, list[PlacedClaim]] = {}
    by_other: dict[Locator, list[PlacedClaim]] = {}
    for placed in claims:
        first, *others = placed.claim.locators
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
    more = circumstances(page, placed, None)
    if claim.quote and page.site.evidence.quote(placed).state == "found":
        article = placed.source.article
        there = words_link(article, claim.quote, claim.at)
        more += [link(_("the words in the source"), there)] if there else []
        kept = words_link(article, claim.quote, claim.at, archived=True)
        more += [link(_("in the archived copy"), kept)] if kept else []
    lines = [join(more, " · ")]
    lines += [fill(_("About: {records}"), records=join(about, semicolon()))] if about else []
    lines += [
        fill(
            _("Answers {question} {answer}"),
            question=page.question(id_),
            answer=page.statement(claim.answer(id_)),
        )
        for id_ in claim.answers
    ]
    shown = f"<br><small>{join(whose(page, placed), ' · ')}</small>{folded(page, placed, lines)}"
    # The non-breaking space below keeps the claim's permalink on the line of the claim's last word.
    page.drawn.append(placed)
    address = page.permalink(f"c-{claim.id}", Md("#"), _("The address of this claim"))
    says = f"{page.statement(claim.says)}\N{NO-BREAK SPACE}{address}"
    return Md(f'- <a id="c-{claim.id}"></a>{says}{shown}{_citation_box(page, placed)}')


def place(page: PageContext, locator: Locator) -> Md:
    """Return a locator, such as ``¶6``, as an HTML anchor that links to its permanent address.

    After a passage such as a page or a time, further links follow: to the time in the recording,
    and to the passage in the source or in a copy of it. A link without a known target is left out.
    """
    id_ = anchor(locator)
    shown = page.permalink(id_, Md(f"**{escape(labels.locator_label(locator))}**"))
    if not isinstance(locator, Passage):
        return Md(f'<a id="{id_}"></a>{shown}')
    there = page.own and deep_link(page.site.corpus.articles[page.own.id], locator)
    links = [time_link(page, locator), link(_("in the source"), there) if there else Md("")]
    after = f" <small>{join(filter(None, links), ' · ')}</small>" if any(links) else ""
    # Put the label inside the anchor, because search results show the anchor's text as the place of
    # a match.
    return Md(f'<span id="{id_}">{shown}</span>{after}')


def _citation_box(page: PageContext, placed: PlacedClaim) -> Md:
    """Return a collapsed box with the citation of a claim, for copying.

    A script makes the relative address in the citation absolute.
    """
    locators = commas(labels.locator_label(locator) for locator in placed.claim.locators)
    address = f"sources/{placed.source.id}/#c-{placed.claim.id}"
    words = fill(
        _("{claim} Claim drawn from {paragraphs} of: {source} At:"),
        claim=isolated(escape(placed.claim.says)),
        source=isolated(page.site.citation(placed.source.id).md),
        paragraphs=locators,
    )
    id_ = placed.source.id
    files = join([
        page.file(f"sources/{id_}.bib", "BibTeX"), page.file(f"sources/{id_}.csl.json", "CSL-JSON")
    ])  # fmt: skip
    label, record = escape(_("Cite")), fill(_("The source: {files}"), files=files)
    return Md(
        f'<details class="cite"><summary>{label}</summary>'
        f'<span>{words} <span class="address">{escape(address)}</span></span>'
        f"<small>{record}</small></details>"
    )


def vocabulary(page: PageContext, record_type: RecordType, rows: Iterable[NameRow]) -> Md:
    """Return a table of the words that a source uses for each record of one type.

    Each word has the number of its uses and the paragraphs that use it. In ``rows``, the rows of
    one record are adjacent.
    """
    source = page.own.id if page.own else ""
    return table(
        (_("Who") if record_type == "actor" else _("Place"), _("Words and times")),
        [
            (page.to(ref), words_used(page, ref, source, [row[1:] for row in found]))
            for id_, found in groupby(rows, lambda row: row[0])
            for ref in [Ref(record_type, id_)]
        ],
    )


NO_LENGTH = "–"


def length_of(article: Article) -> str:
    """Return the length of an article, in paragraphs, pages or hours; a dash if it isn't known."""
    if count := len(article.paragraphs):
        return ngettext("{count} paragraph", "{count} paragraphs", count).format(count=count)
    if article.pages:
        count = len(page_span(article.pages))
        return ngettext("{count} page", "{count} pages", count).format(count=count)
    return article.duration or NO_LENGTH


def language_name(corpus: Corpus, tag: str) -> str:
    """Return the name of the language with this tag; the tag itself if the name isn't known."""
    if own := corpus.language_names.get(tag):
        return own
    if tag == "en":
        return _("English")
    # Imported only here: the import is slow, and most corpora have only English sources.
    from babel import Locale, UnknownLocaleError

    ours = Locale.parse(site_language(), sep="-")
    try:
        return Locale.parse(tag, sep="-").get_display_name(ours) or tag
    except (ValueError, UnknownLocaleError):
        language, *rest = tag.split("-")
        name = ours.languages.get(language)
        return f"{name} ({'-'.join(rest)})" if name and rest else name or tag
