"""Every page of a corpus, as text, by its path in ``docs/``."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..addresses import Taken
from ..corpus import Corpus, Ref
from ..drawing.svg import Svg
from ..evidence import NOTHING_CHECKED, Evidence
from ..markdown import Md, escape, join, link, table
from ..messages import gettext, ngettext
from ..tracking.build_cache import Job
from .makers import timeline
from .page_context import PageContext, html_text, json_text
from .page_makers import PageMaker, page_makers
from .parts import accounts, claims, linked_data, maps, network, sparklines
from .parts.search_metadata import SearchMetadata
from .site import OfferedFile, Site

_TEMPLATES = [FilePath(__file__).parent / folder for folder in ("makers", "parts")]
"""Each template lies beside the module that fills it; what several extend lies with the parts."""


class PageSpec(NamedTuple):
    """A page to be written. ``data``: what its template shows, besides ``page`` itself.

    Given as a function, it is looked up while the page is made. A ``cacheable`` page is then kept
    as long as all that it has looked up stays the same; any other is made in every build.
    """

    path: str
    template: str
    data: dict[str, Any] | Callable[[], dict[str, Any]]
    own: Ref | None = None
    cacheable: bool = True


Drawer = Callable[[Site], Iterator[tuple[str, Callable[[], Svg]]]]

DRAWERS: tuple[Drawer, ...] = (
    maps.drawings,
    network.drawings,
    timeline.drawings,
    sparklines.drawings,
)
"""What yields the drawings, each by its path in ``docs/``; pages show them."""


class Composer:
    """Makes every page of a corpus, and every drawing on them.

    ``downloads``: the files that the page on the data offers, asked for last.
    """

    def __init__(
        self,
        corpus: Corpus,
        evidence: Evidence = NOTHING_CHECKED,
        downloads: Callable[[], Sequence[OfferedFile]] = tuple,
    ) -> None:
        self.site = Site(corpus, evidence, downloads)
        self.taken = Taken()
        """The paths of all jobs so far."""
        self._environment = _environment()
        self._environment.globals["finding"] = SearchMetadata(self.site).mark

    def jobs(self) -> Iterator[Job]:
        """Yield what there is to make, but for the last pages.

        Raises PathTakenError where two makers make one path, and UndeclaredPathError where one
        makes a path that it doesn't declare.
        """
        self.taken = Taken()
        for maker in page_makers():
            if not maker.is_last:
                yield from self._drafted(maker)
        for drawer in DRAWERS:
            for path, draw in drawer(self.site):
                self.taken.take(path, f"{drawer.__module__}.{drawer.__qualname__}")
                yield Job(path, draw, cacheable=True)

    def last(self) -> Iterator[Job]:
        """Yield the last pages, which wait for the downloads."""
        for maker in page_makers():
            if maker.is_last:
                yield from self._drafted(maker)

    def text(self, path: str) -> str | None:
        """Return the text of one page, by itself; None if there is none, or it must wait."""
        for job in self.jobs():
            if job.path == path:
                return job.make()
        return None

    def _drafted(self, maker: PageMaker) -> Iterator[Job]:
        for parts in maker.pages(self.site):
            draft = PageSpec(*parts)
            maker.check_declared(draft.path)
            self.taken.take(draft.path, maker.name)
            lasting = draft.cacheable and callable(draft.data)
            yield Job(draft.path, partial(self._render, draft), lasting)

    def _render(self, draft: PageSpec) -> str:
        page = PageContext(self.site, draft.path, draft.own)
        data = draft.data() if callable(draft.data) else draft.data
        template = self._environment.get_template(f"{draft.template}.md.j2")
        return _tidy(template.render(page=page, own=draft.own, corpus=self.site.corpus, **data))


def compose(
    corpus: Corpus, evidence: Evidence = NOTHING_CHECKED, downloads: Sequence[OfferedFile] = ()
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every page of the corpus, and of every drawing on them."""
    composer = Composer(corpus, evidence, lambda: downloads)
    for job in chain(composer.jobs(), composer.last()):
        yield job.path, job.make()


def _tidy(text: str) -> str:
    """Return a page's text without spaces at the ends of lines and gaps between paragraphs."""
    text += "\n"
    # A regular expression would stop at every space of the page.
    while " \n" in text or "\t\n" in text:
        text = text.replace(" \n", "\n").replace("\t\n", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n") + "\n"


class _Parts:
    """The macros of ``_parts.md.j2``. What they return has been escaped inside them."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    @cached_property
    def _module(self) -> Any:
        return self._environment.get_template("_parts.md.j2").module

    def __getattr__(self, name: str) -> Callable[..., Md]:
        macro = getattr(self._module, name)

        def made(*values: object) -> Md:
            return Md(macro(*values))

        # Found by itself from now on: macros are called many times a page.
        setattr(self, name, made)
        return made


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates do not change while pages are made
        autoescape=False,  # noqa: S701 - finalize escapes for Markdown, which autoescape can't
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(gettext=_translated, ngettext=_counted)
    environment.globals.update(
        table=table, link=link, join=join, parts=_Parts(environment),
        linked_data=_linked_data,
        claim_list=claims.claim_list,
        cited_list=claims.cited_list,
        role_list=accounts.role_list, chain_list=accounts.chain_list,
        origin_list=accounts.origin_list,
        mention_list=accounts.mention_list, first_list=accounts.first_list,
        ways=accounts.ways, whose_word=claims.whose_word,
        disagreement_sides=accounts.disagreement_sides,
    )  # fmt: skip
    environment.filters.update(json=json_text, html=html_text, names=claims.names_table)
    return environment


def _translated(message: str, **places: object) -> Md:
    """Return a template's message; it is Markdown of ours, what fills its places may not be."""
    return Md(gettext(message) % {name: _safe(value) for name, value in places.items()})


def _counted(one: str, many: str, num: int, **places: object) -> Md:
    shown = {name: _safe(value) for name, value in places.items()}
    return Md(ngettext(one, many, num) % {"num": num, **shown})


def _linked_data(page: PageContext, title: str, lead: str) -> Md:
    # A comment: what is in it has been escaped for that, and for the script it becomes.
    return Md(linked_data.comment(page, title, lead))


def _safe(value: object) -> Md:
    """Escape whatever a template shows, unless it is Markdown of ours."""
    if isinstance(value, Md):
        return value
    if isinstance(value, str | int):
        return escape(str(value))
    raise TypeError(f"a template shows a {type(value).__name__}, not text")
