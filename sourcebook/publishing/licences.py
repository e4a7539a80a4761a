"""The licences of all software in a site, including this package, as one text file of the site.

Each licence requires that its text is distributed with the software. The Python packages of Leaflet
and Pagefind contain no licence file. So their licence text is taken from another installed package,
whose licence has the same terms, word for word.
"""

from importlib.metadata import PackageNotFoundError, distribution
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from .. import __version__
from ..messages import gettext as _
from ..messages import marked


class LicensedWork(NamedTuple):
    """A licensed work. ``package``: the Python package that contains the work.

    ``terms``: the Python package whose licence file is used; for the theme's icons, the path of
    their own licence file. ``holders``: the work's copyright lines; empty if the licence file
    includes them.
    """

    name: str
    package: str
    address: str
    holders: tuple[str, ...]
    terms: str


_MIT, _BSD, _ICONS = "mkdocs-material", "mkdocs", "templates/.icons/material/LICENSE"

WORKS = (
    LicensedWork(
        marked("Material for MkDocs, the theme"), "mkdocs-material",
        "https://squidfunk.github.io/mkdocs-material/", (), _MIT,
    ),
    LicensedWork(
        marked("Material Design Icons, its icons"), "mkdocs-material", "https://pictogrammers.com/",
        (), _ICONS,
    ),
    LicensedWork(
        marked("Leaflet, which moves the map"), "xstatic-leaflet", "https://leafletjs.com/",
        ("Copyright (c) 2010-2022, Volodymyr Agafonkin", "Copyright (c) 2010-2011, CloudMade"),
        _BSD,
    ),
    LicensedWork(
        marked("Pagefind, which searches"), "pagefind", "https://pagefind.app/",
        ("Copyright 2022 CloudCannon",), _MIT,
    ),
)  # fmt: skip
"""The third-party works in every site.

Libraries inside the theme's script aren't listed here, because the script itself names them. Most
sites don't have that script (see ``page_frame.py``).
"""

_RULE = "\n\n" + "-" * 72 + "\n\n"


def text() -> str:
    """Return all licences as one text. Raises FileNotFoundError if a package has no licence."""
    return _RULE.join([_own(), *map(_entry, WORKS)]) + "\n"


def _own() -> str:
    """Return Sourcebook's own entry: name, version and licence.

    Sourcebook's scripts and styles are in every site.
    """
    try:
        terms = _licence("sourcebook")
    except (PackageNotFoundError, FileNotFoundError):  # Sourcebook runs from its repository
        terms = (Path(__file__).resolve().parents[2] / "LICENSE").read_text("utf-8")
    heading = _("Sourcebook, which made this site")
    return f"{heading}\nsourcebook {__version__}\n\n{terms.strip()}"


def _entry(work: LicensedWork) -> str:
    version = distribution(work.package).version
    terms = _icons() if work.terms == _ICONS else _licence(work.terms)
    if work.holders:
        # Replace the first paragraph, which has the copyright lines of another package.
        terms = terms.partition("\n\n")[2]
        terms = "\n".join(work.holders) + "\n\n" + terms
    return f"{_(work.name)}\n{work.package} {version}, {work.address}\n\n{terms.strip()}"


def _licence(package: str) -> str:
    # Read the licence file by its path. Listing all files of the theme would take long, because the
    # theme has 10,000 icons.
    metadata = distribution(package)
    text = metadata.read_text("licenses/LICENSE") or metadata.read_text("LICENSE")
    if not text:
        raise FileNotFoundError(f"{package} comes without its licence")
    return text


def _icons() -> str:
    theme = find_spec("material")
    if theme is None or theme.origin is None:
        raise FileNotFoundError("the theme Material is not installed")
    return (Path(theme.origin).parent / _ICONS).read_text("utf-8")
