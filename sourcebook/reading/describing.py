"""Describes a YAML value in words, for messages about problems."""

from collections.abc import Mapping

from ..messages import gettext as _


def described(value: object) -> str:
    """Return in words what a value is: ``a list``, ``the text 'harbour'``."""
    if isinstance(value, Mapping):
        return _("a mapping")
    if isinstance(value, list | tuple):
        return _("a list")
    return _("the text '{text}'").format(text=value)
