"""The messages that the site and its commands show, in the language in use.

A message is a whole sentence, heading or label in English, with named places:
``_("{source} reported it first")``. ``make messages`` collects all of them in
``locale/sourcebook.pot``, from which a translator makes a catalogue of another language.
No message is put together from parts, and no plural is made by hand: languages differ in both.
"""

from gettext import NullTranslations

_catalogue = NullTranslations()


def use(catalogue: NullTranslations) -> None:
    """Translate all messages from now on with a catalogue; ``NullTranslations`` leaves English."""
    global _catalogue
    _catalogue = catalogue


def in_use() -> NullTranslations:
    """Return the catalogue in use."""
    return _catalogue


def gettext(message: str) -> str:
    """Return a message in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return the form of a message that goes with a number, in the language in use.

    Where the number is to be shown, it is a place: ``ngettext("{count} source",
    "{count} sources", 2).format(count=2)``.
    """
    return _catalogue.ngettext(one, many, count)


def marked(message: str) -> str:
    """Return a message as it is: to be collected here, and translated where it is shown.

    For constants, which are made before the language is known.
    """
    return message
