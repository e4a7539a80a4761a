"""Measures the quality of the search with fifty queries: ``python -m tests.searching_measured``.

``searching/queries.yml`` has the queries, by kind, each with the pages that answer it.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import yaml
from playwright.sync_api import Page

from .browser import Visitor, launched
from .projects import ROOT, SMALL, project, run
from .serving import served

FOLDER = ROOT / "tests" / "searching"
FIRST_THREE = 3


class Query(NamedTuple):
    """A query. ``corpus``: the name of the corpus to search. ``right``: the right pages' paths."""

    kind: str
    corpus: str
    words: str
    right: Sequence[str]

    def place(self, found: Sequence[str]) -> int | None:
        """Return the rank of the first right page among the found pages, from 1; None if none."""
        return next((n for n, path in enumerate(found, 1) if path in self.right), None)


def queries() -> Iterator[Query]:
    """Yield all queries in ``queries.yml``."""
    kinds = yaml.safe_load((FOLDER / "queries.yml").read_text("utf-8"))
    for kind, given in kinds.items():
        for words, right in given["queries"].items():
            yield Query(kind, given["corpus"], words, right)


def build(corpus: str, folder: Path) -> Path:
    """Build the corpus with this name in ``folder``; return the site's folder."""
    made = project(folder, ROOT / "sources" if corpus == "real" else SMALL)
    if corpus == "scripts":
        for page in (FOLDER / "pages").iterdir():
            (made / "sources" / "pages" / page.name).write_bytes(page.read_bytes())
    result = run(made)
    assert result.returncode == 0, result.stderr
    return made / "site"


def found(page: Page, words: str) -> list[str]:
    """Type words into the search of a page; return the paths of the pages shown, in order."""
    paths: list[str] = page.evaluate(
        """async (words) => {
          const shown = (selector) => document.querySelector(`dialog.search ${selector}`);
          const until = async (happened) => {
            while (!happened()) await new Promise((resolve) => setTimeout(resolve, 20));
          };
          if (!shown("input")) document.querySelector(".search-open").click();
          await until(() => shown(".search__status")?.textContent);
          shown(".search__status").textContent = "";
          shown("input").value = words;
          shown("form").dispatchEvent(new Event("input"));
          await until(() => shown(".search__status").textContent);
          await until(() => !shown("ol:empty"));
          const links = document.querySelectorAll(".search__results li > a:first-child");
          return [...links].map((link) => new URL(link.href).pathname.slice(1));
        }""",
        words,
    )
    return paths


def measured(visitors: Mapping[str, Visitor]) -> Iterator[tuple[Query, list[str]]]:
    """Yield each query with the paths of the found pages.

    ``visitors``: maps the name of a corpus to a visitor of its site.
    """
    pages = {name: visitor("about/") for name, visitor in visitors.items()}
    for query in queries():
        yield query, found(pages[query.corpus], query.words)


def main() -> None:
    """Print the rank of the right page for each query, and a summary for each kind of query."""
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        sites = {name: build(name, Path(folder, name)) for name in ("real", "scripts")}
        with served(sites["real"]) as real, served(sites["scripts"]) as scripts:
            visitors = {"real": Visitor(browser, real), "scripts": Visitor(browser, scripts)}
            places: dict[str, list[int | None]] = {}
            for query, pages in measured(visitors):
                place = query.place(pages)
                places.setdefault(query.kind, []).append(place)
                _say(f"{place or '-':>3}  {query.words}  {'' if place == 1 else pages[:3]}")
            for kind, those in (*places.items(), ("all", [*chain(*places.values())])):
                first = sum(place == 1 for place in those)
                near = sum(place is not None and place <= FIRST_THREE for place in those)
                _say(f"{kind}: {first} first, {near} in the first three, of {len(those)}")
            for visitor in visitors.values():
                visitor.close()


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
