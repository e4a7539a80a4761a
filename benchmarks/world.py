"""Plans a generated corpus: its records, its sources, and the records that each source is about."""

from dataclasses import dataclass

from .invention import Inventor
from .proportions import Proportions

KINDS = ("actors", "locations", "events", "questions")

MEDIA = 8
"""One in ``MEDIA`` actors is of the kind ``media``, as in the real corpus."""


@dataclass(frozen=True)
class Known:
    """A planned record. ``home``: the index of the first source that is about this record."""

    id: str
    label: str
    home: int


@dataclass(frozen=True)
class Teller:
    """A planned source.

    ``paragraphs``, ``claims``: how many paragraphs and claims the source has. ``told``: maps each
    kind in ``KINDS`` to the records of this kind that the source's claims are about.
    """

    id: str
    publisher: str
    paragraphs: int
    claims: int
    told: dict[str, list[Known]]


@dataclass(frozen=True)
class World:
    """The plan of a corpus.

    ``records``: maps each kind in ``KINDS`` to the records of this kind, the best known first.
    ``tellers``: the sources.
    """

    records: dict[str, list[Known]]
    tellers: list[Teller]


def create(inventor: Inventor, real: Proportions, pages: int) -> World:
    """Return the plan of a corpus with ``pages`` records and sources together.

    The corpus has at least one source. ``real``: the proportions that it has in common with a
    real corpus, such as claims per source.
    """
    each = {kind: getattr(real, kind) for kind in KINDS}
    sources = max(1, round(pages / (1 + sum(each.values()))))
    counts = {kind: max(1, round(sources * number)) for kind, number in each.items()}
    counts["events"] = max(1, counts["events"] + pages - sources - sum(counts.values()))
    records = {kind: _records(inventor, real, kind, counts[kind], sources) for kind in KINDS}
    tellers = [_teller(inventor, real, records, number, sources) for number in range(sources)]
    return World(records, tellers)


def _records(
    inventor: Inventor, real: Proportions, kind: str, count: int, sources: int
) -> list[Known]:
    records = []
    for number in range(count):
        if kind == "events":
            label = inventor.title(real.title_words)
        elif kind == "questions":
            label = f"{inventor.title(real.question_words)}?"
        else:
            label = inventor.name(real.name_words)
        id_ = "-".join(label.lower().removesuffix("?").split()[:3])
        records.append(Known(id_, label, number % sources))
    return records


def _teller(
    inventor: Inventor, real: Proportions, records: dict[str, list[Known]], number: int, count: int
) -> Teller:
    """Return the plan of the source with index ``number``. ``count``: the number of sources.

    The source is about the records whose ``home`` it is, and about some other records.
    """
    told = {}
    for kind in KINDS:
        known = records[kind]
        numbers = set(range(number, len(known), count))
        if kind == "locations":
            # Every source is about the first location: in the real corpus, this is the country.
            numbers.add(0)
        others = max(0.0, getattr(real, f"{kind}_told") - len(numbers))
        wanted = min(len(known), len(numbers) + inventor.about(others))
        while len(numbers) < wanted:
            numbers.add(inventor.pick(range(len(known))))
        told[kind] = [known[each] for each in sorted(numbers)]
    return Teller(
        id=f"source-{number + 1:05}",
        publisher=inventor.pick(records["actors"][::MEDIA]).id,
        paragraphs=max(1, inventor.about(real.paragraphs)),
        claims=max(1, inventor.about(real.claims)),
        told=told,
    )
