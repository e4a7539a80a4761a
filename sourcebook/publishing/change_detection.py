"""How far can be seen what a project's pages depend on; beyond that they are made anew each time.

Settings, ``docs/``, templates and styles are looked at in each build. Plugins, hooks, extensions of
Markdown and templates of the project's own may look at anything else.
"""

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, cast

from . import mkdocs_hooks
from .autoescape import THEME

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_BLIND = frozenset(
    [
        "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
        "footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists",
        "smarty", "tables", "toc", "wikilinks",
    ]
)  # fmt: skip
"""Extensions of Python-Markdown's own, by their short names: none reads a file."""

_BLIND_PACKAGES = ("markdown.extensions.", "pymdownx.", "material.extensions.", "sourcebook.")
_READERS = frozenset(["pymdownx.snippets", "pymdownx.b64"])


def needs_mkdocs(config: "MkDocsConfig") -> bool:
    """Tell whether MkDocs has to build all of it: something may gather from all pages.

    That is a plugin, a hook besides our own events, or a template of the project's own that looks
    at the list of pages: each must be there, with its title, before any is put together. To be
    asked once the settings are loaded and before the build has begun.
    """
    hooks = cast("Mapping[str, ModuleType]", config.hooks)  # by name, whatever MkDocs' types say
    own = {name for name, hook in hooks.items() if hook.__file__ == mkdocs_hooks.__file__}
    return bool(set(config.plugins) - own) or any(map(_looks_at_pages, _own_templates(config)))


def _own_templates(config: "MkDocsConfig") -> Iterator[Path]:
    """Yield the templates of pages in the project's own folder, but for copies of ours."""
    folder = Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else THEME
    for path in folder.rglob("*.html") if folder != THEME else ():
        ours = THEME / path.relative_to(folder)
        if not ours.is_file() or ours.read_bytes() != path.read_bytes():
            yield path


def _looks_at_pages(template: Path) -> bool:
    from jinja2 import Environment, TemplateSyntaxError, nodes

    try:
        parsed = Environment(autoescape=True).parse(template.read_text("utf-8"))
    except (TemplateSyntaxError, UnicodeDecodeError):
        return False  # what is wrong with it will be told
    return any(name.name == "pages" for name in parsed.find_all(nodes.Name))


def reads_files(config: "MkDocsConfig") -> bool:
    """Tell whether an extension of Markdown may read files, which nobody can know."""
    names = [name for name in config.markdown_extensions if isinstance(name, str)]
    return any(
        name in _READERS or not (name in _BLIND or name.startswith(_BLIND_PACKAGES))
        for name in names
    ) or not all(map(_is_blind, _functions(config.mdx_configs)))


def _functions(value: object) -> Iterator[object]:
    """Yield the functions that settings name, as code fences of one's own do."""
    if isinstance(value, Mapping):
        for held in value.values():
            yield from _functions(held)
    elif isinstance(value, Iterable) and not isinstance(value, str):
        for held in value:
            yield from _functions(held)
    elif callable(value):
        yield value


def _is_blind(function: object) -> bool:
    module = getattr(getattr(function, "func", function), "__module__", "")
    return f"{module}.".startswith(_BLIND_PACKAGES)


def refuse_additions(hook: Path) -> None:
    """Raise ConfigurationError if a project's ``build_site.py`` has events of its own.

    A build by ``build_site.py`` itself would pass over them.
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
            f"{hook.name} has an event of its own, {', '.join(added)}: put it in another file, and "
            "name that under hooks in mkdocs.yml"
        )
