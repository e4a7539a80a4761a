"""The command ``new`` inside a project: adds a record to ``sources/``."""

from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import click

from ..editing import skeletons
from ..editing.ids import WrongIdError, a, check_free, check_not_old, existing, folder
from ..editing.new_records import added, file_for
from ..editing.source_tree import SourceTree
from ..messages import gettext as _
from ..messages import marked
from ..project import SOURCES
from ..reading.folder import read
from ..reading.portable import unfit
from ..reading.records import KnownIds, Records
from ..reading.suggesting import nearest
from .edit_session import locked, write

_KEYS = {"record_kind": "kind"}
"""Maps an option's parameter name to the record's key that the option sets, if these differ."""

_FLAGS = {"record_kind": "kind", "locations": "location", "aliases": "alias"}
"""Maps an option's parameter name to the option's name as typed, if these names differ."""


class _NewRecord(click.Command):
    """The command ``new``. Tells a user who wants a new project that the folder is in a project."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and not args[0].startswith("-") and args[0] not in skeletons.MODELS:
            raise click.UsageError(_no_type(args[0], ctx.obj), ctx)
        return super().parse_args(ctx, args)


def _no_type(word: str, project: Path) -> str:
    """Return the message for a word after ``new`` that isn't a type of record.

    The word may be meant as the folder of a new project.
    """
    types = list(skeletons.MODELS)
    if word == "source":
        return _("a source is added from a file with its text: 'add FILE'")
    if near := nearest(word, types):
        message = _("'{word}' is not one of: {types}; did you mean '{near}'?")
        return message.format(word=word, types=", ".join(types), near=near)
    return _(
        "'{word}' is not one of: {types}. Inside a project, here {project}, 'new' adds a record to "
        "it; to make another project, run 'sourcebook new {word}' in a folder outside"
    ).format(word=word, types=", ".join(types), project=project)


@click.command(cls=_NewRecord)
@click.argument("record_type", type=click.Choice(list(skeletons.MODELS)))
@click.argument("id_", metavar="ID")
@click.option(
    "--in", "file", metavar="FILE", help=marked("The file, if not the one of similar records.")
)
@click.option("--name", help=marked("Its name, or title."))
@click.option("--kind", "record_kind", help=marked("What kind of actor, location or event it is."))
@click.option("--date", help=marked("When an event was, in EDTF."))
@click.option("--within", help=marked("The location that a location lies in."))
@click.option("--part-of", multiple=True, help=marked("The actor or event that it belongs to."))
@click.option("--location", "locations", multiple=True, help=marked("Where an event was."))
@click.option("--alias", "aliases", multiple=True, help=marked("Another name for it."))
@click.pass_obj
def new(project: Path, /, record_type: str, id_: str, file: str | None, **options: Any) -> None:
    """Add a record to sources/, to be filled in.

    Required values are marked TODO, which `check` lists; optional keys are
    commented out, with what they mean. An actor goes into the file with others of
    its kind, a location with those in the same place, an event with those of its
    month or year.
    """
    given = _given(record_type, options)
    with locked(project):
        records = read(project / SOURCES, SOURCES)
        known = records.known_ids
        check_free(records, known, record_type, id_)
        check_not_old(records, record_type, id_)
        _check_given(records, known, record_type, given)
        path = (
            path_of(record_type, PurePath(file)) if file else file_for(records, record_type, given)
        )
        sources = SourceTree(project / SOURCES, SOURCES, {}, records, [])
        shown = f"{SOURCES}/{path}"
        record = skeletons.skeleton(record_type, id_, given, records.words)
        data, line = added(sources.bytes_of(path), shown, record_type, id_, record)
        write(project, sources, {path: data})
    message = _("{place}: the {type} '{id}' is here, to be filled in.")
    click.echo(message.format(place=f"{shown}:{line}", type=record_type, id=id_))
    for other in skeletons.MODELS:
        if other != record_type and id_ in known[other]:
            message = _("There is {record} '{id}' too; {link} means this one.")
            link = f"[[{record_type}:{id_}]]"
            click.echo(message.format(record=a(other), id=id_, link=link))


def _given(record_type: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return a mapping from each record key that an option sets to the option's value.

    Raises UsageError if records of this type don't have the key of an option.
    """
    fields = skeletons.MODELS[record_type].model_fields
    keys = {**_KEYS, "name": "name" if "name" in fields else "title"}
    given: dict[str, Any] = {}
    for option, value in options.items():
        if not value:
            continue
        key = keys.get(option, option)
        if key not in fields:
            flag = _FLAGS.get(option, option).replace("_", "-")
            message = _("{record} has no {option}")
            raise click.UsageError(message.format(record=a(record_type), option=f"--{flag}"))
        given[key] = list(value) if isinstance(value, tuple) else value
    if record_type == "event" and "part_of" in given:
        if len(given["part_of"]) > 1:
            raise click.UsageError(_("an event is --part-of one other"))
        given["part_of"] = given["part_of"][0]
    return given


def _check_given(
    records: Records, known: KnownIds, record_type: str, given: Mapping[str, Any]
) -> None:
    """Raise a usage error if ``check`` would report a value in ``given``.

    ``known``: the ids of all records. ``given``: maps keys of the new record to values from the
    command line.
    """
    wrong = [problem.message for problem in skeletons.faults(record_type, given, records.words)]
    for key, referred in (
        ("within", "location"), ("locations", "location"), ("part_of", record_type)
    ):  # fmt: skip
        value = given.get(key, ())
        for id_ in [value] if isinstance(value, str) else value:
            try:
                existing(records, known, referred, id_)
            except WrongIdError as error:
                wrong.append(str(error))
    if wrong:
        raise click.UsageError("\n".join(wrong))


def path_of(record_type: str, file: PurePath) -> str:
    """Return the path in sources/ of a file that the user may name without folder or suffix.

    Raises UsageError for a file in another folder, or with a name that Windows doesn't allow.
    """
    parent = folder(record_type)
    name = file.as_posix().removeprefix(f"{SOURCES}/").removeprefix(f"{parent}/")
    if "/" in name or "\\" in name or name.startswith("."):
        message = _("{record} goes in a file of {folder}/")
        raise click.UsageError(message.format(record=a(record_type), folder=f"{SOURCES}/{parent}"))
    path = f"{parent}/{name.removesuffix('.yml')}.yml"
    if reason := unfit(path):
        message = _("Windows can't have a file named {name}: {reason}")
        raise click.UsageError(message.format(name=name, reason=reason))
    return path


COMMANDS = (new,)
