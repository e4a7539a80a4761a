"""Docstrings that are shown to people: there with ``python -OO`` too, which strips them."""

import ast
import inspect
from functools import cache
from types import ModuleType
from typing import Any


def docstring(thing: Any) -> str:
    """Return the docstring of a class or function as it is written; empty if it has none."""
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    module = inspect.getmodule(thing)
    return _written(module).get(thing.__qualname__, "") if module else ""


@cache
def _written(module: ModuleType) -> dict[str, str]:
    """Return the docstrings of a module's own classes and functions, read from its source."""
    return {
        node.name: ast.get_docstring(node) or ""
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
