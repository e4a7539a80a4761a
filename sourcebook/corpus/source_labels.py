"""Makes labels and short labels of sources.

If a source's record states a label, this label is used. Otherwise, the label is the speaker and the
date, with a letter if several sources would have the same label.

Where a page has already shown a source's label, it may use the short label: the speaker alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ..messages import gettext as _
from ..records.entities import Actor
from ..records.source_kinds import SourceFacts
from ..records.vocabulary import ActorKind
from .claimed import Source


def source_labels(
    sources: Mapping[str, Source],
    actors: Mapping[str, Actor],
    kinds: Mapping[str, ActorKind],
    facts: Mapping[str, SourceFacts],
) -> dict[str, str]:
    """Return source id -> label.

    ``sources``: in order of publication. Sources whose labels would be equal get the letters a, b,
    c in this order. ``kinds``: kind of actor -> its properties. ``facts``: kind of source -> its
    facts.
    """
    speakers = {id_: speakers_of(one, actors, kinds, facts) for id_, one in sources.items()}
    made = {id_: _made(source, actors, speakers[id_]) for id_, source in sources.items()}
    chosen = {id_: source.article.label for id_, source in sources.items()}
    plain = {id_: chosen[id_] or made[id_] for id_ in sources}
    count = Counter(plain.values())
    letters = {label: _letters() for label, sharing in count.items() if sharing > 1}
    return {
        id_: _lettered(label, next(letters[label]))
        if label in letters and not chosen[id_]
        else label
        for id_, label in plain.items()
    }


def short_labels(
    labels: Mapping[str, str],
    sources: Mapping[str, Source],
    actors: Mapping[str, Actor],
    kinds: Mapping[str, ActorKind],
    facts: Mapping[str, SourceFacts],
) -> dict[str, str]:
    """Return source id -> short label: the names of the source's speakers.

    If nobody speaks in the source, or if these names are ambiguous, the short label is the same as
    the source's label. A label that the source's record states is never shortened.

    ``labels``: source id -> label. For the other parameters, see ``source_labels``.
    """
    known = {
        id_: _known_by(one, actors, speakers_of(one, actors, kinds, facts))
        for id_, one in sources.items()
    }
    count = Counter([*known.values(), *labels.values()])
    return {
        id_: known[id_]
        if known[id_] and count[known[id_]] == 1 and not one.article.label
        else labels[id_]
        for id_, one in sources.items()
    }


def _made(source: Source, actors: Mapping[str, Actor], speakers: Sequence[str]) -> str:
    article = source.article
    who = _known_by(source, actors, speakers) or article.title
    if not article.published:
        return _("{who}, n.d.").format(who=who)
    return _("{who}, {date}").format(who=who, date=article.published.day_words)


def _known_by(source: Source, actors: Mapping[str, Actor], speakers: Sequence[str]) -> str:
    """Return the names of a source's speakers, for its label; empty without speakers.

    ``speakers``: the ids of the speakers, who are actors.
    """
    article = source.article
    if speakers != article.authors:
        return actors[speakers[0]].name if speakers else ""
    names = [actors[id_].surname or actors[id_].name for id_ in speakers]
    if len(names) == 2 and not article.more_authors:
        return _("{first} and {second}").format(first=names[0], second=names[1])
    if len(names) > 2 or (names and article.more_authors):
        return _("{first} et al.").format(first=names[0])
    return names[0] if names else ""


def speakers_of(
    source: Source,
    actors: Mapping[str, Actor],
    kinds: Mapping[str, ActorKind],
    facts: Mapping[str, SourceFacts],
) -> tuple[str, ...]:
    """Return the ids of the actors who speak in a source: its publisher or, together, its authors.

    If there are authors, they speak in kinds of sources such as letters, in sources on a platform,
    and in sources without a publisher. In all other sources, the publisher speaks. The result is
    empty if the source has neither publisher nor authors. ``kinds``: kind of actor -> its
    properties. ``facts``: kind of source -> its facts.
    """
    article = source.article
    authors, publisher = article.authors, article.publisher
    if not publisher:
        return authors
    speaks = kinds[actors[publisher].kind].speaks and not facts[article.kind].authored
    return (publisher,) if speaks or not authors else authors


def _lettered(label: str, letter: str) -> str:
    """Return a source's label with a letter: ``Okello, 1911a``, or ``Okello, n.d. (a)``."""
    if label[-1:].isdigit():
        return f"{label}{letter}"
    return _("{label} ({letter})").format(label=label, letter=letter)


def _letters() -> Iterator[str]:
    """Yield a to z, then aa to zz, and so on."""
    yield from "abcdefghijklmnopqrstuvwxyz"
    for before in _letters():
        yield from (f"{before}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz")
