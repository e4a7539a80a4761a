"""The preview's loop: after each saved change, rebuild the site and reload the open pages."""

import errno
import sys
from pathlib import Path

from ..messages import gettext as _
from ..project import SOURCES
from .hosts import Host
from .reporting import PrintLine, PrintProblems
from .server import Server
from .session import Session
from .watching import Watch, WatchingError

_INDEX_POLL = 0.05
"""Number of seconds between two checks of whether the search index is ready."""

_POLL = 0.5
"""Maximum number of seconds for which one call of ``Watch.wait`` waits for a change.

The wait must be short, because on Windows Ctrl-C works only between two such calls.
"""

_TURN = 0.0005
"""Number of seconds after which the thread that builds lets one of the server's threads run.

A request needs several such turns. With Python's own 0.005 seconds, a request during a build would
take two to three times as long.
"""


class ServingError(Exception):
    """The preview can't start. The message gives the reason."""


def serve(
    project: Path, host: Host, port: int, print_line: PrintLine, print_problems: PrintProblems
) -> None:
    """Serve a project's site until Ctrl-C is pressed, and rebuild the site after each change.

    ``print_line``, ``print_problems``: functions that print progress and problems.

    Raises ServingError if the address isn't available (before anything is built), or if the system
    can't watch for changes. Raises NotADirectoryError if the project has no folder of sources.
    """
    if not (project / SOURCES).is_dir():
        raise NotADirectoryError(str(project))
    sys.setswitchinterval(_TURN)
    session = Session(project, print_line, print_problems)
    try:
        with _listening(session, host, port) as server, session.watch() as watch:
            session.build()
            session.finish()
            watch.add(session.themes)
            with session.running(server) as address:
                print_line(_("Look at it: {address}  (Ctrl-C ends)").format(address=address))
                _rebuild_on_changes(session, watch)
    except WatchingError as error:
        raise ServingError(str(error)) from error
    except KeyboardInterrupt:
        print_line("")
    finally:
        session.close()


def _listening(session: Session, host: Host, port: int) -> Server:
    """Return a listening server. Raises ServingError if the address is not available."""
    try:
        return session.listening(host, port)
    except OSError as error:
        reason = error.strerror or str(error)
        if error.errno == errno.EADDRNOTAVAIL:
            message = _("host {host}: {reason}").format(host=host.address, reason=reason)
            raise ServingError(message) from error
        message = _("port {port}: {reason}; name another, as in --port {other}")
        other = port % 65535 + 1
        raise ServingError(message.format(port=port, reason=reason, other=other)) from error


def _rebuild_on_changes(session: Session, watch: Watch) -> None:
    """Rebuild the site after each change, and publish each search index when it is ready.

    This function never returns.
    """
    while True:
        if watch.wait(_INDEX_POLL if session.is_indexing else _POLL):
            session.build(watch.has_changed)
            session.finish(watch.has_changed)
            watch.add(session.themes)
        else:
            session.publish_index(watch.has_changed)
