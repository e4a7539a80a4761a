"""Maps URL paths to files in the site's folder, never outside it, on every system."""

import mimetypes
import posixpath
from pathlib import Path, PurePath, PureWindowsPath
from typing import TypeVar

from ..text import is_device

AnyPath = TypeVar("AnyPath", bound=PurePath)

# Don't use the system's table of media types: on Windows, it may list scripts as plain text.
_TYPES = mimetypes.MimeTypes()
_TYPES.add_type("text/javascript", ".js")
_TYPES.add_type("application/geo+json", ".geojson")


def page_path(path: str, mount: str) -> str:
    """Return the path in the site for a URL path; ``..`` never leads above the site's root.

    ``mount``: the URL path of the site's root, with slashes at both ends.
    """
    inside = path.removeprefix(mount) if path.startswith(mount) else path
    name = f"{inside}index.html" if not inside or inside.endswith("/") else inside
    return posixpath.normpath(f"/{name}").lstrip("/")


def file_path(site: AnyPath, page: str) -> AnyPath | None:
    """Return the path of a page's file; None if no file in the site can have the page's path.

    On Windows, None is returned if a part of the path would mean a drive, a device, a parent folder
    or a file's stream.
    """
    parts = page.split("/")
    if "\0" in page:
        return None
    if isinstance(site, PureWindowsPath) and any(":" in part or is_device(part) for part in parts):
        return None
    path = site.joinpath(*parts)
    return path if path.parts == (*site.parts, *parts) else None


def existing_file(site: Path, page: str) -> Path | None:
    """Return the path of a page's file or folder; None if it doesn't exist.

    Returns None also for a symbolic link that leads out of the site, and for anything that is
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
    """Return the media type of a file by its name, the same on all systems."""
    return _TYPES.guess_type(page)[0] or "application/octet-stream"
