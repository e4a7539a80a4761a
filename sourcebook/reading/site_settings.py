"""Reads the site's language and name from ``mkdocs.yml``, for code that runs before MkDocs."""

import os
from pathlib import Path
from typing import NamedTuple

import yaml

from ..problems import Mark
from .document import Document
from .yaml_text import Loc

_LANGUAGE: Loc = ("theme", "language")
_NAME: Loc = ("site_name",)
_ENVIRONMENT = "!ENV"
_MOST = 10
"""Maximum number of settings files that inherit from each other in a chain."""


class Setting(NamedTuple):
    """A setting as written. ``document``: the settings file. ``loc``: the setting's path."""

    value: str
    document: Document
    loc: Loc

    @property
    def mark(self) -> Mark:
        """The position of the setting in its file."""
        return self.document.mark(self.loc)


def site_language(config_file: Path) -> Setting | None:
    """Return the setting ``theme.language`` of a settings file, or of a file it inherits from.

    Return None if no file has the setting, or if a file can't be read. MkDocs reports such a file.
    """
    return _setting(config_file, _LANGUAGE)


def site_name(config_file: Path) -> str:
    """Return ``site_name`` from a settings file or a file it inherits from; empty if missing."""
    found = _setting(config_file, _NAME)
    return found.value if found else ""


def _setting(config_file: Path, loc: Loc) -> Setting | None:
    file = config_file
    for _ in range(_MOST):
        try:
            text = file.read_text("utf-8-sig")
            root = yaml.compose(text, Loader=yaml.CSafeLoader)
        except (OSError, ValueError, yaml.YAMLError, RecursionError):
            return None
        node = root
        for key in loc:
            node = _entry(node, str(key))
        if found := _value(node):
            path = os.path.relpath(file, config_file.parent).replace(os.sep, "/")
            return Setting(found, Document(path, text, text), loc)
        parent = _value(_entry(root, "INHERIT"))
        if not parent:
            return None
        file = file.parent / parent
    return None


def _entry(node: yaml.Node | None, key: str) -> yaml.Node | None:
    """Return the value of a key in a YAML mapping; None without such a key or mapping."""
    for name, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(name, yaml.ScalarNode) and name.value == key:
            return value  # type: ignore[no-any-return]
    return None


def _value(node: yaml.Node | None) -> str:
    """Return a YAML text, with ``!ENV`` resolved as in MkDocs; empty for any other value."""
    if node is None or node.tag != _ENVIRONMENT:
        return node.value if isinstance(node, yaml.ScalarNode) else ""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(node.value, "")
    names = [str(item.value) for item in node.value]
    default = names.pop() if len(names) > 1 else ""
    return next((os.environ[name] for name in names if name in os.environ), default)
