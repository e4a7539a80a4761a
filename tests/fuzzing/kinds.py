"""The fuzzer's kinds of inputs: for each, files to damage, and a function to try a damaged file."""

import hmac
import json
import pickle
import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from random import Random
from typing import Any, NamedTuple

from sourcebook.editing import transaction
from sourcebook.evidence.lock import FILE
from sourcebook.exports import schemas
from sourcebook.project import CACHE, DOCS, SOURCES
from sourcebook.writing import MANIFEST

from ..corpora import TESTS
from ..projects import ROOT
from . import mutating, targets, tokens
from .mutating import Vocabulary, mutated
from .workshop import Workshop

Run = Callable[[Workshop, str, bytes, bool], str]


class Input(NamedTuple):
    """A damaged file to try. ``path``: its path in the project.

    ``far``: whether to run the slow steps too, such as making all pages.
    """

    kind: str
    path: str
    data: bytes
    far: bool


class Kind(NamedTuple):
    """A kind of input.

    ``share``: the share of this kind among all inputs, as a weight. ``far``: one in this many
    inputs also runs the slow steps. ``run``: the function that tries an input. ``seeds``: the files
    to damage, each with its path in the project. ``good``: the seeds without problems, which are
    damaged more often, because they reach the slow steps.
    """

    name: str
    share: int
    far: int
    run: Run
    seeds: list[tuple[str, bytes]]
    of: Vocabulary
    good: list[tuple[str, bytes]] = []  # noqa: RUF012 - nobody adds to it

    def input(self, chance: Random) -> Input:
        """Return a random input of this kind."""
        path, seed = chance.choice(self.good if self.good and chance.random() < 0.7 else self.seeds)
        data = mutated(seed, self.of, chance)
        return Input(self.name, path, data, not chance.randrange(self.far))


def kinds(shop: Workshop) -> dict[str, Kind]:
    """Return all kinds of inputs, as name -> kind."""
    records = [seed for folder in ("actors", "locations", "events", "questions", "summaries")
               for seed in _sources(shop, f"{folder}/*.yml")]  # fmt: skip
    articles, pages = _sources(shop, "articles/*.md"), _sources(shop, "pages/*.md")
    outlines, locks = _sources(shop, "map/*.geojson"), _sources(shop, FILE)
    originals = _sources(shop, "originals/*.txt")
    mkdocs = [("mkdocs.yml", path.read_bytes())
              for path in (shop.project / "mkdocs.yml", ROOT / "mkdocs.yml")]  # fmt: skip
    yaml = _structured(mutating.record_tree, mutating.record_text, tokens.YAML, tokens.PROSE)
    front = _structured(mutating.record_tree, mutating.record_text, tokens.YAML, tokens.MARKDOWN)
    json_ = _structured(mutating.json_tree, mutating.json_text, tokens.JSON)
    listed = ("\n", "../", "/", targets.UNTOUCHED, "index.md", "a/b.md", "old.md", "a", "#")
    web = _of("adding", ".html", ".mhtml")
    notes, pdfs = _of("adding", ".txt", ".md", ".eml"), _of("adding", ".pdf")
    bibtex, csl = _of("importing", ".bib"), _of("importing", ".json")
    ris = _of("importing", ".ris")
    made = [
        _kind("records", 340, 5, targets.sources, records, yaml),
        _kind("articles", 90, 5, targets.sources, articles, front),
        _kind("pages", 90, 8, targets.sources, pages, front),
        _kind("outlines", 50, 6, targets.sources, outlines, json_),
        _kind("locks", 30, 40, targets.sources, locks, json_),
        _kind("evidence", 20, 40, targets.evidence, [*locks, *originals], json_),
        _kind("edits", 25, 3, targets.edits, [*articles, *records], front),
        _kind("settings", 12, 40, targets.settings, mkdocs, _plain(tokens.SETTINGS, tokens.YAML)),
        _kind("bibtex", 100, 2, targets.bibliography, bibtex, _plain(tokens.LATEX)),
        _kind("csl", 60, 2, targets.bibliography, csl, json_),
        _kind("ris", 30, 2, targets.bibliography, ris, _plain(listed)),
        _kind("web pages", 45, 2, targets.article, web, _plain(tokens.HTML)),
        _kind("mails, notes", 40, 2, targets.article, notes, _plain(tokens.HTML, tokens.YAML)),
        _kind("PDFs", 1, 2, targets.article, pdfs, _plain(tokens.PDF)),
        _kind("cache", 30, 100, targets.kept, _kept(shop), _plain(tokens.JSON)),
        _kind("journals", 40, 2, targets.journal, _journals(), json_),
        _kind("manifests", 40, 2, targets.manifest, _manifests(shop), _plain(listed)),
        _kind("sites", 1, 4, targets.published, [*articles, *pages, *records, *mkdocs], front),
    ]
    good = {(path.relative_to(shop.project).as_posix(), path.read_bytes())
            for path in shop.sources.rglob("*") if path.is_file()}  # fmt: skip
    return {
        kind.name: kind._replace(good=[seed for seed in kind.seeds if seed in good])
        for kind in made
    }


Seeds = list[tuple[str, bytes]]
Makes = Callable[[Seeds], Vocabulary]
"""A function that makes a ``Vocabulary`` from the files to damage."""


def _kind(
    name: str, share: int, far: int, run: Run, seeds: Seeds, make: Callable[[Seeds], Vocabulary]
) -> Kind:
    return Kind(name, share, far, run, seeds, make(seeds))


def _structured(
    tree: Callable[[bytes], Any], text: Callable[[Any, bytes], bytes], *words: tuple[str, ...]
) -> Makes:
    """Return a function that makes the ``Vocabulary`` of a format for data, such as YAML.

    ``tree``, ``text``: see ``Vocabulary``. ``words``: lists of its tokens, such as ``tokens.YAML``.
    """
    return lambda seeds: _plain(*words)(seeds)._replace(keys=_keys(), tree=tree, text=text)


def _plain(*words: tuple[str, ...]) -> Makes:
    """Return a function that makes the ``Vocabulary`` of a text format from lists of tokens."""
    return lambda seeds: Vocabulary([data for _, data in seeds], sum(words, ()))


@cache
def _keys() -> list[str]:
    """Return the names of all fields of records, and a few keys of other files."""
    found: set[str] = {"type", "features", "properties", "geometry", "coordinates", "issued", "x"}
    for text in schemas.compose().values():
        found |= set(re.findall(r'"(\w+)": \{', text))
    return sorted(found)


def _sources(shop: Workshop, pattern: str) -> Seeds:
    """Return files of ``sources/`` that match a pattern, from corpora with and without problems."""
    cases = sorted((TESTS / "bad").iterdir())
    return [
        (f"{SOURCES}/{path.relative_to(place).as_posix()}", path.read_bytes())
        for place in (shop.sources, *cases)
        for path in sorted(place.glob(pattern))
        if path.is_file() and not path.is_symlink()
    ]


def _of(folder: str, *suffixes: str) -> Seeds:
    """Return the files below a folder of ``tests`` that have one of these suffixes."""
    return [
        (path.name, path.read_bytes())
        for path in sorted((TESTS / folder).rglob("*"))
        if path.suffix in suffixes and path.is_file()
    ]


def _kept(shop: Workshop) -> Seeds:
    """Return the cache entries of a build, and forged cache entries."""
    files = [path for path in sorted(shop.cache.iterdir()) if path.is_file()]
    kept = [(path.name, path.read_bytes()) for path in files]
    forged = [("docs.last", data) for data in _forged()]
    return [(f"{CACHE}/{name}", data) for name, data in (*kept, *forged)]


def _manifests(shop: Workshop) -> Seeds:
    """Return manifests of ``docs/``: a real one, and one that lists files outside ``docs/``."""
    path = f"{DOCS}/{MANIFEST}"
    false = f"old.md\n../{targets.UNTOUCHED}\n../../{targets.UNTOUCHED}\n/\n..\n".encode()
    return [(path, (shop.project / path).read_bytes()), (path, false)]


def _journals() -> Seeds:
    """Return journals of edits: valid ones, and some with paths outside ``sources/``."""
    aside, before = f"articles/.a.md{transaction.ASIDE}", sha256(b"a").hexdigest()
    lists = [
        [["articles/a.md", aside, before]],
        [["articles/a.md", None, before]],
        [["../../untouched.txt", None, sha256(b"mine").hexdigest()]],
        [["articles/../../../untouched.txt", aside, None]],
        [
            ["articles", None, None],
            ["articles/new.md", f"articles/.new.md{transaction.ASIDE}", None],
        ],
        [],
    ]
    path = f"{CACHE}/{transaction.JOURNAL}"
    return [(path, json.dumps(steps).encode()) for steps in lists]


def _forged() -> Iterator[bytes]:
    """Yield two pickles that run code when loaded: one without an HMAC, one with a false HMAC."""
    content = pickle.dumps(_Forged())
    yield content
    yield hmac.new(b"another key", content, sha256).hexdigest().encode() + b"\n" + content


class _Forged:
    """An object that raises SystemExit when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str]]:
        return _harm, ("",)


def _harm(_: str) -> None:
    raise SystemExit("what was kept has run something")
