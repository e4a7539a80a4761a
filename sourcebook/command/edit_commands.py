"""The commands that change records in ``sources/``: ``new``, ``rename`` and ``merge``."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import click

from .. import stages
from ..corpus.references import known_ids
from ..editing import merging, renaming, skeletons
from ..editing.ids import Known, WrongIdError, a, check_free, check_not_old, existing, folder
from ..editing.new_records import added, fitting
from ..editing.source_tree import EditBlockedError, Files, SourceTree, load
from ..editing.transaction import ASIDE, commit, recover
from ..problems import Problem, count
from ..reading import Records, read
from ..reading.portable import unfit
from ..writing import project_lock
from .reporting import PROBLEMS, needs_sources, tell_on_standard_error


@click.command()
@click.argument("kind", type=click.Choice(list(skeletons.MODELS)))
@click.argument("id_", metavar="ID")
@click.option("--in", "file", metavar="FILE", help="The file, if not the one of its like.")
@click.option("--name", help="Its name, or title.")
@click.option("--kind", "sort", help="What sort of actor, location or event it is.")
@click.option("--date", help="When an event was, in EDTF.")
@click.option("--within", help="The location that a location lies in.")
@click.option("--part-of", multiple=True, help="The actor or event that it belongs to.")
@click.option("--location", "locations", multiple=True, help="Where an event was.")
@click.option("--alias", "aliases", multiple=True, help="Another name of it.")
@click.pass_obj
def new(project: Path, /, kind: str, id_: str, file: str | None, **options: Any) -> None:
    """Add a record to sources/, to be filled in.

    What must be written is marked TODO, which `check` tells of; what can be is
    commented out, with what it means. Actors go where others of their kind are,
    locations with those in the same place, events with those of their month or year.
    """
    given = _given(kind, options)
    with _guarded(project):
        records = read(project / stages.SOURCES, stages.SOURCES)
        known = known_ids(records)
        check_free(records, known, kind, id_)
        check_not_old(records, kind, id_)
        _check_given(records, known, kind, given)
        path = path_of(kind, PurePath(file)) if file else fitting(records, kind, given)
        sources = SourceTree(project / stages.SOURCES, stages.SOURCES, {}, records, [])
        shown = f"{stages.SOURCES}/{path}"
        made = skeletons.skeleton(kind, id_, given)
        data, line = added(sources.bytes_of(path), shown, kind, id_, made)
        keep(project, sources, {path: data})
    click.echo(f"{shown}:{line}: the {kind} '{id_}' is here, to be filled in.")
    for other in skeletons.MODELS:
        if other != kind and id_ in known[other]:
            click.echo(f"There is {a(other)} '{id_}' too; [[{kind}:{id_}]] means this one.")


def _given(kind: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the options give, by the keys of the record."""
    fields = skeletons.MODELS[kind].model_fields
    given: dict[str, Any] = {}
    for option, value in options.items():
        if not value:
            continue
        key = {"name": "name" if "name" in fields else "title", "sort": "kind"}.get(option, option)
        if key not in fields:
            flag = {"sort": "kind", "locations": "location", "aliases": "alias"}.get(option, option)
            raise click.UsageError(f"{a(kind)} has no --{flag.replace('_', '-')}")
        given[key] = list(value) if isinstance(value, tuple) else value
    if kind == "event" and "part_of" in given:
        if len(given["part_of"]) > 1:
            raise click.UsageError("an event is --part-of one other")
        given["part_of"] = given["part_of"][0]
    return given


def _check_given(records: Records, known: Known, kind: str, given: Mapping[str, Any]) -> None:
    """Exit with wrong usage for values that ``check`` would complain of."""
    wrong = [problem.message for problem in skeletons.faults(kind, given)]
    for key, of in (("within", "location"), ("locations", "location"), ("part_of", kind)):
        held = given.get(key, ())
        for id_ in [held] if isinstance(held, str) else held:
            try:
                existing(records, known, of, id_)
            except WrongIdError as error:
                wrong.append(str(error))
    if wrong:
        raise click.UsageError("\n".join(wrong))


def path_of(kind: str, file: PurePath) -> str:
    """Return the path in sources/ of a file that is named, with or without its folder and end.

    Raises UsageError for a name that no file there can have on every system.
    """
    where = folder(kind)
    name = file.as_posix().removeprefix(f"{stages.SOURCES}/").removeprefix(f"{where}/")
    if "/" in name or "\\" in name or name.startswith("."):
        raise click.UsageError(f"{a(kind)} goes in a file of {stages.SOURCES}/{where}/")
    path = f"{where}/{name.removesuffix('.yml')}.yml"
    if reason := unfit(path):
        raise click.UsageError(f"Windows can't have a file named {name}: {reason}")
    return path


@click.command()
@click.argument("kind", type=click.Choice(renaming.KINDS))
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(project: Path, kind: str, old: str, new: str) -> None:
    """Change an id wherever it stands in sources/.

    The old id stays under `was`, so that its address leads to the new one. A claim
    is named as SOURCE#CLAIM, and has no such address.
    """
    if kind == "claim":
        old, new = _claim_ids(old, new)
    with editing(project) as sources:
        made = renaming.rename(sources, kind, old, new)
        written = keep(project, sources, made.files)
    say_changed(f"{kind} '{old}' is now '{new}'", made.count, written)
    if made.kept:
        _say_redirected(kind, old, new)
    elif kind == "claim":
        source, _, claim = old.partition("#")
        click.echo(f"Links from elsewhere to /sources/{source}/#c-{claim} will find the page only.")
    if kind == "source" and f"originals/{new}.txt" not in written:
        click.echo(f"If you hold its original elsewhere, call that {new}.txt now.")
    tell_warnings(made.warnings)


@click.command()
@click.argument("kind", type=click.Choice(merging.KINDS))
@click.argument("old", metavar="FROM")
@click.argument("into")
@click.pass_obj
def merge(project: Path, kind: str, old: str, into: str) -> None:
    """Make the record FROM part of the record INTO.

    What referred to FROM refers to INTO. Its names become aliases, its id goes
    under `was`, and INTO takes over what it lacks. What differs is told, and kept
    as a comment in INTO's record.
    """
    with editing(project) as sources:
        made = merging.merge(sources, kind, old, into)
        written = keep(project, sources, made.files)
    say_changed(f"{kind} '{old}' is now part of '{into}'", made.count, written)
    _say_redirected(kind, old, into)
    if made.left:
        click.echo("Left to you; what does not fit is kept as a comment in the record:")
        for words in made.left:
            click.echo(f"  {words}")
    tell_warnings(made.warnings)


COMMANDS = (new, rename, merge)


@contextmanager
def editing(project: Path) -> Iterator[SourceTree]:
    """Read the sources, to be changed while no build runs; exits with what stands in the way."""
    with _guarded(project):
        yield load(project / stages.SOURCES, stages.SOURCES)


@contextmanager
def _guarded(project: Path) -> Iterator[None]:
    cache, sources = project / stages.CACHE, project / stages.SOURCES
    try:
        with needs_sources(project), project_lock(cache, _waiting):
            if sources.is_dir():
                _finish(sources, cache)
            yield
    except WrongIdError as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        words = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        click.echo(f"Error: {words}; nothing was written.", err=True)
        sys.exit(PROBLEMS)
    except EditBlockedError as error:
        tell_on_standard_error(error.problems)
        click.echo(f"Error: {error}; nothing was written.", err=True)
        sys.exit(PROBLEMS)


def _finish(sources: Path, cache: Path) -> None:
    """Do what is left of a change that was cut off, and say so."""
    done = recover(sources, cache)
    for path in done.files:
        click.echo(f"{stages.SOURCES}/{path}: a change that was cut off is done now")
    if done.damaged:
        click.echo(
            f"The list of a change that was cut off can't be read: it is {done.damaged} now, and "
            f"what is left of the change stays in {stages.SOURCES}/ under names that end in "
            f"{ASIDE}.", err=True
        )  # fmt: skip


def keep(project: Path, sources: SourceTree, files: Files) -> list[str]:
    """Write files of the sources, all or none; return the paths of those that differ."""
    before = {path: sources.bytes_of(path) for path in files}
    return commit(project / stages.SOURCES, files, before, project / stages.CACHE)


def say_changed(what: str, places: int, written: list[str]) -> None:
    """Print what has been done, and in how many places."""
    click.echo(
        f"The {what}: {places} place{'' if places == 1 else 's'} in {len(written)} "
        f"file{'' if len(written) == 1 else 's'}."
    )


def _say_redirected(kind: str, old: str, new: str) -> None:
    click.echo(f"Once built, /{folder(kind)}/{old}/ leads to /{folder(kind)}/{new}/.")


def tell_warnings(warnings: list[Problem]) -> None:
    """Tell what ``check`` will warn of from now on."""
    if warnings:
        tell_on_standard_error(warnings)
        click.echo(f"{count(warnings)} that there was not before.")


def _claim_ids(old: str, new: str) -> tuple[str, str]:
    source, sign, _ = old.partition("#")
    if not sign:
        raise click.UsageError(f"'{old}' is not a claim, as in source-id#claim-id")
    start, sign, own = new.rpartition("#")
    if sign and start != source:
        raise click.UsageError(f"a claim of '{source}' can't become one of '{start}'")
    return old, f"{source}#{own}"


def _waiting() -> None:
    click.echo("A build is running here; waiting for it …")
