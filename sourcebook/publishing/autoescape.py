"""Turns on Jinja's autoescaping for the theme's own templates.

Material's templates rely on MkDocs' environment, which does not escape. So the name of a template
decides whether it escapes; a project's replacement of ours has the same name, and escapes too.
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
    """Turn on autoescaping for those templates of ours that are HTML or XML."""

    @cache
    def is_ours(name: str | None) -> bool:
        return name is not None and name.endswith(_MARKUP) and (THEME / name).is_file()

    env.autoescape = is_ours
