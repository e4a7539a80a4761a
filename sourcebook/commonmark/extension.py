"""The extension, which decides whether the CommonMark engine or Python-Markdown converts a page."""

from types import MethodType
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension

from .conversion import convert
from .syntaxes import OtherSyntax


class CommonMarkExtension(Extension):
    """Converts pages with the CommonMark engine, unless they use the syntax of other extensions.

    This extension has no settings of its own, but follows the settings of ``toc``. A page that uses
    the syntax of another configured extension is converted by Python-Markdown with all extensions.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Replace ``md.convert``, the method that converts a page."""
        md.convert = MethodType(_convert_page, md)  # type: ignore[method-assign]


def _convert_page(md: Markdown, source: str) -> str:
    if OtherSyntax(md).occurs_in(source):
        return Markdown.convert(md, source)
    return convert(md, source)


def makeExtension(**settings: Any) -> CommonMarkExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension. Python-Markdown requires this function in an extension's module."""
    return CommonMarkExtension(**settings)
