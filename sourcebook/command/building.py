"""The commands that build the site or show it: ``build``, ``pages``, ``serve``."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from ..conventions import number_words
from ..crashes import refusal
from ..messages import gettext as _
from ..messages import marked, ngettext
from ..problems import Format, count, has_errors
from ..project import CACHE, SITE, Built, open_cache
from ..publishing.building import Publisher
from ..publishing.published import PublishingError, without_told
from ..workers import BackgroundTask, WorkerError, default_workers
from ..writing import Cache, UnwritableError, hold_lock
from .reporting import PROBLEMS, Reporter, common, drafts, needs_sources, print_problems, size

_no_cache = click.option(
    "--no-cache",
    is_flag=True,
    help=marked("Build everything again, whatever is cached of the last build."),
)


@click.command()
@common
@drafts
@_no_cache
@click.pass_obj
def build(
    project: Path, strict: bool, allow_drafts: bool, output_format: Format, no_cache: bool
) -> None:
    """Check sources/, make docs/ and publish site/."""
    reporter = Reporter(output_format)
    with _lock(project, reporter):
        cache = open_cache(project, fresh=no_cache)
        publisher = Publisher(project / "mkdocs.yml", project / SITE, cache, strict=strict)
        # A child process makes the pages: its memory is freed when it ends. While it writes the
        # cache, this process already publishes the site.
        make = partial(_make_docs, project, cache, strict=strict, allow_drafts=allow_drafts)
        making = BackgroundTask(make, default_workers(), partial(_flush, cache), forks=True)
        try:
            reporter.step(_("Making docs/ …"))
            publisher.prefetch(making.is_running)
            built = _reported(project, strict, allow_drafts, reporter, making.result)
            reporter.step(_("Publishing site/ …"))
            published = publisher.publish(built.docs)
            making.finish()
        except PublishingError as error:
            _print_warnings(str(error).splitlines())
            sys.exit(PROBLEMS)
        except WorkerError as error:
            message = _("{error}; the next build will put it right").format(error=error)
            click.echo(message, err=True)
            sys.exit(PROBLEMS)
        finally:
            making.end()
        cache.flush()
    _print_warnings(without_told(published.warnings, built.problems))
    changed = len(published.changed)
    if published.index_seconds:
        message = ngettext(
            "{sizes}: site/ published, {count} page changed ({time}, {indexing} s of it the "
            "search index).",
            "{sizes}: site/ published, {count} pages changed ({time}, {indexing} s of it the "
            "search index).",
            changed,
        )
    else:
        message = ngettext(
            "{sizes}: site/ published, {count} page changed ({time}).",
            "{sizes}: site/ published, {count} pages changed ({time}).",
            changed,
        )
    reporter.say(
        message.format(
            sizes=size(built.sizes),
            count=changed,
            time=reporter.elapsed(),
            indexing=number_words(published.index_seconds, 1),
        )
    )
    reporter.say(_("Look at it: python build_site.py serve, or any web server on site/."))


@click.command()
@common
@drafts
@_no_cache
@click.pass_obj
def pages(
    project: Path, strict: bool, allow_drafts: bool, output_format: Format, no_cache: bool
) -> None:
    """Check sources/ and make docs/, without publishing."""
    reporter = Reporter(output_format)
    with _lock(project, reporter):
        cache = open_cache(project, fresh=no_cache)
        reporter.step(_("Making docs/ …"))
        make = partial(_make_docs, project, cache, strict=strict, allow_drafts=allow_drafts)
        _reported(project, strict, allow_drafts, reporter, make)
        cache.flush()


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help=marked(
        "The address to listen on: 0.0.0.0 in a container, or an address of this machine, lets "
        "others read the site too, drafts and all."
    ),
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help=marked(
        "Another host name to answer to, if browsers reach this machine by one that it doesn't "
        "know; can be given several times."
    ),
)
@click.pass_obj
def serve(project: Path, port: int, host: str, names: tuple[str, ...]) -> None:
    """Show the site on this machine and rebuild it at each change; Ctrl-C ends it."""
    # The preview's server is imported here, because the other commands don't need it.
    from ..serving import ServingError, UnknownHostError, host_of
    from ..serving import serve as serve_site

    try:
        where = host_of(host, names)
        if not where.private:
            message = _(
                "Warning: whoever reaches this machine at {host}, port {port}, can read the "
                "site, drafts and all."
            )
            click.echo(message.format(host=host, port=port), err=True)
        with needs_sources(project):
            serve_site(project, where, port, click.echo, print_problems)
    except UnknownHostError as error:
        raise click.UsageError(str(error)) from error
    except ServingError as error:
        click.echo(str(error), err=True)
        sys.exit(PROBLEMS)


COMMANDS = (build, pages, serve)


def _make_docs(project: Path, cache: Cache, *, strict: bool, allow_drafts: bool) -> Built:
    # Imported here, because the process that publishes the site does without the stages, which take
    # long to import.
    from .. import stages

    return stages.pages(project, cache, strict=strict, allow_drafts=allow_drafts)


def _flush(cache: Cache) -> None:
    """Write the cached state of docs/ to disk, and free the memory of this state."""
    cache.flush()
    cache.clear()


def _reported(
    project: Path, strict: bool, allow_drafts: bool, reporter: Reporter,
    make: Callable[[], Built],
) -> Built:  # fmt: skip
    """Make docs/ and report the problems; exits if the problems stop the build.

    ``make``: the function that makes docs/.
    """
    try:
        with needs_sources(project):
            built = make()
    except BrokenPipeError:
        raise  # standard output is closed
    except (OSError, WorkerError, MemoryError) as error:
        _give_up(error)
    reporter.report(built.problems, built.lines)
    if built.changes is None or has_errors(
        built.problems, strict=strict, allow_drafts=allow_drafts
    ):
        problems = count(built.problems)
        reporter.say(_("{problems}; nothing was written.").format(problems=problems))
        sys.exit(PROBLEMS)
    written, deleted = len(built.changes.written), len(built.changes.deleted)
    message = ngettext(
        "docs/: {count} file written, {deleted} deleted ({time}).",
        "docs/: {count} files written, {deleted} deleted ({time}).",
        written,
    )
    reporter.say(message.format(count=written, deleted=deleted, time=reporter.elapsed()))
    return built


def _give_up(error: Exception) -> NoReturn:
    """Print why the command can't go on, for example because the disk is full, and exit."""
    message = _("{reason}; nothing was written").format(reason=refusal(error) or error)
    click.echo(message, err=True)
    sys.exit(PROBLEMS)


def _print_warnings(messages: Iterable[str]) -> None:
    for message in messages:
        click.echo(f"mkdocs: {message}", err=True)


@contextmanager
def _lock(project: Path, reporter: Reporter) -> Iterator[None]:
    """Make other builds and edits of a project wait during the ``with`` block.

    Waits for a build or edit that is running. Exits if the cache can't be written.
    """

    def waiting() -> None:
        reporter.say(_("Another build is running here; waiting for it …"))

    try:
        with needs_sources(project), hold_lock(project / CACHE, waiting):
            yield
    except UnwritableError as error:
        _give_up(error)
