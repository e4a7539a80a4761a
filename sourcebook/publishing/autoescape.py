"""The theme's own templates escape whatever they put in, unless they say of it that it is HTML.

Material's don't, and count on MkDocs' environment, which doesn't escape. So it goes by their names;
what a project puts in the place of one of ours, by the same name, is written like ours.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

THEME = Path(__file__).resolve().parent.parent / "theme"
"""The folder of our templates."""

_MARKUP = (".html", ".xml")


def escape_ours(env: "Environment") -> None:
    """Let an environment escape in those templates of ours that are HTML or XML."""

    @cache
    def is_ours(name: str | None) -> bool:
        return name is not None and name.endswith(_MARKUP) and (THEME / name).is_file()

    env.autoescape = is_ours
