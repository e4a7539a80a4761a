"""A Markdown extension that converts pages with a CommonMark engine instead of Python-Markdown.

MkDocs and its successors convert pages with Python-Markdown. If this extension is added to
Python-Markdown, the engine converts the pages instead, except pages that use the syntax of other
extensions. ``publishing.mkdocs_hooks`` adds the extension to every project. The engine is
pulldown-cmark, which is written in Rust and called through the package ``pyromark``.
"""

from .conversion import address, convert, with_address
from .extension import CommonMarkExtension, makeExtension
from .syntaxes import OtherSyntax

__all__ = [
    "NAME",
    "CommonMarkExtension",
    "OtherSyntax",
    "address",
    "convert",
    "makeExtension",
    "with_address",
]

NAME = __name__
"""The extension's name in ``mkdocs.yml``."""
