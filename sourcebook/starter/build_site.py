"""Builds this site: ``python build_site.py --help``. Also MkDocs' hook, named in ``mkdocs.yml``.

The stages stand in ``sourcebook/stages.py``.
"""

from pathlib import Path

from sourcebook.command import main
from sourcebook.hook import *  # noqa: F403 - whatever events MkDocs is to call

if __name__ == "__main__":
    main(Path(__file__).resolve().parent)
