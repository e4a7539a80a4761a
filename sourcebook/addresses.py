"""At which address of the site each file of ``docs/`` stands, and that no two share one."""

from unicodedata import normalize

_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")


def address(path: str) -> str:
    """Return what a file of ``docs/`` becomes in the site, as disks that know no case name it.

    Those of macOS and Windows take ``Actors/x.md`` and ``actors/x.md`` for one file, and macOS
    both forms of "é". MkDocs makes ``actors/index.html`` of ``actors.md`` and of
    ``actors/index.md``.
    """
    known = normalize("NFC", normalize("NFD", path).casefold())
    for end in _MARKDOWN:
        if known.endswith(end):
            stem = known.removesuffix(end)
            return f"{'' if stem == 'index' else stem.removesuffix('/index') + '/'}index.html"
    return known


class PathTakenError(Exception):
    """Two makers of files make one path: a mistake in the package, never in the sources."""

    def __init__(self, path: str, maker: str, other: str, by: str) -> None:
        super().__init__(
            f"{maker} and {by} both make '{path}'; one of them must make another path"
            if path == other
            else f"{maker} makes '{path}' and {by} '{other}', which would be one file of the site; "
            "one of them must make another path"
        )


class Taken:
    """The paths that are made in ``docs/``, and what makes each."""

    def __init__(self) -> None:
        self._makers: dict[str, tuple[str, str]] = {}

    def take(self, path: str, maker: str) -> None:
        """Note a path. Raises PathTakenError if its address is taken."""
        place = address(path)
        if place in self._makers:
            raise PathTakenError(*self._makers[place], path, maker)
        self._makers[place] = path, maker
