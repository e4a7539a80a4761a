"""Converts LaTeX in bibliographies to plain text. Unknown macros stay in the text."""

import logging
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ...text import one_line

if TYPE_CHECKING:
    from pylatexenc.latex2text import LatexNodes2Text

_SIGNS = {
    "textasciitilde": "~", "textasciicircum": "^", "textless": "<", "textgreater": ">",
    "textbar": "|", "textbardbl": "‖", "textunderscore": "_", "textbraceleft": "{",
    "textbraceright": "}", "textquotedbl": '"', "lq": "‘", "rq": "’", "slash": "/",
    "pounds": "£", "euro": "€", "EUR": "€", "EURdig": "€", "EURtm": "€", "copyright": "©",
    "S": "§", "P": "¶", "ddag": "‡", "degree": "°", "circ": "°", "permil": "‰", "TeX": "TeX",
    "LaTeX": "LaTeX", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "glq": "‚", "grq": "‘",
    "flq": "‹", "frq": "›", "og": "« ", "fg": " »", "hyp": "-", "textminus": "−",
    "bibrangedash": "–", "textnonbreakinghyphen": "‑",
}  # fmt: skip
"""Maps LaTeX macros that pylatexenc doesn't know, or would convert wrongly, to characters."""

_SILENT = frozenset(
    re.findall(
        r"[a-zA-Z]+|[-@/]",
        """- @ / bf bfseries centering em footnotesize it itshape large Large LARGE huge Huge
        mdseries newline nobreak nobreakspace noindent normalfont normalsize par protect relax rm
        rmfamily sc scriptsize scshape sf sffamily sl slshape small space tiny tt ttfamily unskip
        upshape xspace""",
    )
)
"""LaTeX macros that only format text. They are removed, or replaced by a space."""

_WRAPPED = {"enquote": "“%s”", "mkbibquote": "“%s”", "mkbibemph": "%s", "mkbibitalic": "%s",
            "mkbibbold": "%s", "mkbibparens": "(%s)", "mkbibbrackets": "[%s]", "mbox": "%s",
            "hbox": "%s", "lowercase": "%s", "uppercase": "%s", "MakeLowercase": "%s",
            "MakeUppercase": "%s", "MakeTextUppercase": "%s", "texorpdfstring": "%(2)s",
            "href": "%(2)s", "url": "%s"}  # fmt: skip
_RAISING = {"textsuperscript": "^", "mkbibsuperscript": "^", "textsubscript": "_"}
_ASIDE = ("noopsort", "SortNoop", "phantom", "label", "index", "nocite", "vphantom")
"""LaTeX macros whose argument isn't printed."""

_REFUSED = frozenset(["author", "date", "include", "input", "maketitle", "title", "today"])
"""LaTeX macros that are treated as unknown.

For these macros, pylatexenc would read files or the clock, or build a title page.
"""

_SPECIAL = re.compile(r"[\\{}$~#&%]|``|''|--|,,|[?!]`|`")
_MATHS = re.compile(r"\$(?!\s)(?:[^$]*(?:\\[a-zA-Z]|[\^_<>=])[^$]*|\w)(?<!\s)\$")
"""Matches a formula between dollar signs. Any other dollar sign is taken to mean the currency."""

_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|(\\[a-zA-Z]+|[^\s{}\\]))")
_SPACED = re.compile(r"(\\[a-zA-Z]+)\s+(?=[^\w{])")
_TOKEN = re.compile(r"\\[a-zA-Z]+\s*|\\.\s?|\s+|[{}$]|[^\\\s{}$]+|.", re.DOTALL)
_MACRO = re.compile(r"\\(?:[a-zA-Z]+|.)")
_ESCAPED = re.compile(r"(\\.)|([%&#])", re.DOTALL)
_UP = dict(zip("0123456789+-−=()ni∘°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ°°", strict=True))
_DOWN = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_BRACE = re.compile(r"\\begin\b|\\end\b|(?<!\\)[{}]")
_DEEPEST, _LONGEST = 12, 4000
"""Maximum depth of braces, and maximum number of characters, in a piece of LaTeX to parse.

The depth and length of a typical title are a tenth of these limits.
"""


class Plain(NamedTuple):
    """A text without LaTeX. ``unknown``: the unknown macros that were left in the text."""

    text: str
    unknown: tuple[str, ...] = ()


def plain(latex: str) -> Plain:
    """Return LaTeX as plain text on one line."""
    if not _SPECIAL.search(latex):
        return Plain(one_line(latex))
    parts = [_decoded(part) if _SPECIAL.search(part) else Plain(part) for part in _pieces(latex)]
    unknown = dict.fromkeys(macro for part in parts for macro in part.unknown)
    return Plain(one_line("".join(part.text for part in parts).replace("\xa0", " ")), (*unknown,))


def _pieces(latex: str) -> Iterator[str]:
    """Yield LaTeX in pieces, split at white space that is outside braces and formulas.

    Only pieces with special characters need parsing. The white space is yielded too.
    """
    if r"\begin" in latex or r"\verb" in latex:
        yield latex
        return
    piece: list[str] = []
    depth, maths = 0, False
    for match in _TOKEN.finditer(latex):
        part = match[0]
        if part.isspace() and depth <= 0 and not maths:
            yield from ("".join(piece), part)
            piece = []
            continue
        depth += (part == "{") - (part == "}")
        maths ^= part == "$"
        piece.append(part)
    yield "".join(piece)


@lru_cache(maxsize=20_000)
def _decoded(piece: str) -> Plain:
    """Return a piece of LaTeX as plain text; unchanged if the piece can't be parsed."""
    if not _is_balanced(piece):
        return _unchanged(piece)
    decoder = _decoder()
    # Escape %, & and #: BibTeX reads them as plain characters, but LaTeX reads them as the signs
    # of comments, columns and parameters.
    escaped = _ESCAPED.sub(lambda match: match[1] or f"\\{match[2]}", piece)
    try:
        return Plain(*decoder.plain(escaped))
    except Exception:  # noqa: BLE001  # pylatexenc raises undocumented exceptions
        return _unchanged(piece)


def _is_balanced(piece: str) -> bool:
    """Return whether a piece of LaTeX is short and has balanced braces.

    Parsing any other piece may take quadratic time.
    """
    depth = 0
    for brace in _BRACE.findall(piece):
        depth += 1 if brace in ("{", "\\begin") else -1
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0 and len(piece) <= _LONGEST


def _unchanged(piece: str) -> Plain:
    return Plain(piece, tuple(dict.fromkeys(_MACRO.findall(piece))))


@cache
def _decoder() -> Any:
    """Return the decoder, which converts LaTeX to plain text.

    The decoder is cached, because its library is slow to import and its tables are slow to build.
    """
    from pylatexenc import latex2text, latexwalker

    macros, texts = _tables()
    base: type[LatexNodes2Text] = latex2text.LatexNodes2Text

    class Decoder(base):  # type: ignore[misc]
        """Converts LaTeX to text like pylatexenc, but collects unknown macros in ``unknown``.

        Only matches of ``_MATHS`` are converted as formulas.
        """

        def plain(self, latex: str) -> Plain:
            self.unknown: dict[str, None] = {}
            walker = latexwalker.LatexWalker(latex, latex_context=macros, tolerant_parsing=True)
            text = self.nodelist_to_text(walker.get_latex_nodes()[0])
            return Plain(text, tuple(self.unknown))

        def macro_node_to_text(self, node: Any) -> str:
            name = node.macroname
            if name in _SIGNS:
                return _SIGNS[name]
            if name in _SILENT:
                return " " if node.macro_post_space or name in ("par", "newline", "space") else ""
            spec = self.latex_context.get_macro_spec(name)
            if name in _RAISING:
                inner = self.nodelist_to_text(node.nodeargd.argnlist)
                return _scripted(_RAISING[name], inner) or inner
            if spec is None or not spec.macroname or name in _REFUSED:
                self.unknown[f"\\{name}"] = None
                return str(node.latex_verbatim().rstrip() + " ")
            return str(super().macro_node_to_text(node))

        def math_node_to_text(self, node: Any) -> str:
            raw = str(node.latex_verbatim())
            if node.displaytype != "inline" or not raw.startswith("$"):
                return raw
            if not _MATHS.fullmatch(raw):
                end = "$" * (len(raw) > 1 and raw.endswith("$"))
                return f"${self.nodelist_to_text(node.nodelist)}{end}"
            return _maths(raw.strip("$")) or raw

    return Decoder(math_mode="verbatim", latex_context=texts)


def _maths(content: str) -> str:
    """Return a LaTeX formula as plain characters; empty if that isn't possible."""
    scripted = _SCRIPT.sub(
        lambda m: _scripted(m[1], _decoded(m[2] if m[3] is None else m[3]).text) or m[0], content
    )
    found = _decoded(_SPACED.sub(r"\1{} ", scripted))
    return "" if found.unknown or re.search(r"[_^\\]", found.text) else found.text


def _tables() -> tuple[Any, Any]:
    """Return two tables of macros from pylatexenc, with additions of our own.

    The first table says which arguments a macro takes. The second table says which text replaces
    the macro.
    """
    from pylatexenc import latex2text, latexwalker, macrospec

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # Sourcebook reports unknown macros
    texts = latex2text.get_default_latex_context_db()
    texts.add_context_category(
        "bibliographies",
        prepend=True,
        macros=[
            *(
                latex2text.MacroTextSpec(name, simplify_repl=text)
                for name, text in _WRAPPED.items()
            ),
            *(latex2text.MacroTextSpec(name, discard=True) for name in _ASIDE),
        ],
    )
    macros = latexwalker.get_default_latex_context_db()
    taking = {name: 2 if "2" in text else 1 for name, text in _WRAPPED.items() if name != "url"}
    taking |= dict.fromkeys((*_ASIDE, *_RAISING), 1)
    macros.add_context_category(
        "bibliographies",
        prepend=True,
        macros=[macrospec.std_macro(name, False, number) for name, number in taking.items()],
    )
    return macros, texts


def _scripted(sign: str, text: str) -> str:
    """Return a text in superscript (``sign`` is ``^``) or subscript (``sign`` is ``_``).

    The result is empty if Unicode lacks one of the characters.
    """
    table = _UP if sign == "^" else _DOWN
    if not all(character in table for character in text):
        return ""
    return "".join(table[character] for character in text)
