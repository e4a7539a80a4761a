"""Makes corpora for tests from a few claims. Records that the claims refer to are generated."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sourcebook.corpus import Corpus, RecordType, Ref, Source
from sourcebook.corpus.claimed import words_in
from sourcebook.evidence import NOTHING_CHECKED, Evidence
from sourcebook.pages.compose import Composer
from sourcebook.pages.site import Site
from sourcebook.problems import Mark
from sourcebook.records.entities import Actor, Event, Location, Question
from sourcebook.records.sources import Article, Claim, Summary
from sourcebook.records.vocabularies import GENERAL
from sourcebook.records.vocabulary import Role, Vocabulary, extended

Said = Mapping[str, Any]

WORDS = extended(
    GENERAL,
    Vocabulary(
        roles={
            "attacker": Role(excludes=("defender", "observer")), "defender": Role(),
            "observer": Role(), "captor": Role(excludes=("losing side", "defender")),
            "losing side": Role(),
            "deployed force": Role(excludes=("withdrawing force",)), "withdrawing force": Role(),
        }
    ),
)  # fmt: skip
"""The vocabulary of these corpora: the general words, and roles in a war."""


def corpus(
    claims: Mapping[str, Sequence[Said]],
    actors: Mapping[str, Said] | None = None,
    locations: Mapping[str, Said] | None = None,
    events: Mapping[str, Said] | None = None,
    questions: Mapping[str, Said] | None = None,
) -> Corpus:
    """Return a corpus with the given claims. ``claims``: maps a source's id to its claims.

    A claim is written as in YAML; ``id``, ``says`` and ``paragraph`` may be missing. The id of a
    source is also the id of its publisher. Sources are published in the order of ``claims``.

    ``actors``, ``locations``, ``events``, ``questions``: map ids to the fields of records. Records
    that claims refer to needn't be given: they get their id as a name, and a default kind.
    """
    made = {id_: [_claim(n, said) for n, said in enumerate(s)] for id_, s in claims.items()}
    every = [claim for listed in made.values() for claim in listed]
    above = (a for said in (actors or {}).values() for a in said.get("part_of", ()))
    spoken = (a for c in every for a in (*c.cast, *words_in(c)))
    named = {*claims, *spoken, *(actors or {}), *above}
    places = {*(p for c in every for p in c.locations), *(locations or {})}
    happened = {*(e for c in every for e in c.event), *(events or {})}
    taken = {(q, p) for c in every for q in c.answers for p in c.answers[q] if p}
    asked = {q for c in every for q in c.answers}
    ids: dict[RecordType, Iterable[str]] = {
        "actor": named, "location": places, "event": happened, "question": asked, "source": claims,
    }  # fmt: skip
    return Corpus(
        actors={i: _made(Actor, i, "organisation", actors) for i in sorted(named)},
        locations={i: _made(Location, i, "town", locations) for i in sorted(places)},
        events={i: _made(Event, i, "other", events) for i in sorted(happened)},
        questions={
            i: Question.model_validate(
                {
                    "title": f"{i}?",
                    "positions": {p: f"Position {p}." for q, p in sorted(taken) if q == i},
                    **(questions or {}).get(i, {}),
                }
            )
            for i in sorted(asked)
        },
        sources={
            id_: Source(id_, _article(number, id_), Summary(abstract="x", claims=tuple(listed)))
            for number, (id_, listed) in enumerate(made.items())
        },
        pages={},
        outlines={},
        places={Ref(kind, id_): (Mark("made.yml"),) for kind in ids for id_ in sorted(ids[kind])},
        vocabulary=WORDS,
    )


def _claim(number: int, said: Said) -> Claim:
    return Claim.model_validate(
        {"id": f"c{number}", "says": f"Claim {number}.", "paragraph": "1", **said}
    )


def _made(model: Any, id_: str, kind: str, given: Mapping[str, Said] | None) -> Any:
    label = "title" if model is Event else "name"
    return model.model_validate({label: id_, "kind": kind, **((given or {}).get(id_, {}))})


def _article(number: int, id_: str) -> Article:
    return Article.model_validate(
        {
            "title": id_,
            "publisher": id_,
            "published": f"2015-{number % 12 + 1:02}-01",
            "language": "en",
            "paragraphs": ["One.", "Two."],
            "state": "read",
        }
    )


def drawn_by(
    drawer: Callable[[Site], Iterator[tuple[str, Callable[[], str]]]], site: Site
) -> dict[str, str]:
    """Return path in ``docs/`` -> SVG, for each drawing that ``drawer`` makes.

    ``drawer``: a function that yields the path of each drawing, with a function that draws it.
    """
    return {path: draw() for path, draw in drawer(site)}


def alone(
    made: Corpus, paths: Iterable[str], evidence: Evidence = NOTHING_CHECKED
) -> dict[str, bytes]:
    """Make each page of a corpus by itself, except those that are generated last.

    ``paths``: paths in ``docs/``. Other files than pages are ignored.
    """
    composer = Composer(made, evidence)
    texts = {path: composer.text(path) for path in paths if path.endswith(".md")}
    return {path: text.encode() for path, text in texts.items() if text is not None}
