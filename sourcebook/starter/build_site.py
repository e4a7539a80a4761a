"""Builds this site: ``python build_site.py --help``. Also MkDocs' hook, named in ``mkdocs.yml``.

The package ``sourcebook/stages/`` has the stages of a build.
"""

from pathlib import Path

if __name__ == "__main__":
    from sourcebook.command import main

    main(Path(__file__).resolve().parent)
else:
    from sourcebook.hook import *  # noqa: F403 - MkDocs looks for event handlers here
