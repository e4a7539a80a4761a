"""The loop: a file is saved, what it changes is made, and whoever looks at it sees it.

The page that is open is made first, ahead of the rest; the search index comes last.
"""

import errno
import gc
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

from .. import stages
from ..crashes import Crash, refusal, report_crash, shows_tracebacks
from ..pages import Composer
from ..problems import Problem, as_dicts, has_errors
from ..publishing.background_index import BackgroundIndex
from ..publishing.building import Published, Publisher, PublishingError, load_render_context
from ..publishing.mkdocs_context import RenderContext, own_themes
from ..publishing.rendering import RenderingError, render_alone
from ..publishing.search_index import IndexingError
from ..workers import WorkerError
from ..writing import project_lock
from .hosts import Host
from .server import Server
from .showing import Message, Shown
from .watching import Watch, WatchingError

Say = Callable[[str], None]
Tell = Callable[[Sequence[Problem], Mapping[str, Sequence[str]]], None]

_POLL = 0.05
"""Seconds between looks at an index that is being made."""

_PAUSE = 0.5
"""Seconds after which Ctrl-C is heeded at the latest: Windows lets nothing interrupt waiting."""


class ServingError(Exception):
    """The preview could not start; the message says why."""


class Session:
    """A preview of one project. ``say``: prints a line; ``tell``: prints problems."""

    def __init__(self, project: Path, say: Say, tell: Tell) -> None:
        self.shown = Shown()
        self._project = project
        self._say = say
        self._tell = tell
        self._kept = stages.open_cache(project)
        self._site = project / stages.SITE
        self._plan: RenderContext | None = None
        self._indexing: BackgroundIndex | None = None
        self._first: dict[str, bytes] = {}

    def build(self) -> bool:
        """Bring everything up to date, but for the index; tell whether it is."""
        begun = time.monotonic()
        self._stop_indexing()
        self._first.clear()
        try:
            return self._build(begun)
        except (OSError, WorkerError, MemoryError) as error:
            self._refuse([], {}, [refusal(error) or str(error)])
        except Exception as error:  # noqa: BLE001 - of ours; the next save may be built again
            self._refuse([], {}, self.fail(error).lines())
        return False

    def fail(self, error: Exception) -> Crash:
        """Write down an error of ours."""
        if shows_tracebacks():
            self._say("".join(traceback.format_exception(error)))
        return report_crash(error, "serve", self._project)

    def _build(self, begun: float) -> bool:
        with project_lock(
            self._kept.folder, lambda: self._say("Another build is running; waiting …")
        ):
            built = stages.pages(self._project, self._kept, on_ready=self._look)
            lines = built.lines
            if built.changes is None or has_errors(built.problems):
                self._refuse(built.problems, lines, [])
                return False
            try:
                published = Publisher(
                    self._project / "mkdocs.yml", self._site, self._kept, index=False
                ).publish(built.docs)
            except PublishingError as error:
                self._refuse(built.problems, lines, str(error).splitlines())
                return False
        self._plan = published.render_context or self._plan
        self._show(published)
        if built.problems or published.warnings:
            self._refuse(built.problems, lines, published.warnings, "warning")
        pages = len(published.changed)
        self._say(
            f"{pages} page{'' if pages == 1 else 's'} changed ({time.monotonic() - begun:.1f} s)."
        )
        return True

    def _show(self, published: Published) -> None:
        same = [page for page, html in self._first.items() if self._read(page) == html]
        self.shown.show(published.changed, same, all_=published.all_changed)

    def _read(self, page: str) -> bytes | None:
        try:
            return (self._site / page).read_bytes()
        except OSError:
            return None

    def _look(self, composer: Composer) -> None:
        """Show the pages that are open, before any other is made."""
        if not self._plan:
            return
        paths = {file.dest_uri: file.src_uri for file in self._plan.pages}
        for page in self.shown.open_pages():
            text = composer.text(paths[page]) if page in paths else None
            if text is None:
                continue
            try:
                html = render_alone(self._plan, paths[page], text)
            except RenderingError:
                continue  # told when its turn comes
            if html != (self._first.get(page) or self._read(page)):
                self._first[page] = html
                self.shown.show_first(page, html)

    def _refuse(
        self,
        problems: Sequence[Problem],
        lines: Mapping[str, Sequence[str]],
        words: Iterable[str],
        severity: str = "error",
    ) -> None:
        """Tell of problems, on the terminal and over the page."""
        words = list(words)
        self._tell(problems, lines)
        for line in words:
            self._say(line)
        messages: list[Message] = list(as_dicts(problems, lines))
        messages += [
            {"place": "", "severity": severity, "code": "", "message": line, "excerpt": []}
            for line in words
        ]
        self.shown.tell_problems(messages, built=severity == "warning")

    def rest(self) -> None:
        """Do what can wait: keep what is known, begin the index, gather what is let go."""
        self._kept.flush()
        try:
            # Without docs/, as where nothing can be written, there is nothing to plan.
            if self._plan is None and (self._project / stages.DOCS).is_dir():
                self._plan = load_render_context(
                    self._project / "mkdocs.yml", self._kept.folder / "alone"
                )
            self._indexing = BackgroundIndex.start_if_needed(self._site, self._kept)
        except (PublishingError, IndexingError, OSError, MemoryError) as error:
            self._refuse([], {}, (refusal(error) or str(error)).splitlines())
        except Exception as error:  # noqa: BLE001 - of ours, likewise
            self._refuse([], {}, self.fail(error).lines())
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    @property
    def indexing(self) -> bool:
        """Whether the search index is being made."""
        return self._indexing is not None

    def look_at_index(self) -> None:
        """Put the search index in its place, if it is ready."""
        if not self._indexing or not self._indexing.is_done():
            return
        try:
            with project_lock(self._kept.folder, lambda: None):
                seconds = self._indexing.publish()
            self._say(f"Search index up to date ({seconds:.1f} s).")
        except (IndexingError, OSError, MemoryError) as error:
            self._say(refusal(error) or str(error))
        except Exception as error:  # noqa: BLE001 - of ours, likewise
            self._refuse([], {}, self.fail(error).lines(), "warning")
        self._indexing = None
        self._kept.flush()

    def _stop_indexing(self) -> None:
        if self._indexing:
            self._indexing.stop()
            self._indexing = None

    def end(self) -> None:
        """End what has been begun."""
        self._stop_indexing()

    def watch(self) -> Watch:
        """Return what watches the sources and the settings."""
        return Watch([self._project / stages.SOURCES], [self._project / "mkdocs.yml"])

    @property
    def themes(self) -> list[Path]:
        """The folders of the theme that may be edited, as far as they are known."""
        return own_themes(self._plan.config) if self._plan else []

    def listening(self, host: Host, port: int) -> Server:
        """Return what will serve the site. Raises OSError if the port can't be had."""
        return Server(host, port, self._site, self.shown, self.fail)

    def answering(self, server: Server) -> AbstractContextManager[str]:
        """Serve the site below the path where it will stand; return what gives its address."""
        return server.answering(urlsplit((self._plan and self._plan.config.site_url) or "").path)


def serve(project: Path, host: Host, port: int, say: Say, tell: Tell) -> None:
    """Show a project's site until interrupted, and rebuild it at each change.

    Raises ServingError if the address can't be had, before anything is built, or changes can't
    be watched for; NotADirectoryError if there are no sources.
    """
    if not (project / stages.SOURCES).is_dir():
        raise NotADirectoryError(str(project))
    session = Session(project, say, tell)
    try:
        with _taken(session, host, port) as server, session.watch() as watch:
            session.build()
            session.rest()
            watch.add(session.themes)
            with session.answering(server) as address:
                say(f"Look at it: {address}  (Ctrl-C ends)")
                _follow(session, watch)
    except WatchingError as error:
        raise ServingError(str(error)) from error
    except KeyboardInterrupt:
        say("")
    finally:
        session.end()


def _taken(session: Session, host: Host, port: int) -> Server:
    try:
        return session.listening(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno == errno.EADDRNOTAVAIL:
            raise ServingError(f"host {host.address}: {reason}") from error
        another = f"name another, as in --port {port % 65535 + 1}"
        raise ServingError(f"port {port}: {reason}; {another}") from error


def _follow(session: Session, watch: Watch) -> None:
    while True:
        if watch.wait(_POLL if session.indexing else _PAUSE):
            session.build()
            session.rest()
            watch.add(session.themes)
        else:
            session.look_at_index()
