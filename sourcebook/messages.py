"""The messages that the site and its commands show, in the language in use.

A message is a whole sentence, heading or label in English, with named placeholders: ``_("{source}
reported it first")``. ``make messages`` collects all of them in ``locale/sourcebook.pot``, from
which a translator makes a catalogue of another language. Never join a message from parts or build a
plural by hand: languages differ in word order and in plurals.
"""

from gettext import NullTranslations

_ENGLISH = "en"

_catalogue = NullTranslations()
_language = _ENGLISH


def use(catalogue: NullTranslations) -> None:
    """From now on, translate with this catalogue; ``NullTranslations`` keeps messages English."""
    global _catalogue, _language
    _catalogue = catalogue
    _language = catalogue.info().get("language", "") or _ENGLISH


def in_use() -> NullTranslations:
    """Return the catalogue from which messages are now translated."""
    return _catalogue


def language() -> str:
    """Return the tag of the language in use, as its catalogue states; ``en`` if it states none."""
    return _language


def gettext(message: str) -> str:
    """Return a message in the language in use."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Return a message in its singular or plural form for a number, in the language in use.

    To show the number, use a placeholder: ``ngettext("{count} source",
    "{count} sources", 2).format(count=2)``.
    """
    return _catalogue.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return the translation of a message whose English words can have several meanings.

    ``context``: tells translators which meaning is meant; readers never see this text.
    """
    return _catalogue.pgettext(context, message)


def marked(message: str) -> str:
    """Return a message unchanged, to mark it for the tools that collect messages to translate.

    Messages in constants need this function, because constants are made before the language is
    known. Such messages are translated when they are shown.
    """
    return message


def several(one: str, many: str) -> tuple[str, str]:
    """Return both forms of a message unchanged, to mark them as ``marked`` does."""
    return one, many
