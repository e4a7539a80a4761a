"""Makes small changes to code, such as typical mistakes, for ``tests.mutants``."""

import ast
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

Node = TypeVar("Node", bound=ast.AST)

SWAPPED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.FloorDiv,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
}
"""Maps each operator to the operators that replace it in mutants."""

NAMES = {
    "min": "max", "max": "min", "any": "all", "all": "any",
    "startswith": "endswith", "endswith": "startswith", "lstrip": "rstrip", "rstrip": "lstrip",
    "find": "rfind", "rfind": "find", "union": "intersection", "intersection": "union",
    "values": "keys", "start": "end", "end": "start",
}  # fmt: skip
"""Maps the name of a function, method or field to the name that replaces it in mutants."""


class Mutant(NamedTuple):
    """A module with one small change."""

    line: int
    """The first line of the changed statement, counted from 1."""
    last: int
    """The last changed line."""
    what: str
    """The change, in words."""
    tree: ast.Module
    """The changed module, with the line numbers of the original text."""


Change = tuple[ast.AST, ast.AST, str]
"""The old node, the new node, and a description of the change."""


def places(text: str) -> dict[int, list[int]]:
    """Map each line of a module to the numbers of the changes that can be made in this line."""
    found: dict[int, list[int]] = {}
    for number, (old, _, _) in enumerate(changes(ast.parse(text))):
        found.setdefault(old.lineno, []).append(number)  # type: ignore[attr-defined]
    return found


def mutant(text: str, number: int) -> Mutant:
    """Return a module with one change. ``number``: the change's number, as in ``places``."""
    tree = ast.parse(text)
    old, new, what = list(changes(tree))[number]
    for node in ast.walk(new):
        ast.copy_location(node, old)
    statement = next(s for s in _innermost(tree) if any(n is old for n in ast.walk(s)))
    _Replacement(old, new).visit(tree)
    line = statement.lineno
    last = max(getattr(old, "lineno", line), line)
    return Mutant(line, last, what, ast.fix_missing_locations(tree))


def _innermost(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield all statements of a module; inner statements come before outer statements."""
    for node in reversed([*ast.walk(tree)]):
        if isinstance(node, ast.stmt):
            yield node


class _Replacement(ast.NodeTransformer):
    def __init__(self, old: ast.AST, new: ast.AST) -> None:
        self.old, self.new = old, new

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the new node if ``node`` is the old node; otherwise, visit its children."""
        return self.new if node is self.old else super().generic_visit(node)


def changes(tree: ast.Module) -> Iterator[Change]:
    """Yield all changes that can be made to a module, always in the same order."""
    for node in _running(tree):
        for make in (_operator, _constant, _name, _condition, _statement):
            for new, what in make(node):
                yield node, new, what


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run, without docstrings, imports and code for the type checker."""
    if isinstance(node, ast.expr) and ast.unparse(node).startswith(("Literal[", "TypeVar(")):
        return
    if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
        return
    if isinstance(node, ast.Import | ast.ImportFrom):
        return
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    yield node
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "bases", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _running(child)


def _like(node: Node, **fields: object) -> Node:
    """Return a copy of a node, with some fields replaced."""
    given = {name: getattr(node, name, None) for name in node._fields}
    return ast.copy_location(type(node)(**{**given, **fields}), node)


def _operator(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Compare):
        for place, old in enumerate(node.ops):
            for new in SWAPPED.get(type(old), ()):
                ops = [*node.ops[:place], new(), *node.ops[place + 1 :]]
                yield _told(node, _like(node, ops=ops))
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        for new in SWAPPED.get(type(node.op), ()):
            yield _told(node, _like(node, op=new()))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield _told(node, node.operand)


def _constant(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield _told(node, _like(node, value=not node.value))
    elif isinstance(node.value, int | float):
        yield _told(node, _like(node, value=node.value + 1))
    elif isinstance(node.value, str):
        yield _told(node, _like(node, value=node.value + "X"))


def _name(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in NAMES:
        if node.id in ("min", "max", "any", "all"):
            yield _told(node, _like(node, id=NAMES[node.id]))
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
        if node.attr in NAMES:
            yield _told(node, _like(node, attr=NAMES[node.attr]))
    elif isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id == "sorted" and not node.keywords:
            yield _told(node, _like(node, func=ast.Name("list", ast.Load())))
        for place, keyword in enumerate(node.keywords):
            if keyword.arg not in (None, "strict"):  # ``strict`` of ``zip`` is only a safeguard
                fewer = [*node.keywords[:place], *node.keywords[place + 1 :]]
                yield _told(node, _like(node, keywords=fewer))


def _condition(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield copies of a node with one of its conditions negated, and a description of each."""
    if isinstance(node, ast.If | ast.While | ast.IfExp):
        yield _like(node, test=_opposite(node.test)), f"not: {ast.unparse(node.test)}"
    elif isinstance(node, ast.comprehension):
        return
    elif isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp):
        for place, loop in enumerate(node.generators):
            for number, test in enumerate(loop.ifs):
                ifs = [*loop.ifs[:number], _opposite(test), *loop.ifs[number + 1 :]]
                loops = [*node.generators]
                loops[place] = _like(loop, ifs=ifs)
                yield _told(node, _like(node, generators=loops))


def _opposite(test: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), test), test)


def _statement(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Yield a replacement of a statement, such as ``pass`` or ``break``, and its description."""
    if isinstance(node, ast.Expr | ast.AugAssign | ast.Raise | ast.Delete):
        yield ast.copy_location(ast.Pass(), node), f"dropped: {_short(node)}"
    elif isinstance(node, ast.Return) and node.value is not None:
        if ast.unparse(node.value) not in ("None", "False"):
            yield _told(node, _like(node, value=ast.Constant(None)))
    elif isinstance(node, ast.Continue):
        yield _told(node, ast.copy_location(ast.Break(), node))
    elif isinstance(node, ast.Break):
        yield _told(node, ast.copy_location(ast.Continue(), node))


def _told(old: ast.AST, new: ast.AST) -> tuple[ast.AST, str]:
    return new, f"{_short(old)}  ->  {_short(new)}"


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(ast.fix_missing_locations(node)).split())
    return text if len(text) <= 70 else f"{text[:69]}…"
