"""Shows the small corpus in a language, for translators: ``python -m tests.translated fr FOLDER``.

Makes a project in FOLDER, unless FOLDER exists already, and serves its site. Restart the program
after you have changed a translation.
"""

import sys
from pathlib import Path

from sourcebook.project import SETTINGS, SOURCES

from .corpora import SMALL
from .projects import project


def in_language(folder: Path, tag: str, sources: Path = SMALL / SOURCES) -> Path:
    """Make a project with a copy of ``sources``, in the language ``tag``; return the folder."""
    made = project(folder, sources)
    settings = made / SETTINGS
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("language: en", f"language: {tag}"), "utf-8")
    return made


if __name__ == "__main__":
    from sourcebook.command import main

    where = Path(sys.argv[2])
    if not where.exists():
        in_language(where, sys.argv[1])
    sys.argv[1:] = ["serve", *sys.argv[3:]]
    main(where)
