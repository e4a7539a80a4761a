"""Draws the pictures that other sites show with a link to a page.

Pages have pictures only if ``site_url`` is set, because the metadata ``og:image`` needs an absolute
URL. If the font lacks a letter of a page's title, the page has no picture. The font is Lato, from
MkDocs' theme ``readthedocs``. It has Latin, Greek and Cyrillic letters. Arabic isn't supported,
because joining its letters needs a library that Pillow may lack.

Equal texts always give equal bytes, unless the version of Pillow changes.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache, reduce
from html import unescape
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from PIL.ImageFont import FreeTypeFont

SIZE = (1200, 630)
"""Width and height in pixels, as sites that show such pictures recommend."""

_DRAWN = re.compile(r"(events|questions)/(?!index\.md)[^/]+\.md")
_PAPER = (0xFD, 0xFB, 0xF7)
_COLOURS = ((0x21, 0x1F, 0x1B), (0x96, 0x38, 0x0F), (0x5C, 0x56, 0x4B))
_INK, _ACCENT, _SOFT = range(3)
_SHADES = 16
"""Number of shades between the background and each colour, for smooth edges of letters."""

_POSITION = re.compile(r"<h3[^>]*>(.*?)(?:<a class=\"headerlink\".*?)?</h3>", re.DOTALL)
_TAGS = re.compile(r"<[^>]*>")
_MARGIN = 70
_LINES = 4
"""Maximum number of lines for the title, the description, and each position (possible answer)."""


def path(page: str, meta: Mapping[str, Any], config: "MkDocsConfig") -> str:
    """Return the path in the site of a page's picture; empty if the page has none.

    ``page``: the page's path in ``docs/``. ``meta``: the page's front matter.
    """
    own = config.extra
    if not config.site_url or own.get("picture") or not _DRAWN.fullmatch(page):
        return ""
    return f"{page.removesuffix('.md')}/share.png" if _drawable(_words(meta)[0]) else ""


def of(page: Any, config: "MkDocsConfig") -> str:
    """Return the path in the site of a page's picture; empty if the page has none."""
    return path(page.file.src_uri, page.meta, config) if page else ""


def drawn(page: Any, config: "MkDocsConfig") -> bytes:
    """Return a page's picture as PNG."""
    return picture(*_words(page.meta), _positions(page), _plain(config.site_name))


def _positions(page: Any) -> list[str]:
    """Return a question's possible answers: the subheadings in the first section of its page.

    The result is empty for pages that aren't about a question.
    """
    if not page.file.src_uri.startswith("questions/"):
        return []
    section = "".join(str(page.content).split("<h2")[1:2])
    return [_plain(_TAGS.sub("", heading)) for heading in _POSITION.findall(section)]


def _words(meta: Mapping[str, Any]) -> tuple[str, str]:
    """Return a page's title, and its description without the title at the beginning."""
    title, description = _plain(meta.get("title")), _plain(meta.get("description"))
    return title, description.removeprefix(title).lstrip(": \u00a0\u202f")


def _plain(text: object) -> str:
    # Replace what the font lacks: the non-breaking hyphen, and accents that are separate
    # characters.
    return normalize("NFC", unescape(str(text or ""))).replace("\u2011", "-")


def picture(title: str, words: str, positions: Sequence[str], site: str) -> bytes:
    """Return a PNG picture with a page's texts, one below the other.

    ``words``: the page's description. ``positions``: the possible answers to a question. ``site``:
    the site's name, which always has room at the bottom. If another text doesn't fit, it is left
    out, and so are the texts below it. A text with a letter that the font lacks is left out too.
    """
    # Imported here, because importing Pillow takes long and most builds draw nothing.
    from PIL import Image, ImageChops, ImageDraw

    layers = [Image.new("L", SIZE) for _colour in _COLOURS]
    draws = [ImageDraw.Draw(layer) for layer in layers]
    draws[_ACCENT].rectangle((0, 0, SIZE[0], 16), fill=255)
    width, top = SIZE[0] - 2 * _MARGIN, _MARGIN
    rows = [(title, 64, _INK), (words, 34, _SOFT)]
    rows += [(f"· {position}", 34, _INK) for position in positions]
    for text, size, colour in rows:
        font = _font(size)
        lines = _lines(text, font, width) if _drawable(text) else []
        if top + len(lines) * size * 5 // 4 > SIZE[1] - 110:
            break
        for line in lines:
            draws[colour].text((_MARGIN, top), line, font=font, fill=255)
            top += size * 5 // 4
        top += size // 3
    if _drawable(site):
        draws[_ACCENT].text((_MARGIN, SIZE[1] - 90), site, font=_font(30), fill=255)
    shaded = [layer.point(_shades(number)) for number, layer in enumerate(layers)]
    image = reduce(ImageChops.lighter, shaded)
    image.putpalette(_palette())
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _shades(colour: int) -> list[int]:
    """Return the palette index of a colour's shade for each intensity, from 0 to 255.

    ``colour``: the index of the colour in ``_COLOURS``.
    """
    return [
        colour * _SHADES + shade if (shade := value * _SHADES // 256) else 0 for value in range(256)
    ]


def _palette() -> list[int]:
    return [
        paper + (own - paper) * shade // (_SHADES - 1)
        for colour in _COLOURS
        for shade in range(_SHADES)
        for paper, own in zip(_PAPER, colour, strict=True)
    ]


def _drawable(text: str) -> bool:
    """Return whether the font has every letter of a text."""
    return all(_has(letter) for letter in set(text))


@cache
def _has(letter: str) -> bool:
    font = _font(34)
    return letter.isspace() or bytes(font.getmask(letter)) != bytes(font.getmask("\uffff"))


@cache
def _font(size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    # Pillow's other layout engine, Raqm, needs a library that isn't on every machine, and places
    # letters differently.
    return ImageFont.truetype(_font_file(), size, layout_engine=ImageFont.Layout.BASIC)


def _font_file() -> Path:
    spec = find_spec("mkdocs")
    folders = spec.submodule_search_locations if spec else None
    return Path(*folders or (), "themes/readthedocs/css/fonts/lato-normal.woff")


def _lines(text: str, font: "FreeTypeFont", width: int) -> list[str]:
    """Divide a text into at most ``_LINES`` lines; if the text is cut, it ends in an ellipsis.

    Lines have at most ``width`` pixels, except the ellipsis, which may stand beyond, and a single
    word that is longer.
    """
    lines = [""]
    for word in re.split(r"[ \t\n]+", text.strip()):  # don't split at non-breaking spaces
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]} …"]
    return lines
