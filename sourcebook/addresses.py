"""Computes the paths that the files of ``docs/`` get in the site, and rejects duplicates."""

from unicodedata import normalize

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def address(path: str) -> str:
    """Return the path that a file of ``docs/`` gets in the site, normalised for comparison.

    Files with the same normalised path would become the same file of the site, at least on some
    systems. On macOS and Windows, ``Actors/x.md`` and ``actors/x.md`` are the same file. On macOS,
    so are two paths that write "é" in different Unicode forms. MkDocs makes ``actors/index.html``
    both from ``actors.md`` and from ``actors/index.md``.
    """
    folded = normalize("NFC", normalize("NFD", path).casefold())
    for end in _MARKDOWN:
        if folded.endswith(end):
            stem = folded.removesuffix(end)
            return f"{'' if stem == 'index' else stem.removesuffix('/index') + '/'}index.html"
    return folded


class PathTakenError(Exception):
    """Two modules of this package make the same path: a bug, never a mistake in the sources."""

    def __init__(self, path: str, maker: str, other: str, by: str) -> None:
        super().__init__(
            f"{maker} and {by} both make '{path}'; one of them must make another path"
            if path == other
            else f"{maker} makes '{path}' and {by} '{other}', which would be one file of the site; "
            "one of them must make another path"
        )


class Taken:
    """The paths of a build's files in ``docs/``; for each, the module or function that makes it."""

    def __init__(self) -> None:
        self._makers: dict[str, tuple[str, str]] = {}

    def take(self, path: str, maker: str) -> None:
        """Add a path. Raises PathTakenError if one with the same ``address`` was added before.

        ``maker``: the name of the module or function that makes the file.
        """
        key = address(path)
        if key in self._makers:
            raise PathTakenError(*self._makers[key], path, maker)
        self._makers[key] = path, maker
