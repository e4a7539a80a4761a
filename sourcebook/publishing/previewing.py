"""The preview server: MkDocs' own, which builds through the project's hook."""

import logging
import sys
from pathlib import Path


class PreviewError(Exception):
    """The preview could not start; the message says why, unless MkDocs has said so already."""


def serve(config_file: Path, address: str) -> None:
    """Serve the site at ``address`` (host:port) until interrupted; rebuild at each change.

    Progress goes to standard output, problems to standard error. Raises
    PreviewError if the first build fails or the address can't be had.
    """
    # A quarter of a second that checking alone need not wait for.
    from mkdocs.commands.serve import serve as mkdocs_serve
    from mkdocs.exceptions import MkDocsException

    logger = logging.getLogger("mkdocs")
    handlers = _handlers()
    for handler in handlers:
        logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        mkdocs_serve(str(config_file), livereload=True, dev_addr=address, watch_theme=True)
    except MkDocsException as error:
        raise PreviewError(str(error)) from error
    except OSError as error:
        raise PreviewError(f"{address}: {error.strerror or error}") from error
    finally:
        for handler in handlers:
            logger.removeHandler(handler)


def _handlers() -> tuple[logging.Handler, logging.Handler]:
    told, warned = logging.StreamHandler(sys.stdout), logging.StreamHandler(sys.stderr)
    told.addFilter(lambda record: record.levelno < logging.WARNING)
    warned.setLevel(logging.WARNING)
    return told, warned
