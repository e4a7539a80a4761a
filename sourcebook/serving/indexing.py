"""The search index of a preview: made in the background after each build, then published."""

from pathlib import Path

from ..cancelling import Cancelled, cancelled_when
from ..conventions import number_words
from ..crashes import refusal
from ..messages import gettext as _
from ..publishing.background_index import BackgroundIndex
from ..publishing.pagefind_process import IndexingError
from ..writing import Cache, hold_lock
from .reporting import Reporter
from .watching import HasChanged


class PreviewIndex:
    """The search index of the published site at ``site``."""

    def __init__(self, site: Path, reporter: Reporter) -> None:
        self._site = site
        self._reporter = reporter
        self._running: BackgroundIndex | None = None

    @property
    def is_running(self) -> bool:
        """Whether the search index is being made."""
        return self._running is not None

    def start(self, cache: Cache) -> None:
        """Begin to make the search index, unless it is up to date.

        Raises IndexingError, OSError.
        """
        self._running = BackgroundIndex.start_if_needed(self._site, cache)

    def publish(self, cache: Cache, has_changed: HasChanged) -> None:
        """Put the search index into the site if it is ready; otherwise do nothing.

        ``has_changed``: whether the sources have changed again. Then the index is given up.
        """
        if not self._running:
            return
        try:
            if not self._running.is_done():
                return
            with hold_lock(cache.folder, lambda: None), cancelled_when(has_changed):
                seconds = self._running.publish()
            message = _("Search index up to date ({seconds} s).")
            self._reporter.print_line(message.format(seconds=number_words(seconds, 1)))
        except Cancelled:
            pass
        except (IndexingError, OSError, MemoryError) as error:
            self._reporter.print_line(refusal(error) or str(error))
        except Exception as error:  # noqa: BLE001 - report bugs, and go on
            self._reporter.show_crash(error, "warning")
        self.stop()
        cache.flush()

    def stop(self) -> None:
        """Stop making the search index."""
        if self._running:
            self._running.stop()
            self._running = None
