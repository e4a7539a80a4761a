"""Every page of a corpus, as text, by its path in ``docs/``."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..corpus import Corpus, Ref
from ..markdown import Md, escape, join, link, table
from . import (
    actors,
    claims,
    events,
    home,
    indexes,
    locations,
    moved,
    questions,
    reference,
    sources,
    written,
)
from .page import Page, html_text, json_text
from .site import Site


class Draft(NamedTuple):
    """A page to be written. ``data``: what its template shows, besides ``page`` itself."""

    path: str
    template: str
    data: dict[str, Any]
    own: Ref | None = None


Maker = Callable[[Site], Iterator[tuple[Any, ...]]]

MAKERS: tuple[Maker, ...] = (
    home.pages,
    actors.pages,
    locations.pages,
    events.pages,
    questions.pages,
    sources.pages,
    indexes.pages,
    written.pages,
    reference.pages,
    moved.pages,
)

_GAPS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


def compose(corpus: Corpus) -> dict[str, str]:
    """Return the text of every page of the corpus, by path."""
    site = Site(corpus)
    environment = _environment()
    composed: dict[str, str] = {}
    for maker in MAKERS:
        for draft in (Draft(*parts) for parts in maker(site)):
            page = Page(site, draft.path, draft.own)
            text = environment.get_template(f"{draft.template}.md.j2").render(
                page=page, own=draft.own, corpus=corpus, **draft.data
            )
            composed[draft.path] = _GAPS.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"
    return composed


class _Parts:
    """The macros of ``_parts.md.j2``. What they return has been escaped inside them."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    @cached_property
    def _module(self) -> Any:
        return self._environment.get_template("_parts.md.j2").module

    def __getattr__(self, name: str) -> Callable[..., Md]:
        macro = getattr(self._module, name)
        return lambda *values: Md(macro(*values))


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FilePath(__file__).parent / "templates"),
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 - finalize escapes for Markdown, which autoescape can't
    )
    environment.globals.update(
        table=table, link=link, join=join, details=claims.details, parts=_Parts(environment)
    )
    environment.filters.update(json=json_text, html=html_text, names=claims.names_table)
    return environment


def _safe(value: object) -> Md:
    """Escape whatever a template shows, unless it is Markdown of ours."""
    if isinstance(value, Md):
        return value
    if isinstance(value, str | int):
        return escape(str(value))
    raise TypeError(f"a template shows a {type(value).__name__}, not text")
