"""A project's own vocabulary, and the data, ids, links and tags of any record."""

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.exports import choices
from sourcebook.pages.makers import tags
from sourcebook.pages.parts.described import address_of
from sourcebook.pages.site import Site
from sourcebook.project import SOURCES
from sourcebook.records.source_kinds import NEEDABLE, SOURCE_KINDS
from sourcebook.records.sources import Article
from sourcebook.records.vocabularies import GENERAL, ID_FORMS, source_facts
from sourcebook.records.vocabulary import ActorKind, Kind, Role, Vocabulary, extended

from .corpora import SMALL, copy_small
from .made import corpus


def test_a_kind_of_source_of_the_project_is_treated_like_its_type_of_csl() -> None:
    """A project's kind of source is cited and exported like its CSL type, with its own name."""
    row = {"csl": "manuscript", "needs": ["archive", "isbn"]}
    own = Vocabulary.model_validate({"source_kinds": {"minute book": row, "letter": {}}})
    facts = source_facts(extended(GENERAL, own))
    like = SOURCE_KINDS["diary"]
    assert facts["minute book"] == like._replace(genre="minute book", uses=like.uses | {"isbn"})
    assert {word: facts[word] for word in SOURCE_KINDS} == SOURCE_KINDS
    assert set(NEEDABLE) < set(Article.model_fields)


def test_a_project_adds_words_and_gives_known_ones_other_properties() -> None:
    """A project's own words come before the built-in ones.

    If a project redefines a built-in word, properties that it doesn't give are kept.
    """
    own = Vocabulary.model_validate({
        "actor_kinds": {"vessel": {}, "media": {"plural": "the press"}},
        "event_kinds": ["launch", "wreck"],
        "roles": {"ally": {"excludes": ["bystander"]}, "bystander": {}},
    })  # fmt: skip
    words = extended(GENERAL, own)
    assert list(words.actor_kinds)[:3] == ["vessel", "media", "state"]
    assert words.actor_kinds["vessel"] == ActorKind()
    assert words.actor_kinds["media"] == ActorKind(
        plural="the press", schema_type="NewsMediaOrganization"
    )
    assert list(words.event_kinds) == ["launch", "wreck", *GENERAL.event_kinds]
    assert words.event_kinds["wreck"] == Kind()
    assert words.roles["ally"] == Role(excludes=("opponent", "bystander"))


def test_a_language_of_the_project_is_shown_by_its_name(tmp_path: Path) -> None:
    """A project can name a language that isn't in any list, and use it for sources."""
    sources = copy_small(tmp_path) / SOURCES
    article = sources / "articles" / "harbour-post-1951-03.md"
    article.write_text(article.read_text("utf-8").replace("language: en-GB", "language: x-ellan"))
    words = sources / "vocabulary.yml"
    own = "languages:\n  x-ellan: {label: Ellan dialect}\n"
    words.write_text(words.read_text("utf-8") + own, "utf-8")
    made = stages.check(tmp_path).corpus
    assert made
    page = stages.generate(made)["sources/harbour-post-1951-03.md"].decode()
    assert "- **Language:** Ellan dialect\n" in page
    assert '"inLanguage":"x-ellan"' in page


def test_every_list_has_a_word_for_what_fits_none() -> None:
    """Each list of kinds ends with "other", so that a project needs no vocabulary at first."""
    for kinds in (GENERAL.actor_kinds, GENERAL.location_kinds, GENERAL.event_kinds):
        assert list(kinds)[-1] == "other"


def test_a_kind_that_says_nothing_is_not_said() -> None:
    """The kind "other" isn't shown on pages."""
    other = {"x": {"kind": "other"}}
    made = corpus({"s": [{"event": "x", "actors": {"x": "guest"}}]}, other, other, other)
    pages = {path: text.decode() for path, text in stages.generate(made).items() if "/x.md" in path}
    leads = {path: re.search(r'<div class="lead" markdown>\n\n(.*)\n', text) for path, text in
             pages.items()}  # fmt: skip
    assert {path: found[1] for path, found in leads.items() if found} == {
        "actors/x.md": "Actor with a role in 1 event.",
        "events/x.md": "Mentioned in 1 source.",
        "locations/x.md": "Place. No event is placed here.",
    }


def test_several_of_a_kind_are_called_as_the_vocabulary_says(tmp_path: Path) -> None:
    """Filters by kind have the vocabulary's plurals, in indexes, timelines and on the map."""
    sources = copy_small(tmp_path) / SOURCES
    words = sources / "vocabulary.yml"
    text = words.read_text("utf-8").replace("{radius_km: 1}", "{radius_km: 1, plural: quays}")
    text += "event_kinds:\n  disaster: {plural: disasters}\n"
    words.write_text(f"{text}source_kinds:\n  report: {{plural: reports}}\n", "utf-8")
    made = stages.check(tmp_path).corpus
    assert made
    pages = {path: text.decode() for path, text in stages.generate(made).items() if ".md" in path}
    shown = {
        path: json.loads(html.unescape(found[1]))
        for path, page in pages.items()
        if (found := re.search(r' data-plurals="([^"]*)"', page))
    }
    assert shown == {
        "events/index.md": {"Kind": {"disaster": "disasters"}},
        "locations/index.md": {"Kind": {"quay": "quays"}},
        "sources/index.md": {"Kind": {"report": "reports"}},
    }
    assert "disasters" in str(choices.compose(made, made.events, ("kind",)))


def test_roles_exclude_each_other_both_ways_and_once() -> None:
    """If each of two roles excludes the other, they are one pair of exclusive roles."""
    roles = {"a": Role(excludes=("b",)), "b": Role(excludes=("a", "c")), "c": Role()}
    made = replace(corpus({}), vocabulary=Vocabulary(roles=roles))
    assert [sorted(pair) for pair in made.exclusive_roles] == [["a", "b"], ["b", "c"]]


def test_examples_of_ids_have_the_form_of_their_scheme() -> None:
    """For each built-in scheme of ids, the example is a valid id and has a web address."""
    assert ID_FORMS.keys() == GENERAL.ids.keys()
    for scheme, (form, example) in ID_FORMS.items():
        assert re.fullmatch(form, example), scheme
        address = address_of(corpus({}), scheme, example)
        assert address is not None
        assert address.endswith(example)


def test_an_id_can_not_change_the_rest_of_its_address() -> None:
    """In the web address of an id, special characters of the id are escaped."""
    assert address_of(corpus({}), "doi", '10.1000/a?b#c"d e') == (
        "https://doi.org/10.1000/a%3Fb%23c%22d%20e"
    )


def _tagged(count: int) -> Corpus:
    records: dict[str, Any] = {
        f"{letter}-{n}": {"name": f"{letter} {n}", "tags": ["port"]}
        for n in range(count // 26) for letter in "abcdefghijklmnopqrstuvwxyz"
    }  # fmt: skip
    return corpus({}, actors=records)


def test_a_tag_of_many_records_is_divided() -> None:
    """A tag with many records has several pages, and each record is on one of them."""
    site = Site(_tagged(2600))
    made = {spec.path: spec.values() for spec in tags.pages(site)}
    first = made.pop("tags/port.md")["lists"][0]
    assert made.pop("tags/index.md")["of"]["all"].entries == [("port", 2600)]
    listed = [ref.id for values in made.values() for ref in values["listed"].entries]
    assert len(made) > 10
    assert sorted([*listed, *(ref.id for ref in first.entries)]) == sorted(site.corpus.actors)


def test_without_tags_there_is_no_page_of_them() -> None:
    """Without tags, there is no page about tags."""
    assert list(tags.pages(Site(corpus({"s": [{"event": "a"}]})))) == []


def test_wikidata_is_the_same_under_ids(tmp_path: Path) -> None:
    """``wikidata`` and ``ids: {wikidata: …}`` give the same page and the same JSON-LD."""
    coast = copy_small(tmp_path) / SOURCES / "locations" / "coast.yml"
    text = coast.read_text("utf-8")
    coast.write_text(text.replace("wikidata: Q1\n", "ids: {wikidata: Q1}\n"), "utf-8")
    page = "locations/port-ellan.md"
    expected = stages.check(SMALL).corpus
    assert expected
    made = stages.check(tmp_path).corpus
    assert made
    assert stages.generate(made)[page] == stages.generate(expected)[page]
