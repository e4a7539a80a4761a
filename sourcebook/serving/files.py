"""Where in the site the file for an address lies; never outside, whatever the system."""

import mimetypes
import posixpath
from pathlib import Path, PurePath, PureWindowsPath
from typing import TypeVar

from ..text import is_device

Some = TypeVar("Some", bound=PurePath)

# Not what the system has for them: Windows may take scripts for plain text.
_TYPES = mimetypes.MimeTypes()
_TYPES.add_type("text/javascript", ".js")
_TYPES.add_type("application/geo+json", ".geojson")


def page_of(path: str, mount: str) -> str:
    """Return the path in the site of what stands at a path of the address; never one above it."""
    inside = path.removeprefix(mount) if path.startswith(mount) else path
    name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    return posixpath.normpath(f"/{name}").lstrip("/")


def place_of(site: Some, page: str) -> Some | None:
    """Return where a page's file would lie; None for what can't be a file's path there.

    On Windows a name can stand for a drive, a device, a folder above, or a part of a file.
    """
    parts = page.split("/")
    if "\0" in page:
        return None
    if isinstance(site, PureWindowsPath) and any(":" in part or is_device(part) for part in parts):
        return None
    place = site.joinpath(*parts)
    return place if place.parts == (*site.parts, *parts) else None


def found(site: Path, page: str) -> Path | None:
    """Return the file of a page, or its folder; None for what isn't there.

    Nor is what a link leads to outside the site, or anything but a file or folder.
    """
    place = place_of(site, page)
    try:
        if place is None or not place.resolve().is_relative_to(site.resolve()):
            return None
        return place if place.is_file() or place.is_dir() else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that is too long
        return None


def type_of(page: str) -> str:
    """Return the media type of a file, the same on all systems."""
    return _TYPES.guess_type(page)[0] or "application/octet-stream"
