"""Labels for values of the data format, in the language of the site.

Words of the vocabularies, such as kinds of events, aren't in this module. Such a word is its own
label in English, so pages show it as ``gettext(word)``. ``tests/collecting_messages.py`` collects
these words for translation.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from ...analysis.network import PART_OF
from ...analysis.origins import OriginKind
from ...conventions import listed, number_words
from ...corpus import Corpus
from ...markdown import Md, escape, fill, isolated, join
from ...messages import gettext as _
from ...messages import language, marked, ngettext, pgettext
from ...records.figures import Figure
from ...records.locators import TERMS, Locator, Passage, Term
from ...text import comma_before_more, range_dash, semicolon

CLAIM_KINDS_IN: Mapping[str, str] = {
    "forecast": marked("in a forecast"),
    "doubt": marked("in a doubt"),
    "denial": marked("in a denial"),
}
"""Maps kinds of claims that assert nothing to notes, such as ``in a forecast``.

A note is shown on a relation that only such claims state.
"""

ORIGIN_KINDS: Mapping[OriginKind, str] = {
    "first hand": marked("at first hand"),
    "named": marked("named"),
    "unnamed": marked("unnamed"),
    "nobody cited": marked("cites no one"),
}
"""Maps each kind of independent origin to its label, which is shown after the origin's name."""


def origin_kind(kind: OriginKind, many: bool) -> str:
    """Return the label of a kind of origin. ``many``: whether the origin's name is a plural."""
    if many and kind == "named":
        return pgettext("of several people", "named")
    if many and kind == "unnamed":
        return pgettext("of several people", "unnamed")
    return _(ORIGIN_KINDS[kind])


def figure_label(figure: Figure) -> Md:
    """Return a figure as text: ``people hurt: 60``, ``casualties: dozens``."""
    label, value = isolated(escape(figure.counts)), isolated(escape(figure_value(figure)))
    return fill(_("{label}: {value}"), label=label, value=value)


def figure_value(figure: Figure) -> str:
    """Return a figure's number as text: ``60``, ``dozens``."""
    return figure.value.words


def recorded_relation(type_: str, many: bool) -> str:
    """Return the verb for a relation that is stated in an actor's record, not in a claim.

    ``many``: whether the verb is in the plural.
    """
    number = 2 if many else 1
    if type_ == PART_OF:
        return ngettext("is part of", "are part of", number)
    return ngettext("speaks for", "speak for", number)


def locator_label(locator: Locator) -> str:
    """Return the label of a locator, as citations show it: ``¶6``, ``title``, ``p. 12``."""
    if isinstance(locator, Passage):
        term = TERMS[locator.kind]
        return locator.label(Term(_(term.one), _(term.several)), range_dash())
    return f"¶{locator}" if isinstance(locator, int) else _(locator)


def alone_words(corpus: Corpus, source: str) -> str:
    """Return a heading for events that only this source mentions: ``What only {source} says``."""
    return _("What only {source} says").format(source=corpus.short_labels[source])


def quoted(words: str) -> Md:
    """Return a source's words in quotation marks; quotations inside the words get the inner marks.

    The marks are those of the site's language: ``“They call it ‘a proxy’”``. If the words have an
    opening mark without a closing one, or the reverse, this mark stays as it is.
    """
    outer, inner = _("“{words}”"), _("‘{words}’")
    first, last = outer.split("{words}")
    pair = re.compile(f"{re.escape(first)}([^{re.escape(first + last)}]*){re.escape(last)}")
    nested = re.compile(r"‘(.*?)’(?!\w)")  # not an apostrophe, which has a letter after it

    def turned(found: re.Match[str]) -> str:
        return inner.format(words=nested.sub(lambda deep: outer.format(words=deep[1]), found[1]))

    straight = re.sub(r'"([^"]*)"', lambda found: outer.format(words=found[1]), words)
    return escape(outer.format(words=pair.sub(turned, straight)))


def verbatim(words: str) -> Md:
    """Return a source's words in quotation marks; those inside the words stay as they are."""
    return escape(_("“{words}”").format(words=words))


def in_language(words: Md, tag: str | None) -> Md:
    """Return words as HTML with their language, for hyphenation, direction and screen readers.

    Words in the language of the pages, and words in an unknown language, are returned as they are.
    """
    if not tag or tag.split("-")[0] == language().split("-")[0]:
        return words
    return Md(f'<span lang="{tag}" dir="auto">{words}</span>')


def and_more(count: int) -> Md:
    """Return a text, such as ``and 3 more``, for the end of a list that is cut short."""
    return fill(ngettext("and {count} more", "and {count} more", count), count=count)


def more_voices(count: int) -> Md:
    """Return a text, such as ``and 3 more voices``, for the end of a list that is cut short."""
    return fill(ngettext("and {count} more voice", "and {count} more voices", count), count=count)


def cut_short(shown: Sequence[Md], left: int) -> Md:
    """Return items joined by commas: ``a, b``, or ``a, b, and 3 more``.

    ``left``: the number of items that the list counts but doesn't show.
    """
    items = join(shown)
    return Md(f"{items}{comma_before_more()}{and_more(left)}") if left > 0 else items


def listed_and(items: Iterable[str]) -> Md:
    """Return items as ``a``, ``a and b``, ``a, b and c``."""
    return Md(listed(escape(item) for item in items))


def listed_or(items: Iterable[str]) -> Md:
    """Return items, which may have commas, as ``a``, ``a; or b``, ``a; b; or c``."""
    *before, last = items
    if not before:
        return join([last])
    return fill(_("{items}; or {last}"), items=join(before, semicolon()), last=last)


def size_words(count: int) -> str:
    """Return a number of bytes in a readable unit, rounded to kB or to tenths of a MB."""
    if count < 1000:
        return _("{size} B").format(size=count)
    if count < 999_500:
        return _("{size} kB").format(size=round(count / 1000))
    return _("{size} MB").format(size=number_words(count / 1_000_000, 1))
