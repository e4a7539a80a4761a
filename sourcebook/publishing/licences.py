"""The licences of the software in a site, as one text that is published with it: ours, and others'.

Each asks that its terms go with the work. Not every package has them among its files; those of
Leaflet and Pagefind are, word for word, the terms that another package here comes with.
"""

from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from .. import __version__


class LicensedWork(NamedTuple):
    """Somebody's work. ``terms``: the package with whose licence they stand.

    ``holders``: whose it is, a line each; none where the terms say so themselves.
    """

    name: str
    package: str
    address: str
    holders: tuple[str, ...]
    terms: str


_MIT, _BSD, _ICONS = "mkdocs-material", "mkdocs", "templates/.icons/material/LICENSE"

WORKS = (
    LicensedWork(
        "Material for MkDocs, the theme", "mkdocs-material",
        "https://squidfunk.github.io/mkdocs-material/", (), _MIT,
    ),
    LicensedWork(
        "Material Design Icons, its icons", "mkdocs-material", "https://pictogrammers.com/",
        (), _ICONS,
    ),
    LicensedWork(
        "Leaflet, which moves the map", "xstatic-leaflet", "https://leafletjs.com/",
        ("Copyright (c) 2010-2022, Volodymyr Agafonkin", "Copyright (c) 2010-2011, CloudMade"),
        _BSD,
    ),
    LicensedWork(
        "Pagefind, which searches", "pagefind", "https://pagefind.app/",
        ("Copyright 2022 CloudCannon",), _MIT,
    ),
)  # fmt: skip
"""What others made of every site. The theme's script names in itself what it is made from."""

_RULE = "\n\n" + "-" * 72 + "\n\n"


def text() -> str:
    """Return the licences. Raises FileNotFoundError if a package has lost its own."""
    return _RULE.join([_own(), *map(_entry, WORKS)]) + "\n"


def _own() -> str:
    """Return the entry of Sourcebook itself, whose scripts and styles are in every site."""
    try:
        terms = _licence("sourcebook")
    except (PackageNotFoundError, FileNotFoundError):  # it runs from its repository
        terms = (Path(__file__).resolve().parents[2] / "LICENSE").read_text("utf-8")
    return f"Sourcebook, which made this site\nsourcebook {__version__}\n\n{terms.strip()}"


def _entry(work: LicensedWork) -> str:
    version = distribution(work.package).version
    terms = _icons() if work.terms == _ICONS else _licence(work.terms)
    if work.holders:
        # In place of those whose package the words were taken from.
        _, _, terms = terms.partition("\n\n")
        terms = "\n".join(work.holders) + "\n\n" + terms
    return f"{work.name}\n{work.package} {version}, {work.address}\n\n{terms.strip()}"


def _licence(package: str) -> str:
    # Not by its list of files, which is long: the theme has ten thousand icons.
    found = distribution(package)
    text = found.read_text("licenses/LICENSE") or found.read_text("LICENSE")
    if not text:
        raise FileNotFoundError(f"{package} comes without its licence")
    return text


def _icons() -> str:
    theme = find_spec("material")
    if theme is None or theme.origin is None:
        raise FileNotFoundError("the theme Material is not installed")
    return (Path(theme.origin).parent / _ICONS).read_text("utf-8")
