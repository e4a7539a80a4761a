"""The commands that make something: ``build``, ``pages``, ``serve``."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NoReturn

import click

from .. import stages
from ..crashes import refusal
from ..problems import Format, count, has_errors
from ..publishing.building import Publisher, PublishingError, StagedSite
from ..workers import BackgroundTask, LateInput, WorkerError, default_workers
from ..writing import Cache, UnwritableError, project_lock
from .reporting import PROBLEMS, Reporter, common, needs_sources, size, tell_on_standard_error

_no_cache = click.option(
    "--no-cache", is_flag=True, help="Make everything anew, whatever is known of the last build."
)


@click.command()
@common
@_no_cache
@click.pass_obj
def build(project: Path, strict: bool, shown_as: Format, no_cache: bool) -> None:
    """Check sources/, make docs/ and publish site/."""
    reporter = Reporter(shown_as)
    with _lock(project, reporter):
        kept = stages.open_cache(project, fresh=no_cache)
        publisher = Publisher(project / "mkdocs.yml", project / stages.SITE, kept, strict=strict)
        # Each task runs in a process of its own, so that the memory one needs is free for the
        # next, and writes its cache while the next is running.
        workers = default_workers()
        publishing = BackgroundTask(partial(_staged, publisher), workers, kept.flush, forks=True)
        making = BackgroundTask(
            partial(_made, project, strict, kept), workers, partial(_settle, kept), forks=True
        )
        try:
            reporter.step("Making docs/ …")
            built = _told(project, strict, reporter, partial(making.result, None))
            reporter.step("Publishing site/ …")
            published = publisher.commit(publishing.result(built.docs))
            making.finish()
            publishing.finish()
        except PublishingError as error:
            _warn(str(error).splitlines())
            sys.exit(PROBLEMS)
        except WorkerError as error:
            click.echo(f"{error}; the next build will put it right", err=True)
            sys.exit(PROBLEMS)
        finally:
            making.end()
            publishing.end()
        kept.flush()
    _warn(published.warnings)
    pages = len(published.changed)
    search = (
        f", {published.index_seconds:.1f} s of it the search index"
        if published.index_seconds
        else ""
    )
    reporter.say(
        f"{size(built.sizes)}: site/ published, {pages} page{'' if pages == 1 else 's'} changed"
        f" ({reporter.seconds()}{search})."
    )
    reporter.say("Look at it: python build_site.py serve, or any web server on site/.")


@click.command()
@common
@_no_cache
@click.pass_obj
def pages(project: Path, strict: bool, shown_as: Format, no_cache: bool) -> None:
    """Check sources/ and make docs/, without publishing."""
    reporter = Reporter(shown_as)
    with _lock(project, reporter):
        kept = stages.open_cache(project, fresh=no_cache)
        reporter.step("Making docs/ …")
        _told(project, strict, reporter, partial(stages.pages, project, kept, strict=strict))
        kept.flush()


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen: 0.0.0.0 in a container, or an address of this machine, lets others "
    "read the site too, drafts and all.",
)
@click.option(
    "--name",
    "names",
    multiple=True,
    help="Another name to answer to, where browsers reach this machine by one that it doesn't "
    "know; once for each.",
)
@click.pass_obj
def serve(project: Path, port: int, host: str, names: tuple[str, ...]) -> None:
    """Show the site on this machine and rebuild it at each change; Ctrl-C ends it."""
    # Only the preview waits for what it needs.
    from ..serving import ServingError, UnknownHostError, host_of
    from ..serving import serve as serve_site

    try:
        where = host_of(host, names)
        if not where.private:
            click.echo(
                f"Warning: whoever reaches this machine at {host}, port {port}, can read the "
                "site, drafts and all.",
                err=True,
            )
        with needs_sources(project):
            serve_site(project, where, port, click.echo, tell_on_standard_error)
    except UnknownHostError as error:
        raise click.UsageError(str(error)) from error
    except ServingError as error:
        click.echo(str(error), err=True)
        sys.exit(PROBLEMS)


COMMANDS = (build, pages, serve)


def _made(project: Path, strict: bool, kept: Cache, _: LateInput[None]) -> stages.Built:
    return stages.pages(project, kept, strict=strict)


def _settle(kept: Cache) -> None:
    """Keep what is known of docs/, and let go of it."""
    kept.flush()
    kept.clear()


def _staged(publisher: Publisher, docs: LateInput[Mapping[str, bytes]]) -> StagedSite:
    """Stage the site; load what can be loaded before ``docs`` arrives, the hash of each file."""
    publisher.prefetch(lambda: not docs.has_arrived())
    # The context is large, and only the preview needs it.
    return replace(publisher.stage(docs.wait()), render_context=None)


def _told(
    project: Path, strict: bool, reporter: Reporter, make: Callable[[], stages.Built]
) -> stages.Built:
    """Return what came of making docs/, and tell the problems; exits if they stop it."""
    try:
        with needs_sources(project):
            built = make()
    except BrokenPipeError:
        raise  # nobody reads what is printed
    except (OSError, WorkerError, MemoryError) as error:
        _warn_of(error)
    reporter.report(built.problems, built.lines)
    if built.changes is None or has_errors(built.problems, strict=strict):
        reporter.say(f"{count(built.problems)}; nothing was written.")
        sys.exit(PROBLEMS)
    written, deleted = len(built.changes.written), len(built.changes.deleted)
    reporter.say(f"docs/: {written} files written, {deleted} deleted ({reporter.seconds()}).")
    return built


def _warn_of(error: Exception) -> NoReturn:
    """Tell of what isn't the researcher's mistake, and end."""
    click.echo(f"{refusal(error) or error}; nothing was written", err=True)
    sys.exit(PROBLEMS)


def _warn(messages: Iterable[str]) -> None:
    for message in messages:
        click.echo(f"mkdocs: {message}", err=True)


@contextmanager
def _lock(project: Path, reporter: Reporter) -> Iterator[None]:
    """Hold the project's lock; exits where nothing can be written."""

    def waiting() -> None:
        reporter.say("Another build is running here; waiting for it …")

    try:
        with needs_sources(project), project_lock(project / stages.CACHE, waiting):
            yield
    except UnwritableError as error:
        _warn_of(error)
