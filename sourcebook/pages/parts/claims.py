"""Writes lists of claims with their details, and tables of the names that sources use."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ...analysis.agreement import noun, verb
from ...analysis.stances import AGAINST
from ...corpus import PlacedClaim, Ref, Source
from ...corpus.claimed import words_in
from ...markdown import Md, escape, fill, heading_of, isolated, join, labelled, link, table
from ...messages import gettext as _
from ...messages import ngettext
from ...records.dates import Date
from ...records.locators import Locator
from ...records.sources import Claim
from ...text import semicolon
from ..page_context import PageContext
from ..site import Site
from .labels import (
    CLAIM_KINDS_IN,
    cut_short,
    figure_label,
    in_language,
    listed_and,
    locator_label,
    quoted,
    verbatim,
)

CALLED = 4
"""Maximum number of names shown for each source at the top of an actor's page.

Loaded words are shown in addition.
"""

VOUCHING = 3
"""Maximum number of speakers that are named as stating a relation."""


def by_source(claims: Iterable[PlacedClaim]) -> list[tuple[Source, list[PlacedClaim]]]:
    """Group claims by source. Sources, and the claims of each source, keep their order."""
    grouped: dict[str, list[PlacedClaim]] = {}
    for placed in claims:
        grouped.setdefault(placed.source.id, []).append(placed)
    return [(group[0].source, group) for group in grouped.values()]


def attribution(page: PageContext, placed: PlacedClaim) -> Md:
    """Return a phrase that says whom a source cites for a claim: ``according to A, citing B``.

    The result is empty if the source cites nobody.
    """
    names = [page.named(id_) for id_ in words_in(placed.claim)]
    if not names:
        return Md("")
    # Build the phrase from its end: first "B, citing C", then "A, citing B, citing C".
    *nearer, speaker = names
    for name in reversed(nearer):
        speaker = fill(_("{speaker}, citing {origin}"), speaker=name, origin=speaker)
    return fill(_("according to {speaker}"), speaker=speaker)


def whose_word(page: PageContext, placed: PlacedClaim, *, begins: bool = False) -> Md:
    """Return a phrase that says who makes a claim and who relays it: ``A, according to B``.

    ``begins``: whether the phrase begins a line.
    """
    chain, source = page.site.corpus.chain(placed), page.source(placed.source.id)
    if chain == (page.site.corpus.speakers.get(placed.source.id),):
        return source
    speakers = chain[-1:]
    if len(chain) == 1 and not placed.claim.by:
        speakers = page.site.corpus.signers[placed.source.id]
    speaker = listed_and(
        page.named(id_, begins=begins and not number) for number, id_ in enumerate(speakers)
    )
    relays = chain[:-1] if placed.claim.by else chain[1:-1]
    if not relays:
        return fill(_("{speaker}, according to {source}"), speaker=speaker, source=source)
    return fill(
        _("{speaker}, through {relays}, according to {source}"),
        speaker=speaker,
        relays=listed_and(page.named(id_) for id_ in relays),
        source=source,
    )


def whose_words(
    page: PageContext, claims: Iterable[PlacedClaim], *, begins: bool = False
) -> list[Md]:
    """Return, without repetitions, phrases that say who makes each claim and who relays it."""
    return [whose_word(page, alike[0], begins=begins) for alike in by_word(page, claims)]


def by_word(page: PageContext, claims: Iterable[PlacedClaim]) -> list[list[PlacedClaim]]:
    """Group claims that get the same phrase from ``whose_word``, without changing their order."""
    found: dict[tuple[object, ...], list[PlacedClaim]] = {}
    for placed in claims:
        chain = page.site.corpus.chain(placed)
        found.setdefault((placed.source.id, bool(placed.claim.by), *chain), []).append(placed)
    return list(found.values())


def related(page: PageContext, subject: str, type_: str, object_: str) -> Md:
    """Return a relation as a sentence without its full stop: ``the militias fight against …``.

    The verb is the researcher's wording, not a quotation. The order of words is subject, verb,
    object. On the object's own page, the object comes first if the vocabulary has the inverse of
    the relation.
    """
    site = page.site
    known = site.corpus.relation_types.get(type_)
    if known and known.inverse and page.own == Ref("actor", object_) and subject != object_:
        phrase = verb(known.inverse, site.corpus.takes_plural[object_])
        subject, object_ = object_, subject
    else:
        phrase = relation_phrase(site, subject, type_)
    return isolated(
        Md(f"{page.named(subject, begins=True)} {escape(phrase)} {page.named(object_)}")
    )


def relation_phrase(site: Site, subject: str, type_: str) -> str:
    """Return the verb phrase of a relation, in agreement with the subject's name."""
    many = site.corpus.takes_plural[subject]
    known = site.corpus.relation_types.get(type_)
    return (many and known and known.plural) or verb(type_, many)


def who_says(page: PageContext, claims: Sequence[PlacedClaim]) -> Md:
    """Return, in small print, the speakers who make the given claims.

    The first ``VOUCHING`` speakers are named, and the others are counted.
    """
    voices = whose_words(page, claims, begins=True)
    shown: list[Md] = voices[:VOUCHING]
    if left := len(voices) - len(shown):
        shown.append(fill(ngettext("and {count} more", "and {count} more", left), count=left))
    said = fill(_("– {voices}"), voices=join(shown, semicolon()))
    return Md(f" <small>{said}</small>")


def only_in(claims: Iterable[PlacedClaim]) -> Md:
    """Return a note, such as ``in a forecast``, on a relation that no claim asserts.

    ``claims``: the claims that state the relation. The note names their kinds, in small print. The
    result is empty if there are no claims, or if any is not a forecast, a doubt or a denial.
    """
    kinds = list(dict.fromkeys(placed.claim.kind for placed in claims))
    if not kinds or not {"forecast", *AGAINST}.issuperset(kinds):
        return Md("")
    return Md(f" <small>{join(_(CLAIM_KINDS_IN[kind]) for kind in kinds)}</small>")


def as_role(page: PageContext, actor: str, role: str) -> Md:
    """Return a role in the singular or plural, in agreement with the actor's name."""
    many = page.site.corpus.takes_plural[actor]
    words = (many and page.site.corpus.role_plurals.get(role)) or noun(role, many)
    return isolated(escape(words))


def claim_list(page: PageContext, claims: Iterable[PlacedClaim], event: str | None = None) -> Md:
    """Return claims as a list. Each item has a claim's statement, its citation and its speaker.

    Each item also has a link to the claim's own address, where the claim's citation can be copied,
    and further details in a box that readers can open. ``event``: id of the event whose page shows
    the list; None on other pages.
    """
    return Md("\n".join(_item(page, placed, event) for placed in claims))


def _item(page: PageContext, placed: PlacedClaim, event: str | None) -> Md:
    says = f"- {page.statement(placed.claim.says)}{page.cite_claims((placed,))}"
    word = join([*whose(page, placed), page.claim(placed, _("cite"))], " · ")
    more = circumstances(page, placed, event)
    return Md(f"{says}<br><small>{word}</small>{folded(page, placed, [join(more, ' · ')])}")


def folded(page: PageContext, placed: PlacedClaim, lines: Iterable[Md]) -> Md:
    """Return details of a claim in a ``details`` element, which readers can open.

    The label of the element says whether the claim's quote, if any, was checked.

    ``lines``: the details. The result is empty if all lines are empty.
    """
    shown = "<br>".join(f"<small>{line}</small>" for line in lines if line)
    if not shown:
        return Md("")
    label = _("Details")
    if placed.claim.quote:
        state = page.site.evidence.quote(placed)
        is_found = state.state == "found" or state.where is not None
        label = _("Details, quotation checked") if is_found else _("Details, quotation not checked")
    return Md(f'<details class="more"><summary>{escape(label)}</summary>{shown}</details>')


def whose(page: PageContext, placed: PlacedClaim) -> list[Md]:
    """Return a claim's kind (nothing for a report) and whom the source cites for the claim."""
    claim = placed.claim
    shown: list[Md] = []
    if claim.kind != "report":
        shown.append(escape(_(claim.kind)))
    if claim.by or claim.origin:
        shown.append(attribution(page, placed))
    if claim.first_hand:
        shown.append(escape(_("at first hand")))
    elif not (claim.by or claim.origin):
        shown.append(escape(_("cites no one")))
    return shown


def circumstances(page: PageContext, placed: PlacedClaim, event: str | None) -> list[str]:
    """Return a claim's details: date, figures, quote, disputed and disputing claims, links, note.

    ``event``: id of the event whose page shows the claim; None on other pages.
    """
    claim = placed.claim
    shown: list[str] = []
    if claim.date:
        shown.append(_date(page, claim, claim.date, event))
    shown += [figure_label(figure) for figure in claim.figures]
    if claim.quote:
        shown.append(_quote(page, placed))
    for address in claim.disputes:
        disputed = page.site.corpus.claims_by_address[address]
        shown.append(_beside(page, _("disputes: {claim} ({speaker})"), disputed))
    for other in page.site.corpus.disputed_by.get(placed.address, ()):
        shown.append(_beside(page, _("disputed by: {claim} ({speaker})"), other))
    if claim.links:
        listed = join(link(one.title, one.url) for one in claim.links)
        shown.append(fill(_("See also: {links}"), links=listed))
    if claim.note:
        shown.append(fill(_("Note: {note}"), note=page.statement(claim.note)))
    return shown


def _date(page: PageContext, claim: Claim, date: Date, event: str | None) -> Md:
    """Return a claim's date in words.

    If the claim is about several events, the words also name the event that the date applies to,
    except on this event's own page.
    """
    is_step = claim.dates == "step"
    if len(claim.event) > 1 and event != claim.event[0]:
        message = (
            _("date of a step in {event}: {date}") if is_step else _("date of {event}: {date}")
        )
        return fill(message, event=page.event(claim.event[0]), date=date.words)
    message = _("dated {date} (a step in the event)") if is_step else _("dated {date}")
    return fill(message, date=date.words)


def _beside(page: PageContext, message: str, other: PlacedClaim) -> Md:
    return fill(message, claim=page.claim(other), speaker=whose_word(page, other))


def quotation(placed: PlacedClaim) -> Md:
    """Return a claim's quote in quotation marks and with its language; empty without a quote."""
    claim = placed.claim
    language = claim.quote_language or placed.source.article.language
    return in_language(quoted(claim.quote), language) if claim.quote else Md("")


def _quote(page: PageContext, placed: PlacedClaim) -> str:
    """Return a claim's quote, with a note that says whether the quote was found in the original."""
    result = page.site.evidence.quote(placed)
    quote = quotation(placed)
    if translation := placed.claim.translation:
        message = _("{quote}, in translation {translation}")
        quote = fill(message, quote=quote, translation=quoted(translation))
    if result.where is not None:
        message = _("in the words {quote} (found in the original, {paragraph})")
        return fill(message, quote=quote, paragraph=locator_label(result.where))
    if result.state == "found":
        return fill(_("in the words {quote} (found in the original)"), quote=quote)
    return fill(_("in the words {quote} (not compared with the original)"), quote=quote)


def called(
    page: PageContext, words: str, language: str | None = None, *, exactly: bool = False
) -> Md:
    """Return the words that a source uses for somebody, quoted, with a mark if they are loaded.

    ``exactly``: whether quotation marks within the words stay as the source has them.
    """
    shown = in_language(verbatim(words) if exactly else quoted(words), language)
    if not page.site.is_loaded(words):
        return shown
    return Md(f'<span class="loaded">{shown}†</span>')


def naming_first(page: PageContext, claims: Sequence[PlacedClaim], voice: str) -> list[PlacedClaim]:
    """Return the claims, sorted: those that cite a passage where the source names a voice go first.

    The order stays otherwise the same. If a claim cites several passages, one that names the voice
    is enough. ``voice``: the actor's id.
    """
    named = page.site.mentioned_by_sources.get(Ref("actor", voice), {})

    def is_unnamed(placed: PlacedClaim) -> bool:
        return not {*placed.claim.locators} & {*named.get(placed.source.id, ())}

    return sorted(claims, key=is_unnamed)


def called_by_source(page: PageContext, rows: Iterable[tuple[str, str, Sequence[Locator]]]) -> Md:
    """Return a list of sources, each with words that it uses for a record and a citation of each.

    A row of ``rows`` is the id of a source, a word that the source uses for the record, and the
    paragraphs that use this word. Words in more paragraphs come first. A source's first ``CALLED``
    words and all its loaded words are shown. Its other words are counted.
    """
    by_source: dict[str, list[tuple[str, Sequence[Locator]]]] = {}
    for source, words, locators in rows:
        by_source.setdefault(source, []).append((words, locators))
    lines = []
    for source, used in by_source.items():
        language = page.site.corpus.articles[source].language
        used.sort(key=lambda row: -len(row[1]))
        shown = [
            Md(f"{called(page, words, language)}{page.cite(source, locators[:1])}")
            for place, (words, locators) in enumerate(used)
            if place < CALLED or page.site.is_loaded(words)
        ]
        left = len(used) - len(shown)
        lines.append(f"- **{heading_of(page.source(source))}** {cut_short(shown, left)}")
    return Md("\n".join(lines))


def is_called_otherwise(
    page: PageContext, rows: Iterable[tuple[str, str, Sequence[Locator]]]
) -> bool:
    """Return whether any source has words for the page's record other than the record's label."""
    label = page.site.corpus.label(page.own).casefold() if page.own else ""
    return any(words.casefold() != label for _source, words, _locators in rows)


def has_loaded(page: PageContext, rows: Iterable[tuple[str, str, Sequence[Locator]]]) -> bool:
    """Return whether any source uses a loaded word for a record.

    Loaded words are those that the vocabulary lists as judging whom they name. A row of ``rows`` is
    the id of a source, a word that the source uses, and the paragraphs that use this word.
    """
    return any(page.site.is_loaded(words) for _source, words, _locators in rows)


def cited_list(page: PageContext, items: Mapping[str, Sequence[PlacedClaim]]) -> Md:
    """Return texts separated by commas, each with the citation numbers of its claims."""
    return join(Md(f"{escape(words)}{page.cite_claims(claims)}") for words, claims in items.items())


def times(page: PageContext, ref: Ref, source: str, words: str, locators: Sequence[Locator]) -> str:
    """Return how often a source uses ``words`` for a record in the given paragraphs.

    If the occurrences could be counted, the result is their number, such as ``3``. Otherwise the
    result gives the number of paragraphs as a minimum, such as ``≥ 2``.
    """
    counted = page.site.evidence.times(source, ref.type, ref.id, words, locators)
    return f"≥ {len(set(locators))}" if counted is None else str(counted)


def names_table(
    page: PageContext, ref: Ref, rows: Iterable[tuple[str, str, Sequence[Locator]]]
) -> Md:
    """Return a table of the words that each source uses for a record, with counts and paragraphs.

    A row of ``rows`` is the id of a source, a word that the source uses for the record, and the
    paragraphs that use this word. Rows of one source are adjacent.
    """
    return table(
        (_("Source"), _("Words and times")),
        [
            (page.source(source), words_used(page, ref, source, [row[1:] for row in found]))
            for source, found in groupby(rows, lambda row: row[0])
        ],
    )


def words_used(
    page: PageContext, ref: Ref, source: str, used: Iterable[tuple[str, Sequence[Locator]]]
) -> Md:
    """Return the words that a source uses for a record, each with number of uses and paragraphs."""
    language = page.site.corpus.articles[source].language
    shown = []
    for words, locators in used:
        counted = f"{times(page, ref, source, words, locators)}×"
        where = labelled(counted, page.paragraphs(source, locators))
        shown.append(Md(f"{called(page, words, language, exactly=True)} <small>{where}</small>"))
    return join(shown, semicolon())
