"""Automatic HTML escaping, in this package's own templates only.

Material's templates rely on the fact that MkDocs' Jinja environment doesn't escape. So escaping is
on only for template names that this package uses. If a project overrides one of this package's
templates, escaping is on in the project's template too.
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
