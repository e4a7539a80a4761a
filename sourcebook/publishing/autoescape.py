"""Automatic HTML escaping, in this package's own templates only.

Material's templates need MkDocs' Jinja environment, which doesn't escape. So a template's name
decides: escaping is on if this package has a template of that name, even if a project overrides it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

THEME = Path(__file__).resolve().parent.parent / "theme"
"""The folder of this package's templates."""

_MARKUP = (".html", ".xml")


def escape_ours(env: "Environment") -> None:
    """Turn escaping on for the templates of this package that are HTML or XML."""

    @cache
    def is_ours(name: str | None) -> bool:
        return name is not None and name.endswith(_MARKUP) and (THEME / name).is_file()

    env.autoescape = is_ours
