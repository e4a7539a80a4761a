"""The commands that change ids in ``sources/``: ``rename`` and ``merge``."""

from pathlib import Path

import click

from ..editing import merging, renaming
from ..editing.ids import folder
from ..editing.source_tree import Files
from ..messages import gettext as _
from ..messages import ngettext
from .edit_session import editing, print_warnings, write


@click.command()
@click.argument("record_type", type=click.Choice(renaming.RENAMEABLE))
@click.argument("old")
@click.argument("new")
@click.pass_obj
def rename(project: Path, record_type: str, old: str, new: str) -> None:
    """Change an id wherever it stands in sources/.

    The old id stays under `was`, so that its address leads to the new one. A claim
    is named as SOURCE#CLAIM, and has no such address.
    """
    if record_type == "claim":
        old, new = _claim_ids(old, new)
    with editing(project) as sources:
        renamed = renaming.rename(sources, record_type, old, new)
        written = write(project, sources, renamed.files)
    message = _("The {type} '{old}' is now '{new}': {places} in {files}.")
    click.echo(
        message.format(
            type=record_type,
            old=old,
            new=new,
            places=_places(renamed.count),
            files=_files(renamed.files, written),
        )
    )
    if renamed.redirects:
        _print_redirect(record_type, old, new)
    elif record_type == "claim":
        source, _sign, claim = old.partition("#")
        message = _("Links from elsewhere to {address} will find the page only.")
        click.echo(message.format(address=f"/sources/{source}/#c-{claim}"))
    if record_type == "source" and f"originals/{new}.txt" not in written:
        message = _("If you hold its original elsewhere, call that {file} now.")
        click.echo(message.format(file=f"{new}.txt"))
    print_warnings(renamed.warnings)


@click.command()
@click.argument("record_type", type=click.Choice(merging.MERGEABLE))
@click.argument("old", metavar="FROM")
@click.argument("into")
@click.pass_obj
def merge(project: Path, record_type: str, old: str, into: str) -> None:
    """Make the record FROM part of the record INTO.

    References to FROM become references to INTO. Its names become aliases, its id
    goes under `was`, and INTO takes over the values that it lacks. Where they
    differ, you are told, and the other value stays as a comment in INTO's record.
    """
    with editing(project) as sources:
        merged = merging.merge(sources, record_type, old, into)
        written = write(project, sources, merged.files)
    message = _("The {type} '{old}' is now part of '{new}': {places} in {files}.")
    click.echo(
        message.format(
            type=record_type,
            old=old,
            new=into,
            places=_places(merged.count),
            files=_files(merged.files, written),
        )
    )
    _print_redirect(record_type, old, into)
    if merged.unresolved:
        click.echo(_("Left to you; what does not fit is kept as a comment in the record:"))
        for conflict in merged.unresolved:
            click.echo(f"  {conflict}")
    print_warnings(merged.warnings)


COMMANDS = (rename, merge)


def _places(number: int) -> str:
    return ngettext("{count} place", "{count} places", number).format(count=number)


def _files(files: Files, written: list[str]) -> str:
    """Return how many of the written files there are now, as text."""
    number = sum(files[path] is not None for path in written)
    return ngettext("{count} file", "{count} files", number).format(count=number)


def _print_redirect(record_type: str, old: str, new: str) -> None:
    parent = folder(record_type)
    message = _("Once built, {old} leads to {new}.")
    click.echo(message.format(old=f"/{parent}/{old}/", new=f"/{parent}/{new}/"))


def _claim_ids(old: str, new: str) -> tuple[str, str]:
    """Return a claim's old and new id as ``source#claim``. ``new`` may lack ``source#``."""
    source, sign, _claim = old.partition("#")
    if not sign:
        message = _("'{id}' is not a claim, as in source-id#claim-id")
        raise click.UsageError(message.format(id=old))
    new_source, sign, new_claim = new.rpartition("#")
    if sign and new_source != source:
        message = _("a claim of '{source}' can't become one of '{other}'")
        raise click.UsageError(message.format(source=source, other=new_source))
    return old, f"{source}#{new_claim}"
