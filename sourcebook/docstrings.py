"""Reads docstrings to show to users, even under ``python -OO``, which strips them from objects."""

import ast
import inspect
from functools import cache
from types import ModuleType
from typing import Any


def docstring(thing: Any) -> str:
    """Return the docstring of a class or function; empty if there is none."""
    if thing.__doc__:
        return inspect.cleandoc(thing.__doc__)
    module = inspect.getmodule(thing)
    return _docstrings(module).get(thing.__qualname__, "") if module else ""


@cache
def _docstrings(module: ModuleType) -> dict[str, str]:
    """Return name -> docstring of each class and function of a module, read from its source."""
    return {
        node.name: ast.get_docstring(node) or ""
        for node in ast.parse(inspect.getsource(module)).body
        if isinstance(node, ast.ClassDef | ast.FunctionDef)
    }
