"""Detects projects whose changes incremental rendering could miss.

An incremental build compares the settings, ``docs/``, templates and styles with those of the last
build. But third-party plugins, hooks, Markdown extensions and a project's own templates may read
other data.
"""

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from ..messages import gettext as _
from . import mkdocs_adapter, mkdocs_hooks
from .autoescape import THEME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_PURE = frozenset(
    [
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
        "footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists",
        "smarty", "tables", "toc", "wikilinks",
    ]
)  # fmt: skip
"""Short names of Python-Markdown's own extensions. None of these extensions reads a file."""

_PURE_PACKAGES = ("markdown.extensions.", "pymdownx.", "material.extensions.", "sourcebook.")
_FILE_READERS = frozenset(["pymdownx.snippets", "pymdownx.b64"])


def needs_mkdocs(config: "MkDocsConfig") -> bool:
    """Return whether MkDocs must build the whole site.

    An incremental build could miss changes if the project uses a third-party plugin or hook, or has
    a template of its own that reads the list of pages. Call this function after the settings are
    loaded and before MkDocs' first event.
    """
    return bool(mkdocs_adapter.plugin_names(config, but=mkdocs_hooks.__file__)) or any(
        map(_reads_page_list, _own_templates(config))
    )


def _own_templates(config: "MkDocsConfig") -> Iterator[Path]:
    """Yield the project's own page templates, except exact copies of this package's templates."""
    folder = Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else THEME
    for path in folder.rglob("*.html") if folder != THEME else ():
        ours = THEME / path.relative_to(folder)
        if not ours.is_file() or ours.read_bytes() != path.read_bytes():
            yield path


def _reads_page_list(template: Path) -> bool:
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        parsed = Environment(autoescape=True, extensions=["jinja2.ext.i18n"]).parse(
            template.read_text("utf-8")
        )
    except (TemplateSyntaxError, UnicodeDecodeError):
        return False  # rendering the template reports this error
    return any(name.name == "pages" for name in parsed.find_all(nodes.Name))


def reads_files(config: "MkDocsConfig") -> bool:
    """Return whether a Markdown extension may read files that change detection doesn't track."""
    names = [name for name in config.markdown_extensions if isinstance(name, str)]
    return any(
        name in _FILE_READERS or not (name in _PURE or name.startswith(_PURE_PACKAGES))
        for name in names
    ) or not all(map(_is_pure, _functions(config.mdx_configs)))


def _functions(value: object) -> Iterator[object]:
    """Yield all functions that a setting contains at any depth, such as those for code fences."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _functions(item)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for item in value:
            yield from _functions(item)
    elif callable(value):
        yield value


def _is_pure(function: object) -> bool:
    module = getattr(getattr(function, "func", function), "__module__", "")
    return f"{module}.".startswith(_PURE_PACKAGES)


def refuse_additions(hook: Path) -> None:
    """Raise ConfigurationError if a project's ``build_site.py`` has its own MkDocs event handlers.

    These handlers would not run, because Sourcebook replaces this hook by ``mkdocs_hooks``.
    """
    from mkdocs.exceptions import ConfigurationError

    spec = importlib.util.spec_from_file_location("sourcebook_own_hook", hook)
    if spec is None or spec.loader is None or not hook.is_file():
        return
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    added = [
        name for name, value in vars(module).items()
        if name.startswith("on_") and getattr(value, "__module__", "") == spec.name
    ]  # fmt: skip
    if added:
        raise ConfigurationError(
            _(
                "{file} has an event of its own, {events}: put it in another file, and name that "
                "under hooks in mkdocs.yml"
            ).format(file=hook.name, events=", ".join(added))
        )
