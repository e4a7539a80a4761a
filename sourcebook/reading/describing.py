"""Names the type of a YAML value in words, for problems."""

from collections.abc import Mapping

from ..messages import gettext as _


def described(value: object) -> str:
    """Return the type of a value in words: ``a list``."""
    if isinstance(value, Mapping):
        return _("a mapping")
    if isinstance(value, list | tuple):
        return _("a list")
    return _("the text '{text}'").format(text=value)
