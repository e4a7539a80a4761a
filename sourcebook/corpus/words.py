"""Checks that records use words of the vocabulary: the project's own and Sourcebook's."""

import re
from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from ..problems import Mark, Problem
from ..reading.entry import Entry
from ..reading.fields import mark_of
from ..reading.records import VOCABULARY, Records
from ..reading.suggesting import Suggestions, nearest
from ..reading.yaml_text import KEY, Loc
from ..records.base import OWN_LANGUAGE, Described, Record, Word, is_known_language
from ..records.source_kinds import SourceFacts
from ..records.sources import Article
from ..records.vocabularies import ID_FORMS, RECORDED, source_facts
from ..records.vocabulary import Vocabulary


def check(records: Records) -> Iterator[Problem]:
    """Yield a problem for each word that the vocabulary lacks, and for faults in the vocabulary.

    In a field that allows any word, a word is reported only if it is probably misspelled: it is
    very similar to a word that the project itself has added to the vocabulary.
    """
    if VOCABULARY in records.lost:
        return
    known, own = records.words, {}
    for file in records.vocabulary:
        yield from _within(file, known)
        own = {name: Suggestions(rows, alike=True) for name, rows in dict(file.record).items()}
    rows = {name: getattr(known, name) for name in Vocabulary.model_fields}
    facts = source_facts(known)
    for entry in records.entries:
        if isinstance(entry.record, Described) and entry.record.ids:
            yield from _ids(entry, entry.record, facts)
        for loc, mark, word in entry.vocabulary:
            if word in rows[mark.rows]:
                continue
            if mark.rows == "languages":
                yield from _language(entry, loc, word, known)
            elif not mark.free:
                yield from unknown_word(known, mark, _key(loc), word, entry.mark(*loc))
            elif mark.rows in own and (near := own[mark.rows].nearest(word)):
                yield entry.problem("word-alike", *loc, near=near, value=word, list=mark.rows)


def _language(entry: Entry[Record], loc: Loc, tag: str, known: Vocabulary) -> Iterator[Problem]:
    """Yield a problem for a language that neither Babel nor the project's vocabulary knows."""
    if OWN_LANGUAGE.fullmatch(tag) and not is_known_language(tag):
        near = nearest(tag, known.languages)
        yield entry.problem("unknown-language", *loc, near=near, value=tag)


def _ids(
    entry: Entry[Record], record: Described, facts: Mapping[str, SourceFacts]
) -> Iterator[Problem]:
    """Yield a problem for each of a record's ``ids`` whose form is wrong for the id's scheme."""
    for scheme, id_ in record.ids.items():
        form, example = ID_FORMS.get(scheme, ("", ""))
        if form and not re.fullmatch(form, id_):
            yield entry.problem("bad-identifier", "ids", scheme, value=id_, scheme=scheme,
                                example=example)  # fmt: skip
    if isinstance(record, Article) and record.kind in facts:
        yield from _ids_with_keys(entry, record, facts[record.kind])
    own, other = getattr(record, "wikidata", None), record.ids.get("wikidata")
    if own and other and own != other:
        yield entry.problem("two-wikidata-ids", "ids", "wikidata", value=other, other=own)


def _ids_with_keys(entry: Entry[Record], article: Article, facts: SourceFacts) -> Iterator[Problem]:
    """Yield a problem for each id in a source's ``ids`` that belongs under ``doi`` or ``isbn``."""
    for key in ("doi", *({"isbn"} & facts.uses)):
        value, other = article.ids.get(key), getattr(article, key)
        if value and other:
            yield entry.problem("id-given-twice", "ids", key, KEY, key=key, other=other)
        elif value:
            yield entry.problem("id-has-key", "ids", key, KEY, key=key, value=value)


def _key(loc: Loc) -> str:
    """Return the YAML key whose value is the word at ``loc``.

    If the word is itself a key of a mapping, return the YAML key whose value is this mapping.
    """
    around = loc[:-2] if loc[-1] == KEY else loc
    return next(step for step in reversed(around) if isinstance(step, str))


def unknown_word(
    vocabulary: Vocabulary, mark: Word, key: str, word: str, place: Mark
) -> Iterator[Problem]:
    """Yield a problem if a word must be in the vocabulary but isn't.

    ``mark``: the annotation of the field that holds the word. ``key``: the YAML key with
    the word. ``place``: the word's position in the file.
    """
    rows = getattr(vocabulary, mark.rows)
    if word not in rows:
        facts = {"key": key, "value": word, "choices": ", ".join(rows), "list": mark.rows}
        yield Problem("unknown-word", place, facts, nearest(word, rows))


def _within(entry: Entry[Vocabulary], known: Vocabulary) -> Iterator[Problem]:
    """Yield a problem for each unknown role or group to which the project's vocabulary refers.

    Also yields a problem for each role that excludes itself. ``entry``: the project's vocabulary.
    ``known``: the same vocabulary, extended by Sourcebook's words.
    """
    for role, facts in entry.record.roles.items():
        for index, other in enumerate(facts.excludes):
            loc = ("roles", role, "excludes", index)
            if other == role:
                yield entry.problem("self-reference", *loc, id=role, key="excludes")
            elif other not in known.roles:
                near = nearest(other, known.roles)
                yield entry.problem("unknown-role", *loc, near=near, value=other)
    groups = [id_ for id_ in known.groups if id_ != RECORDED]
    for phrase, relation in entry.record.relations.items():
        group = relation.group
        if group and group not in groups:
            near = nearest(group, groups)
            listed = ", ".join(groups)
            yield entry.problem("unknown-group", "relations", phrase, "group",
                                near=near, value=group, choices=listed)  # fmt: skip


def choices(model: type[BaseModel], name: str, vocabulary: Vocabulary) -> list[str]:
    """Return the words allowed in a record's field; empty if the field isn't limited to a list."""
    mark = mark_of(model, name, Word)
    if mark and not mark.free:
        return list(getattr(vocabulary, mark.rows))
    extra = model.model_fields[name].json_schema_extra
    words = extra.get("enum") if isinstance(extra, dict) else None
    return [str(word) for word in words] if isinstance(words, list) else []
