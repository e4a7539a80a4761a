"""The preview server: MkDocs' own, which builds through the project's hook."""

import os
from pathlib import Path

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def serve(config_file: Path, address: str) -> None:
    """Serve the site at ``address`` (host:port) until interrupted; rebuild at each change.

    Raises mkdocs.exceptions.Abort if the first build fails.
    """
    from mkdocs.commands.serve import serve as mkdocs_serve

    mkdocs_serve(str(config_file), livereload=True, dev_addr=address, watch_theme=True)
