"""Chooses the language of a project: ``theme.language`` in ``mkdocs.yml``."""

from collections.abc import Iterator
from pathlib import Path

from . import languages
from .problems import Problem
from .reading.document import Document
from .reading.site_settings import Setting, site_language
from .reading.suggesting import nearest
from .writing import Cache, user_key

_ENTRY = "language"


def speak(config_file: Path, cache_folder: Path) -> None:
    """From now on, show everything in the language that a project's settings name.

    If there are no translations for the language, everything stays English, and the function
    ``problems`` yields a warning. ``cache_folder``: the folder of the cache, which may contain the
    compiled translations.
    """
    setting = site_language(config_file)
    tag = setting.value if setting else languages.ENGLISH
    if tag == languages.ENGLISH or _is_missing(tag):
        languages.use(None)
        return
    language = Cache(cache_folder, user_key()).get(_ENTRY)
    if language is None or language.digest != languages.digest(tag):
        language = languages.made(tag)
    languages.use(language)


def keep(cache_folder: Path) -> None:
    """Put the compiled translations for the language in use into the cache.

    The caller must hold the project's lock, so that no other build uses the cache.
    """
    language = languages.in_use()
    if language is None:
        return
    cache = Cache(cache_folder, user_key())
    kept = cache.get(_ENTRY)
    if kept is None or kept.digest != language.digest:
        cache.set(_ENTRY, language)
        cache.flush()


def problems(config_file: Path) -> Iterator[tuple[Problem, Document]]:
    """Yield a problem if there are no translations for the language of a project's settings.

    The problem is paired with the parsed settings file, ``mkdocs.yml``. Yields nothing if the
    settings name no language.
    """
    setting = site_language(config_file)
    if setting is None or not _is_missing(setting.value):
        return
    yield _problem(setting), setting.document


def _is_missing(tag: str) -> bool:
    return tag not in languages.shipped()


def _problem(setting: Setting) -> Problem:
    tags = languages.shipped()
    facts = {"value": setting.value, "choices": ", ".join(tags)}
    if languages.has_theme_words(setting.value):
        return Problem("untranslated-site", setting.mark, facts)
    near = nearest(setting.value, tags)
    return Problem("unknown-site-language", setting.mark, facts, near)
