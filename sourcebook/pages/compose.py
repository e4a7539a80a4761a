"""Turns a corpus into jobs, each of which generates one page or drawing in ``docs/``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path as FilePath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..addresses import Taken
from ..citing.citations import Citations
from ..corpus import Corpus
from ..corpus.paragraphs import paragraph_ranges
from ..drawing.svg import Svg
from ..evidence import NOTHING_CHECKED, Evidence
from ..markdown import (
    Md,
    attribute,
    attributed,
    escape,
    heading_of,
    isolated,
    join,
    labelled,
    link,
    sortable,
    table,
)
from ..messages import gettext, ngettext, pgettext
from ..reading.git_history import NO_HISTORY, History
from ..records.locators import anchor
from ..records.vocabularies import source_kind_name
from ..template_calls import QuickContext
from ..text import comma, comma_before_more, range_dash, semicolon, titled
from ..tracking.build_cache import Job
from .makers import questions, sources, timeline
from .page_context import PageContext, html_text, json_text
from .page_makers import PageMaker, page_makers
from .page_spec import PageSpec
from .parts import (
    accounts,
    analysis_cells,
    claims,
    common,
    comparison,
    described,
    labels,
    linked_data,
    maps,
    media,
    network,
    pictures,
    record_pages,
    sparklines,
)
from .parts.search_metadata import SearchMetadata
from .site import OfferedFile, Site
from .template_errors import NoValueError, template_error

_TEMPLATES = [FilePath(__file__).parent / folder for folder in ("makers", "parts")]
"""Folders with templates: ``makers/`` for single pages, ``parts/`` for parts that pages share."""


Drawer = Callable[[Site], Iterator[tuple[str, Callable[[], Svg]]]]

DRAWERS: tuple[Drawer, ...] = (
    maps.drawings,
    network.drawings,
    timeline.drawings,
    sparklines.drawings,
)
"""The functions that yield drawings. Each takes a ``Site`` and yields a pair for each drawing.

A pair is the drawing's path in ``docs/`` and a function that makes the drawing.
"""


class Composer:
    """Generates every page of a corpus, and every drawing on these pages.

    ``downloads``: returns the files to download. Only the jobs of the method ``last`` call this
    function. ``citations``: formats citations, and may reuse citations of earlier builds; if None,
    all citations are formatted anew. ``history``: the project's history in Git.
    """

    def __init__(
        self,
        corpus: Corpus,
        evidence: Evidence = NOTHING_CHECKED,
        downloads: Callable[[], Sequence[OfferedFile]] = tuple,
        citations: Citations | None = None,
        history: History = NO_HISTORY,
    ) -> None:
        self.site = Site(corpus, evidence, downloads, citations, history)
        self.taken = Taken()
        """The paths of all jobs so far, so that no two jobs write the same file."""
        self._metadata = SearchMetadata(self.site)

    def jobs(self) -> Iterator[Job]:
        """Yield a job for each page and drawing, except the jobs of the method ``last``.

        Raises PathTakenError if two jobs have the same path, and UndeclaredPathError if a page
        maker (a module of ``makers/``) yields a page at a path that the maker doesn't declare.
        """
        self.taken = Taken()
        for maker in page_makers():
            if not maker.is_last:
                yield from self._page_jobs(maker)
        for drawer in DRAWERS:
            for path, draw in drawer(self.site):
                self.taken.take(path, f"{drawer.__module__}.{drawer.__qualname__}")
                yield Job(path, draw, cacheable=True)

    def last(self) -> Iterator[Job]:
        """Yield a job for each page that lists the files to download. These jobs must run last."""
        for maker in page_makers():
            if maker.is_last:
                yield from self._page_jobs(maker)

    def text(self, path: str) -> str | None:
        """Return the text of the page at a path; None if no page has this path.

        The pages that are generated last aren't searched.
        """
        for maker in page_makers():
            if maker.declares(path) and not maker.is_last:
                for spec in maker.pages(self.site):
                    if spec.path == path:
                        return self._render(spec)
        return None

    def _page_jobs(self, maker: PageMaker) -> Iterator[Job]:
        for spec in maker.pages(self.site):
            maker.check_declared(spec.path)
            self.taken.take(spec.path, maker.name)
            looks_up = callable(spec.data)
            cacheable = looks_up if spec.cacheable is None else spec.cacheable
            given = b""
            if cacheable and not looks_up:
                given = self.site.tracker.hash_of_value(spec.data)
            yield Job(spec.path, partial(self._render, spec), cacheable, given)

    def _render(self, spec: PageSpec) -> str:
        """Return the text of a page. Raises TemplateError if the template can't be filled."""
        page = PageContext(self.site, spec.path, spec.own, is_part=spec.is_part)
        template = environment().get_template(f"{spec.template}.md.j2")
        values = {
            "own": spec.own, "corpus": self.site.corpus, "places_written": (),
            "finding": self._metadata.mark, "finding_part": self._metadata.mark_part,
        }  # fmt: skip
        values |= spec.values()
        try:
            return _tidy(template.render(values, page=page))
        except Exception as error:
            if found := template_error(f"{spec.template}.md.j2", error):
                raise found from error
            raise


def _tidy(text: str) -> str:
    """Return the text without trailing spaces, and with single blank lines between paragraphs."""
    text += "\n"
    # Replacing strings is faster than a regular expression, which would try to match at every
    # space.
    while " \n" in text or "\t\n" in text:
        text = text.replace(" \n", "\n").replace("\t\n", "\n")
    while "\n\n\n" in text:
        text = text.replace("\n\n\n", "\n\n")
    return text.strip("\n") + "\n"


class _Macros:
    """Gives access to the macros of a template, as functions that return Markdown."""

    def __init__(self, environment: Environment, template: str) -> None:
        self._environment = environment
        self._template = template

    @cached_property
    def _module(self) -> Any:
        return self._environment.get_template(self._template).module

    def __getattr__(self, name: str) -> Callable[..., Md]:
        made = _as_md(getattr(self._module, name))
        # Store the macro as an attribute, so that __getattr__ runs only once per macro: pages call
        # macros often.
        setattr(self, name, made)
        return made


def _as_md(function: Callable[..., str]) -> Callable[..., Md]:
    """Wrap a function so that its result counts as Markdown, which templates don't escape again."""

    def made(*values: object) -> Md:
        return Md(function(*values))

    return made


# Cached: compiling the templates takes longer than filling them with a small corpus's data.
@cache
def environment() -> Environment:
    """Return the Jinja environment of the templates. It holds no data of any corpus."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        finalize=_safe,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # templates don't change during a build
        autoescape=False,  # noqa: S701 - finalize escapes for Markdown, autoescape for HTML
        extensions=["jinja2.ext.i18n"],
    )
    environment.context_class = QuickContext
    environment.policies["ext.i18n.trimmed"] = True
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.globals.update(
        gettext=_translated, ngettext=_pluralised, pgettext=_translated_in_context
    )
    environment.globals.update(
        table=table, link=link, join=join, dict=dict,
        # Separators count as Markdown, because escaping would remove the space at their ends.
        comma=_as_md(comma), comma_before_more=_as_md(comma_before_more),
        semicolon=_as_md(semicolon), range_dash=range_dash,
        attributed=attributed, isolated=isolated, sortable=sortable,
        labelled=labelled, source_kind_name=source_kind_name, titled=titled, heading_of=heading_of,
        parts=_Macros(environment, "_parts.md.j2"), lists=_Macros(environment, "_lists.md.j2"),
        analyses=_Macros(environment, "_analyses.md.j2"),
        # ``linked_data.comment`` escapes its text itself, because the text goes into an HTML
        # comment.
        linked_data=_as_md(linked_data.comment),
        shown_of=record_pages.shown_of, anchors=_anchors,
        by_source=claims.by_source, claim_list=claims.claim_list, related=claims.related,
        only_in=claims.only_in, counted_roles=common.counted_roles,
        accounts=accounts.accounts, cited_roles=accounts.cited_roles,
        roles_by_group=accounts.roles_by_group,
        by_position=questions.by_position,
        source_place=sources.place, length_of=sources.length_of, source_claim=sources.source_claim,
        vocabulary=sources.vocabulary,
        cited_list=claims.cited_list, called_by_source=claims.called_by_source,
        is_called_otherwise=claims.is_called_otherwise, has_loaded=claims.has_loaded,
        sources_of=accounts.sources_of, who_says=claims.who_says,
        chain=accounts.chain, and_more=labels.and_more,
        by_group=network.by_group,
        chain_list=accounts.chain_list,
        origin_list=accounts.origin_list,
        mention_list=accounts.mention_list, first_list=accounts.first_list,
        cited_chains=accounts.cited_chains, silent_list=accounts.silent_list,
        voices_list=accounts.voices_list, doubts_list=accounts.doubts_list,
        comparisons=comparison.comparisons, differing=comparison.differing,
        whose_word=claims.whose_word,
        disagreement_sides=accounts.disagreement_sides,
        relayed_chains=accounts.relayed_chains,
        origins_cell=analysis_cells.origins_cell, by_voice=analysis_cells.by_voice,
        by_place=analysis_cells.by_place,
        meanings=analysis_cells.meanings, bearers=analysis_cells.bearers,
        words_table=analysis_cells.names_table, column_heads=analysis_cells.heads,
        has_loaded_names=analysis_cells.has_loaded_names,
        matrix_cell=analysis_cells.matrix_cell,
        read_so_far=analysis_cells.read_so_far, unread_paragraphs=paragraph_ranges,
        unused_paragraphs=analysis_cells.unused_paragraphs,
        unknown_names=analysis_cells.unknown_names,
        relations_table=network.relations_table,
        matrix_tables=analysis_cells.matrix_tables,
        quoted=labels.quoted, locator_label=labels.locator_label, anchor_of=anchor,
        data_rows=described.data_rows, id_rows=described.id_rows, tag_name=described.tag_name,
        figures_of=pictures.figures, shown_pictures=pictures.shown, players=media.players,
    )  # fmt: skip
    environment.filters.update(
        json=json_text, html=html_text, attribute=_as_md(attribute), names=claims.names_table
    )
    return environment


def _translated(message: str, **places: object) -> Md:
    """Translate a template's message and fill in its placeholders.

    The message is Markdown. Values for placeholders are escaped, unless they are Markdown already.
    """
    return _filled(gettext(message), places)


def _translated_in_context(context: str, message: str, **places: object) -> Md:
    return _filled(pgettext(context, message), places)


def _pluralised(one: str, many: str, num: int, **places: object) -> Md:
    return _filled(ngettext(one, many, num), {"num": num, **places})


def _filled(message: str, places: Mapping[str, object]) -> Md:
    return Md(message % {name: _safe(value) for name, value in places.items()})


def _anchors(ids: Sequence[str]) -> Md:
    """Return empty HTML elements with these ids, so that links to the ids lead to this page.

    Some of the ids belong to items that the page doesn't show because its list is divided. These
    items are on another page, to which a script redirects the links.
    """
    return Md("".join(f'<a id="{id_}"></a>' for id_ in ids))


def _safe(value: object) -> Md:
    """Return a value that a template shows, escaped unless it is already Markdown.

    Raises NoValueError for None, and TypeError for any value that is neither text nor an integer.
    """
    if isinstance(value, Md):
        return value
    if isinstance(value, str | int):
        return escape(str(value))
    if value is None:
        raise NoValueError
    raise TypeError(f"a template shows a {type(value).__name__}, not text")
