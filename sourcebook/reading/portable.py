"""Finds file names that Windows or macOS can't check out from Git."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import normalize

from ..messages import gettext as _
from ..text import is_device

_FORBIDDEN = re.compile(r'[<>:"|?*\\\x00-\x1f]')


def unfit(name: str) -> str | None:
    """Return in words why Windows doesn't allow a file name; None if Windows allows it.

    ``name``: a path below ``sources/``, with slashes. See Microsoft's "Naming Files, Paths, and
    Namespaces".
    """
    for part in name.split("/"):
        if character := _FORBIDDEN.search(part):
            return _("it has {character} in it").format(character=repr(character[0]))
        if is_device(part):
            return _("'{name}' means a device there").format(name=part.partition(".")[0])
        if part.endswith((".", " ")):
            return _("it ends in a dot or a space")
    return None


def same(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of names that Windows or macOS treats as the same name.

    A pair consists of a name and the first earlier name that is treated as the same. These systems
    ignore case. They also ignore whether a letter and its accent are one character or two.
    """
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(normalize("NFC", normalize("NFD", name).casefold()), name)
        if other != name:
            yield name, other
