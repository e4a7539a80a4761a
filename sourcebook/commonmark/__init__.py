"""A Markdown extension that converts pages with a CommonMark engine instead of Python-Markdown.

MkDocs and its successors call Python-Markdown; named among its extensions, as
``sourcebook.commonmark``, this one takes over the conversion. ``publishing.mkdocs_hooks`` adds it
to every project. The engine is pulldown-cmark, written in Rust, through the package ``pyromark``.
"""

from .conversion import convert
from .extension import CommonMarkExtension, makeExtension
from .syntaxes import OtherSyntax

__all__ = ["NAME", "CommonMarkExtension", "OtherSyntax", "convert", "makeExtension"]

NAME = __name__
"""The extension's name in ``mkdocs.yml``."""
