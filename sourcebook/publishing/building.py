"""The published site, built beside the old one and put in its place when it is whole."""

import logging
import shutil
from pathlib import Path

from ..writing import replace_tree
from . import events


class PublishingError(Exception):
    """MkDocs could not build the site; the message says why."""


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def publish(config_file: Path, site: Path, staging: Path, *, strict: bool = False) -> list[str]:
    """Build the site with MkDocs and return its warnings.

    ``site``: where it goes; stays as it was until the new one is whole.
    ``staging``: a folder on the same file system. Of the project's
    hook only what is done to the site takes part: ``docs/`` has just been made.
    Raises PublishingError; with ``strict``, for a warning too.
    """
    # A quarter of a second that checking alone need not wait for.
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import BuildError, MkDocsException

    warnings = _Warnings()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(warnings)
    shutil.rmtree(staging, ignore_errors=True)
    try:
        config = load_config(str(config_file), site_dir=str(staging), hooks=[events.__file__])
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        if strict and warnings.messages:
            raise BuildError("warnings stop a strict build")
        replace_tree(staging, site)
    except (MkDocsException, OSError) as error:
        shutil.rmtree(staging, ignore_errors=True)
        raise PublishingError("\n".join([*warnings.messages, str(error)])) from error
    finally:
        logger.removeHandler(warnings)
    return warnings.messages
