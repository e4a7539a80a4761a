"""Builds this site: ``python build_site.py --help``. Also MkDocs' hook, named in ``mkdocs.yml``.

The stages stand in ``sourcebook/stages.py``.
"""

from pathlib import Path

from sourcebook.command import main
from sourcebook.hook import on_post_build, on_pre_build, on_serve

__all__ = ["on_post_build", "on_pre_build", "on_serve"]

if __name__ == "__main__":
    main(Path(__file__).resolve().parent)
