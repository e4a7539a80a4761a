import pytest

from sourcebook.analysis.coverage import find
from sourcebook.analysis.vocabulary import shared_words, uses
from sourcebook.corpus import Corpus, Ref
from sourcebook.pages import Composer, analyses
from sourcebook.records.sources import Names

from .made import corpus


def test_what_a_corpus_leaves_open() -> None:
    """Coverage tells what is used, what is told once, and who never acts."""
    made = corpus(
        {
            "post": [{"event": "fire", "actors": {"reds": "attacker"}}, {"event": "flood"}],
            "times": [{"event": "fire", "origin": ["post"]}],
        },
        actors={"blues": {}},
    )
    found = find(made)
    assert (found.sources["post"].paragraphs, found.sources["post"].used) == (2, 1)
    assert found.silent_actors == ["blues", "post", "times"]
    assert found.told_once == ["flood"]


def _digest(made: Corpus, text: str) -> Corpus:
    """Give the first source of a corpus a digest of one paragraph."""
    source = next(iter(made.sources.values()))
    article = source.article.model_copy(update={"paragraphs": (text,)})
    made.sources[source.id] = type(source)(source.id, article, source.summary)
    return made


def test_names_in_the_texts_that_no_record_knows() -> None:
    """A capitalised word that belongs to no record is told with its paragraph."""
    made = _digest(
        corpus({"post": [{"event": "fire"}]}, actors={"reds": {"name": "the Reds"}}),
        "Everyone knows the Reds. On Monday the Port Ellan Blues came, in March, with Reds' help.",
    )
    assert find(made).unknown_names == {"post": {"Port Ellan Blues": [1]}}


def _naming(made: Corpus, source: str, **actors: dict[str, list[int]]) -> Corpus:
    """Have a source use words for actors."""
    names = Names.model_validate({"actors": {a: {w: [str(n) for n in ns] for w, ns in words.items()}
                                             for a, words in actors.items()}})  # fmt: skip
    old = made.sources[source]
    summary = old.summary.model_copy(update={"names": names})
    made.sources[source] = type(old)(source, old.article, summary)
    return made


def test_who_calls_whom_what() -> None:
    """Each source's words for an actor, and words that mean different ones."""
    made = corpus({"post": [], "times": []}, actors={"reds": {}, "blues": {}})
    _naming(made, "post", reds={"the rebels": [1, 2]})
    _naming(made, "times", reds={"the reds": [1]}, blues={"The Rebels": [2]})
    found = uses(made)[Ref("actor", "reds")]
    told = {source: [(u.words, list(u.locators)) for u in used] for source, used in found.items()}
    assert told == {"post": [("the rebels", [1, 2])], "times": [("the reds", [1])]}
    shared = shared_words(made)
    assert list(shared) == ["the rebels"]
    assert list(shared["the rebels"]) == [Ref("actor", "reds"), Ref("actor", "blues")]


def test_long_lists_of_names_say_what_they_leave_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of thousands of actors, those whom most words are used for stand in the list."""
    monkeypatch.setattr(analyses, "ROWS", 2)
    made = corpus({"post": []}, actors={"reds": {}, "blues": {}, "greens": {}, "greys": {}})
    _naming(made, "post", reds={"one": [1]}, blues={"two": [1], "three": [2]}, greens={"one": [2]})
    page = (Composer(made).text("names.md") or "").partition("## Actor by actor")[2]
    assert [id_ for id_ in ("reds", "blues", "greens") if f"| [{id_}](" in page] == [
        "blues", "greens"
    ]  # fmt: skip
    assert (
        "1 actor more whom the sources have fewer words for: each actor’s page has all of its own."
        in page
    )


def test_long_lists_of_events_say_what_they_leave_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those on most origins come first; below each origin, the earliest."""
    monkeypatch.setattr(analyses, "ROWS", 1)
    monkeypatch.setattr(analyses, "LISTED", 2)
    told = [{"event": event} for event in ("fire", "flood", "frost", "storm")]
    three = [{"event": "war"}]
    made = corpus({"post": [*told, *three, {"event": "truce"}],
                   "times": [*three, {"event": "truce"}], "echo": three})  # fmt: skip
    page = Composer(made).text("support.md") or ""
    assert "| [war](events/war.md) | 3 | 3:" in page
    assert "truce" not in page
    assert "1 event more on fewer origins: each event’s page says on which." in page
    assert [event for event in ("fire", "flood", "frost", "storm") if f"- [{event}]" in page] == [
        "fire", "flood"
    ]  # fmt: skip
    assert "And 2 events more: what is said on its word stands on its page." in page
