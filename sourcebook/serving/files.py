"""Maps URL paths to files in the site's folder.

A URL path never leads to a file outside this folder, on any operating system.
"""

import mimetypes
import posixpath
from pathlib import Path, PurePath, PureWindowsPath
from typing import TypeVar

from ..text import is_device

AnyPath = TypeVar("AnyPath", bound=PurePath)

# Don't use the system's table of media types. On Windows, it may list scripts as plain text.
_TYPES = mimetypes.MimeTypes()
_TYPES.add_type("text/javascript", ".js")
_TYPES.add_type("application/geo+json", ".geojson")


def page_path(path: str, mount: str) -> str:
    """Convert a URL path to a path relative to the site's root.

    If the URL path ends with a slash, ``index.html`` is appended. A ``..`` in the URL path never
    leads above the root. ``mount``: the URL path of the root, with slashes at both ends.
    """
    inside = path.removeprefix(mount) if path.startswith(mount) else path
    name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    return posixpath.normpath(f"/{name}").lstrip("/")


def file_path(site: AnyPath, page: str) -> AnyPath | None:
    """Return the file for a page's path in the site; None if no file in the site can have the path.

    On Windows, returns None if a part of the path would denote a drive, a device, a parent folder
    or an alternate data stream.
    """
    parts = page.split("/")
    if "\0" in page:
        return None
    if isinstance(site, PureWindowsPath) and any(":" in part or is_device(part) for part in parts):
        return None
    path = site.joinpath(*parts)
    return path if path.parts == (*site.parts, *parts) else None


def existing_file(site: Path, page: str) -> Path | None:
    """Return the path of a page's file or folder; None if neither exists.

    Also returns None for a symbolic link to a target outside the site, and for anything that is
    neither a file nor a folder.
    """
    path = file_path(site, page)
    try:
        if path is None or not path.resolve().is_relative_to(site.resolve()):
            return None
        return path if path.is_file() or path.is_dir() else None
    except (OSError, RuntimeError, ValueError):  # a loop of links, or a name that is too long
        return None


def media_type(page: str) -> str:
    """Return the MIME type for a file name. The type is the same on all operating systems."""
    return _TYPES.guess_type(page)[0] or "application/octet-stream"
