"""Reads the site's language and name from ``mkdocs.yml``, for code that runs before MkDocs.

Also finds the mistakes in this file because of which MkDocs could publish nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

from ..messages import gettext as _
from ..problems import Mark, Problem
from .describing import described
from .document import Document
from .yaml_faults import syntax_fault
from .yaml_text import KEY, Loc

_LANGUAGE: Loc = ("theme", "language")
_NAME = ("site_name",)
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


def faults(config_file: Path) -> Iterator[tuple[Problem, Document]]:
    """Yield a problem, and the settings file, for a file that isn't YAML or gives the site no name.

    Anything else is left to MkDocs. Yields nothing if the file can't be read.
    """
    try:
        text = config_file.read_text("utf-8-sig")
    except (OSError, ValueError):
        return
    document = Document(config_file.name, text, text)
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        fault = syntax_fault(error, text)
        mark = Mark(document.path, fault.line + 1, fault.column + 1)
        yield Problem(fault.code, mark, fault.facts), document
        return
    except (yaml.YAMLError, RecursionError):
        return
    name = _entry(root, _NAME[0])
    if name is None:
        if _entry(root, "INHERIT") is None:
            yield Problem("missing-key", document.mark(), {"key": _NAME[0]}), document
    elif not isinstance(name, yaml.ScalarNode):
        if name.tag != _ENVIRONMENT:
            found = described([] if isinstance(name, yaml.SequenceNode) else {})
            facts = {"what": f"'{_NAME[0]}'", "expected": _("text"), "found": found}
            yield Problem("wrong-type", document.mark(_NAME), facts), document
    elif not name.value:
        yield Problem("empty-value", document.mark((*_NAME, KEY)), {"key": _NAME[0]}), document


def _setting(config_file: Path, loc: Loc) -> Setting | None:
    file = config_file
    for _step in range(_MOST):
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
