"""Generates corpora with extreme values in each field, by Hypothesis, from the records' models.

New fields are covered automatically, because values are generated from the fields' types.
``_Corpus.files`` then adapts values to the rules that concern several files.
"""

import json
import re
import types
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import yaml
from hypothesis import strategies as st
from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from sourcebook.records import base, dates, figures, locator_fields, original_layout
from sourcebook.records.dates import Date
from sourcebook.records.entities import Actor, Event, Location, Question
from sourcebook.records.figures import WORDS, Quantity
from sourcebook.records.prose import uncited_sentences
from sourcebook.records.site import WrittenPage
from sourcebook.records.sources import QUOTE_WORDS, Article, Claim, Summary
from sourcebook.records.vocabularies import GENERAL

from .hostility import STRINGS, plain

DATES = st.one_of(
    st.sampled_from(
        [
            "0000", "0001", "0001-01-01", "0001~", "-0001", "-0043-03-15", "-9999-01-01", "9999",
            "9999-12-31", "9999-12-31~", "9999-24", "Y10000", "Y170000002", "Y-170000002~",
            "Y9999999999", "Y-9999999999", "Y9999999999~", "Y-9999999999%", "201X", "20XX", "-00XX",
            "000X~", "2016-02-29", "2015-XX-31", "201X-02-29", "2015-24", "2015-30~", "2016-34",
            "2016-41?", "1985/", "/1985", "1985/..", "../1985", "Y-9999999999/Y9999999999",
            "-9999/9999", "../Y-12000", "9999-12-31/..", "1985-04-12T23:20:30",
            "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2015-10-02T01:00:00+03:00",
            "-9999-01-01T00:00:00Z", "2015-09-21~/2015-10-01?",
        ]
    ),
    st.dates().map(lambda day: day.isoformat()),
    st.builds(
        "{}{}{}".format, st.integers(1900, 2030),
        st.sampled_from(["", *(f"-{code:02}" for code in (*range(1, 13), *range(21, 42)))]),
        st.sampled_from(["", "~", "?", "%"]),
    ),
)  # fmt: skip

FIGURES = st.sampled_from(
    [
        *WORDS, "0", "0 %", "30+", "~30", "<=40", ">0", "25-30 %", "10 days", "9" * 30,
        "~" + "9" * 30, "9" * 29 + "+", "0." + "0" * 28 + "1", "1,000,000.5", "0-" + "9" * 30,
        "~0", "1 " + "x" * 900, "٣٠", "30 كم",
    ]
)  # fmt: skip

PASSAGES = st.sampled_from(
    [
        "p. 1", "pp. 9-9999999", "p. xii", "ch. IV", "§ 4.2", "§§4.2–4.10", "l.0",
        "fol. 12r-v", "vv. 3:16-18", "00:00", "999:59:59", "00:00-999:59:59",
        "message " + "9" * 50, "app. B",
        "#" + "c" * 200, "#L10-L20", "#p1", "#title",
    ]
)  # fmt: skip

COORDINATES = st.sampled_from(
    [["90", "180"], ["-90", "-180"], ["0", "0"], ["-0.0", "+0"], ["89.99999999999999999", "0"],
     ["54.1", "-3.2"], ["54.1", "-3.20000000001"], ["-33.9", "179.9999"], ["90", "0"]]
)  # fmt: skip

ADDRESSES = st.sampled_from(
    ["https://a.example", "http://a.example:80/?q=1&lt=2#x", "https://[::1]/", "HTTPS://A.EXAMPLE/",
     "https://user:word@a.example/%00%zz", "https://a.example/" + "x" * 3000, "http://例え.jp/é|`\"<>",
     "https://a.example/)](x", "https://a.example/\u202e"]
)  # fmt: skip

LANGUAGES = st.sampled_from(["en", "ar", "zh-Hant", "en-GB", "fa-Arab-IR", "ru"])

_WORDS = st.one_of(
    st.sampled_from(["words", "The fire", "A", "ß", "İ", "ﬁre", "?", "𝔘𝔫𝔦", "نص", "e\u0301" * 40]),
    st.sampled_from(STRINGS),
    st.text(max_size=40),
    st.text(
        st.sampled_from("ab .!?\"'()[]{}<>&*_`~#|\\-+=:;,/0\n\u0000\u202e\u2066\ufeff"), max_size=40
    ),
)  # fmt: skip

BODIES = st.lists(
    st.one_of(
        _WORDS,
        st.sampled_from(
            ["# One", "## Two", "- item", "1. item", "> said", "| a | b |\n|---|---|\n| 1 | 2 |",
             "```\ncode\n```", "[a](about.md)", "![a](b.png)", "[a]: https://a.example",
             "> " * 45 + "x", "- " * 45 + "x", "    " * 45 + "- x", "*a **b " * 150,
             "\n".join("    " * depth + "- x" for depth in range(45)), "[" * 200, "`" * 300]
        ),
    ),
    max_size=6,
).map("\n\n".join)  # fmt: skip

_POSITIONS = st.one_of(
    st.sampled_from([[180.0, 90.0], [-180.0, -90.0], [0.0, 0.0], [0, 0, 5], [-180, 90]]),
    st.tuples(st.floats(-180, 180), st.floats(-90, 90)).map(list),
)
_LINES = st.lists(_POSITIONS, max_size=6)
_GEOMETRIES = st.one_of(
    st.builds(lambda c: {"type": "Point", "coordinates": c}, _POSITIONS),
    st.builds(lambda t, c: {"type": t, "coordinates": c},
              st.sampled_from(["MultiPoint", "LineString"]), _LINES),
    st.builds(lambda t, c: {"type": t, "coordinates": c},
              st.sampled_from(["MultiLineString", "Polygon"]), st.lists(_LINES, max_size=3)),
    st.builds(lambda c: {"type": "MultiPolygon", "coordinates": c},
              st.lists(st.lists(_LINES, max_size=2), max_size=2)),
)  # fmt: skip
OUTLINES = st.builds(
    lambda features, attribution: {
        "type": "FeatureCollection", "features": features, "attribution": attribution,
    },
    st.lists(
        st.builds(
            lambda geometry, name, layer: {
                "type": "Feature", "geometry": geometry,
                "properties": {"name": name, "layer": layer},
            },
            _GEOMETRIES, st.sampled_from(["l0", "", "Lake"]),
            st.sampled_from(["country", "river", "lake", "town", ""]),
        ),
        max_size=4,
    ),
    _WORDS,
)  # fmt: skip

_OWN = frozenset(["Actor.part_of", "Actor.speaks_for", "Location.within", "Event.part_of"])
"""Fields that refer to records of the same type: only to earlier ones, to avoid cycles."""
_MADE_BELOW = frozenset(["Article.paragraphs", "WrittenPage.body", "Summary.unused", "Claim.id"])
"""Fields that ``_record`` leaves out, because ``_source`` or ``files`` writes them."""

_PUBLISHER = "a0"

_WORDS_OF: Mapping[str, list[str]] = {
    "actor_kinds": list(GENERAL.actor_kinds), "location_kinds": list(GENERAL.location_kinds),
    "event_kinds": list(GENERAL.event_kinds), "source_kinds": list(GENERAL.source_kinds),
    "ids": ["doi"], "tags": ["port", "a-1"],
}  # fmt: skip
"""Name of a list in the vocabulary -> values for fields that accept only words of this list."""

OMITTED = object()


class _Dumper(yaml.SafeDumper):
    """Writes YAML without anchors and aliases: a repeated value is written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Return True, so that no anchor is written."""
        return True


class _Corpus:
    """Generates a corpus. ``draw``: Hypothesis's function that draws an example of a strategy."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self._draw = draw
        self._ids: dict[str, list[str]] = {
            kind: [f"{kind[0]}{n}" for n in range(draw(st.integers(0, 3)))]
            for kind in ("location", "event", "question")
        }
        # There is at least one actor, because the first actor publishes all sources.
        self._ids["actor"] = [f"a{n}" for n in range(1 + draw(st.integers(0, 3)))]
        self._now = ""
        self._fresh = 0

    def files(self) -> dict[str, str]:
        """Return the files of the corpus, as path in ``sources/`` -> text."""
        models: dict[str, type[BaseModel]] = {
            "actor": Actor, "location": Location, "event": Event, "question": Question,
        }  # fmt: skip
        self._articles = [f"s{n}" for n in range(self._draw(st.integers(1, 2)))]
        self._paragraphs = {id_: self._draw(st.integers(0, 3)) for id_ in self._articles}
        self._claims: list[str] = []
        records = {
            kind: {id_: self._record(model, id_) for id_ in self._ids[kind]}
            for kind, model in models.items()
        }
        for place in records["location"].values():
            if "coordinates" not in place:
                place.pop("precision", None)
        self._asked = {
            id_: list(question.get("positions", {}))
            for id_, question in records["question"].items()
        }
        for question in records["question"].values():
            question["title"] = f"{question['title'][: base.LABEL_LENGTH - 1]}?"
        files = {
            f"{kind}s/{kind}s.yml": self._dumped(held) for kind, held in records.items() if held
        }
        for id_ in self._articles:
            files |= self._source(id_, records["event"] if id_ == "s0" else {})
        if self._draw(st.booleans()):
            page = self._record(WrittenPage, "about")
            files["pages/about.md"] = f"---\n{self._dumped(page)}---\n\n{self._draw(BODIES)}\n"
        if self._draw(st.booleans()):
            outlines = self._draw(OUTLINES)
            files["map/land.geojson"] = json.dumps(outlines)
        return files

    def _source(self, id_: str, events: Mapping[str, Any]) -> dict[str, str]:
        article = self._record(Article, id_)
        if article.get("text") == "full":
            article["licence"] = article.get("licence", "CC0")
        count = self._paragraphs[id_]
        body = "\n\n".join(
            re.sub(r"\s*\n\s*", " ", plain(self._text())).strip() or "words" for _ in range(count)
        )
        self._places = ["title", *(p for p in ("standfirst", "caption") if p in article)]
        self._places += [str(n) for n in range(1, count + 1)]
        summary = self._record(Summary, id_)
        claims = summary.setdefault("claims", [])
        for event, record in events.items():
            claims.append({"says": "So it was.", "paragraph": "title", "event": event})
            if "date" in record:
                claims[-1]["date"] = record["date"]
        cited = set()
        for number, claim in enumerate(claims):
            claim["id"] = f"c{number}"
            self._mended(claim)
            if "at" not in claim:
                claim.setdefault("paragraph", "title")
            places = claim.get("paragraph", [])
            cited |= set(places if isinstance(places, list) else [places])
        left = [str(n) for n in range(1, count + 1) if str(n) not in cited]
        if left:
            summary["unused"] = dict.fromkeys(left, "nothing claimed")
        return {
            f"articles/{id_}.md": f"---\n{self._dumped(article)}---\n\n{body}\n",
            f"summaries/{id_}.yml": self._dumped(summary),
        }

    def _mended(self, claim: dict[str, Any]) -> None:
        events = claim.get("event", [])
        events = events if isinstance(events, list) else [events]
        if "roles" in claim:
            claim["roles"] = {event: {"a0": "witness"} for event in events[1:]}
        if "answers" in claim:
            claim["answers"] = {
                question: dict.fromkeys(self._asked[question], "So.") or "So."
                for question in claim["answers"]
            }
        if "quote" not in claim:
            claim.pop("translation", None)
            claim.pop("quote_language", None)
        if "quote" in claim:
            claim["quote"] = " ".join(claim["quote"].split()[:QUOTE_WORDS]) or "words"
        if not any(claim.get(key) for key in ("event", "actors", "locations", "relation")):
            claim["actors"] = {"a0": "witness"}

    def _record(self, model: type[BaseModel], id_: str) -> dict[str, Any]:
        self._now = id_
        found = {}
        for name, field in model.model_fields.items():
            at = f"{model.__name__}.{name}"
            # Leave out pictures and recordings, because they need binary files.
            if (
                name in ("images", "media")
                or at in _MADE_BELOW
                or not (field.is_required() or self._draw(_SOMETIMES))
            ):
                continue
            value = self._value(field.annotation, field.metadata, at, field)
            if value is not OMITTED and value not in ([], {}):
                found[name] = value
        return found

    def _value(
        self, annotation: Any, metadata: list[Any], at: str, field: FieldInfo | None = None
    ) -> Any:
        """Return a value for a field, as plain data for YAML; ``OMITTED`` if there is none.

        ``annotation``, ``metadata``: the field's type, and the metadata of ``Annotated``. ``at``:
        the field's name: ``Claim.says``, or ``Claim.roles.value`` for the values of a mapping.
        """
        draw, origin = self._draw, get_origin(annotation)
        if origin is Annotated:
            inner, *more = get_args(annotation)
            return self._value(inner, [*metadata, *more], at, field)
        reference = next((mark for mark in metadata if isinstance(mark, base.Reference)), None)
        if reference:
            return self._reference(reference, at)
        if word := self._word(metadata, at):
            return word
        if annotation is str and (at.endswith(".was") or at == "Question.positions"):
            return self._own_id(at)
        for mark, strategy in self._known().items():
            if annotation is mark or any(getattr(part, "func", None) is mark for part in metadata):
                return draw(strategy)
        extra = field.json_schema_extra if field else None
        if isinstance(extra, dict) and "enum" in extra:
            return draw(st.sampled_from(extra["enum"]))  # type: ignore[arg-type]
        if annotation is not str:
            return self._compound(annotation, metadata, at, field)
        limit = next(
            (part.max_length for part in metadata if isinstance(part, StringConstraints)
             and part.max_length), None,
        )  # fmt: skip
        if any(isinstance(mark, base.Markup) and mark.cited for mark in metadata):
            return self._prose()
        return self._plain()[:limit].strip(_WHITE) or "words"

    def _word(self, metadata: list[Any], at: str) -> str:
        """Return a word of the vocabulary, or an external id; empty if the field takes neither."""
        if at.endswith(".ids.value"):
            return str(self._draw(st.sampled_from(["10.1000/182", '10.1234/a?b#c"<>|`'])))
        mark = next((mark for mark in metadata if isinstance(mark, base.Word)), None)
        words = _WORDS_OF.get(mark.rows) if mark else None
        return str(self._draw(st.sampled_from(words))) if words else ""

    def _compound(
        self, annotation: Any, metadata: list[Any], at: str, field: FieldInfo | None
    ) -> Any:
        """Return a value for a compound type: a union, tuple, mapping, literal or model."""
        origin = get_origin(annotation)
        if origin in (Union, types.UnionType):
            inner = next(part for part in get_args(annotation) if part is not type(None))
            return self._value(inner, metadata, at, field)
        if origin is tuple:
            return self._list(get_args(annotation)[0], metadata, at)
        if origin is dict:
            key, value = get_args(annotation)
            pairs = [
                (self._value(key, [], at), self._value(value, [], f"{at}.value"))
                for _ in range(self._draw(st.integers(1, 3)))
            ]
            return {k: v for k, v in pairs if k is not OMITTED and v is not OMITTED}
        if origin is Literal:
            return self._draw(st.sampled_from(get_args(annotation)))
        assert isinstance(annotation, type), f"say in tests/edges.py what {at} takes"
        assert issubclass(annotation, BaseModel), f"say in tests/edges.py what {at} takes"
        return self._record_inside(annotation)

    def _record_inside(self, model: type[BaseModel]) -> Any:
        now, found = self._now, self._record(model, self._now)
        self._now = now
        missing = [n for n, f in model.model_fields.items() if f.is_required() and n not in found]
        return OMITTED if set(missing) - {"id"} else found

    @staticmethod
    def _known() -> Mapping[Any, st.SearchStrategy[Any]]:
        """Return the Hypothesis strategies that generate values of fields.

        A key is a field's type or the function that validates the field.
        """
        return {
            Date: DATES, Quantity: FIGURES, bool: st.sampled_from(base.FLAG),
            base._web_address: ADDRESSES,
            base._wikidata_id: st.sampled_from(["Q1", "Q" + "9" * 40]),
            base._language_tag: LANGUAGES,
            base._doi: st.sampled_from(["10.1000/182", "10.1000.10/<b>{x}*_" + "y" * 900]),
            base._isbn: st.sampled_from(["0-306-40615-2", "978 0 306 40615 7", "080442957X"]),
            original_layout.parse_blocks: st.sampled_from(["4", "1-999999"]),
            original_layout._parse_block: st.sampled_from(["1", "999999"]),
            figures._from_yaml: FIGURES,
            locator_fields.parse_at: PASSAGES,
            locator_fields._pages: st.sampled_from(["9999999", "1-9999999"]),
            locator_fields._duration: st.sampled_from(["999:59:59", "999:59"]),
            dates._day: st.sampled_from(["0000-01-01", "9999-12-31"]),
        }  # fmt: skip

    def _list(self, item: Any, metadata: list[Any], at: str) -> Any:
        if item is float:
            return self._draw(COORDINATES)
        one = any(getattr(part, "func", None) is base._as_list for part in metadata)
        found = [self._value(item, [], at) for _ in range(self._draw(st.integers(1, 3)))]
        found = [value for value in found if value is not OMITTED]
        if not found:
            return OMITTED
        if all(isinstance(value, str) for value in found):
            found = list(dict.fromkeys(found))
        return found[0] if one and len(found) == 1 else found

    def _own_id(self, at: str) -> str:
        if at == "Question.positions":
            return str(self._draw(st.sampled_from(["p0", "p1", "p2"])))
        self._fresh += 1
        return f"old-{self._fresh}"

    def _reference(self, mark: base.Reference, at: str) -> Any:
        if mark.type == "claim":
            return OMITTED
        if at in ("Claim.roles.value", "Article.publisher"):
            return _PUBLISHER
        pool = self._ids[mark.type]
        if at in _OWN:
            pool = pool[: pool.index(self._now)]
        return self._draw(st.sampled_from(pool)) if pool else OMITTED

    def _text(self) -> str:
        return str(self._draw(_WORDS))

    def _plain(self) -> str:
        return plain(self._text()).strip(_WHITE) or "words"

    def _prose(self) -> str:
        text = f"{plain(self._text())} [@s0, title]"
        return text if not uncited_sentences(text) else "Words [@s0, title]."

    def _dumped(self, data: Any) -> str:
        flow = self._draw(st.sampled_from([None, False, True]))
        unicode = self._draw(st.booleans())
        return str(
            yaml.dump(data, Dumper=_Dumper, allow_unicode=unicode, default_flow_style=flow,
                      sort_keys=False, width=self._draw(st.sampled_from([80, 100_000])))
        )  # fmt: skip


_SOMETIMES = st.sampled_from([False, False, True])
_WHITE = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u2028\u2029"


class _Locators(_Corpus):
    """Generates a corpus that also refers to paragraphs and other places in sources."""

    def _value(
        self, annotation: Any, metadata: list[Any], at: str, field: FieldInfo | None = None
    ) -> Any:
        parsers = [getattr(part, "func", None) for part in metadata]
        if locator_fields.parse_paragraph in parsers or locator_fields.parse_locator in parsers:
            places = st.sampled_from(self._places)
            anywhere = locator_fields.parse_locator in parsers and at != "Summary.unused"
            return self._draw(places | PASSAGES if anywhere else places)
        return super()._value(annotation, metadata, at, field)


@st.composite
def corpora(draw: st.DrawFn) -> dict[str, str]:
    """Draw a corpus, as path in ``sources/`` -> text. ``check`` accepts most of these corpora."""
    return _Locators(draw).files()


def written(files: Mapping[str, str], project: Path) -> Path:
    """Write a corpus from ``corpora`` into a project's folder; return the folder."""
    for name, text in files.items():
        path = project / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return project


def fields() -> Iterator[str]:
    """Yield the names of all fields of the generated records, such as ``Claim.says``."""
    for model in (Actor, Location, Event, Question, Article, Summary, Claim, WrittenPage):
        yield from (f"{model.__name__}.{name}" for name in model.model_fields)
