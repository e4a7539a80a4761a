"""The theme's own templates escape whatever they put in, unless they say of it that it is HTML.

Material's don't, and count on being told by MkDocs' environment not to: so each template is
treated as its own file wants it.
"""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

THEME = Path(__file__).resolve().parent.parent / "theme"
"""The folder of our templates. A project's, in a folder of its own, are written like Material's."""

_MARKUP = (".html", ".xml")


def escape_ours(env: "Environment") -> None:
    """Let an environment escape in those templates of ours that are HTML or XML."""

    @cache
    def is_ours(name: str | None) -> bool:
        if name is None or not name.endswith(_MARKUP) or env.loader is None:
            return False
        _, path, _ = env.loader.get_source(env, name)
        return path is not None and Path(path).resolve().is_relative_to(THEME)

    env.autoescape = is_ours
