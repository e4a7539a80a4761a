import json
import shutil
from contextlib import suppress
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest

from sourcebook import stages
from sourcebook.editing import transaction
from sourcebook.editing.renaming import rename
from sourcebook.editing.source_tree import EditBlockedError, Files, SourceTree, load
from sourcebook.editing.transaction import JOURNAL, commit, recover
from sourcebook.problems import format_problems
from sourcebook.project import CACHE

from .corpora import SMALL, copy_small, without_downloads
from .edits import cases, edit, expected, outcome, written
from .projects import ROOT
from .test_writing import in_child

FRESH = "an-id-that-nobody-has"
OF_SMALL = [
    (kind, id_)
    for kind, ids in sorted(load(SMALL / "sources", "sources").records.known_ids.items())
    for id_ in sorted(ids)
]


@pytest.mark.parametrize("case", cases("rename"), ids=lambda case: case.name)
def test_a_rename_changes_this_and_nothing_else(case: Path, tmp_path: Path) -> None:
    """Each example of ``rename`` changes only the expected files, and prints the given messages."""
    assert outcome(case, tmp_path / "project") == expected(case)


def there_and_back(sources: SourceTree, kind: str, id_: str) -> None:
    """Rename a record and rename it back; check that only an entry under ``was`` is new."""
    fresh = f"{id_.partition('#')[0]}#{FRESH}" if kind == "claim" else FRESH
    made = rename(sources, kind, id_, fresh)
    between = sources.after(made.files)
    assert codes(between) == codes(sources)
    again = rename(between, kind, fresh, id_)
    after = between.after(again.files)
    assert after.files.keys() == sources.files.keys()
    for path, data in after.files.items():
        text = data.decode()
        for added, before in ((f", {FRESH}]", "]"), (f"\n  was: [{FRESH}]", ""),
                              (f"\nwas: [{FRESH}]", ""), (f", was: [{FRESH}]", "")):  # fmt: skip
            text = text.replace(added, before)
        assert text == sources.files[path].decode(), path
    assert after.lock == sources.lock


def codes(sources: SourceTree) -> list[str]:
    """Return the codes of the sources' problems, without ``ambiguous-name``."""
    return sorted(p.code for p in sources.problems if p.code != "ambiguous-name")


@pytest.mark.parametrize(("kind", "id_"), OF_SMALL)
def test_there_and_back_gives_the_same_bytes(kind: str, id_: str) -> None:
    """If a record is renamed and renamed back, the files only have a new entry under ``was``."""
    there_and_back(load(SMALL / "sources", "sources"), kind, id_)


def test_there_and_back_in_the_real_corpus() -> None:
    """In the real corpus too, renaming a record and back only adds an entry under ``was``."""
    sources = load(ROOT / "sources", "sources")
    for kind, ids in sources.records.known_ids.items():
        for id_ in sorted(ids)[:: max(1, len(ids) // 2)]:
            there_and_back(sources, kind, id_)


@pytest.mark.parametrize(
    ("kind", "id_"),
    [("actor", "fire-brigade"), ("location", "north-quay"), ("event", "harbour-fire"),
     ("question", "how-it-started"), ("source", "ellan-courier-1951-03-05")],
)  # fmt: skip
def test_pages_differ_by_the_id_alone(kind: str, id_: str, tmp_path: Path) -> None:
    """A rename changes only ids in the pages, and the old address redirects to the new one."""
    copy_small(tmp_path)
    before = docs(tmp_path)
    new = f"{id_}-z"
    assert "exit code 0" in edit(tmp_path, "rename", kind, id_, new)
    after = docs(tmp_path)
    moved = after.pop(f"{kind}s/{id_}.md")
    assert f'moved_to: "{kind}s/{new}/"' in moved
    assert {path.replace(new, id_): plain(text, new, id_) for path, text in after.items()} == {
        path: plain(text, new, id_) for path, text in before.items()
    }


def docs(project: Path) -> dict[str, str]:
    """Return path in ``docs/`` -> text, for the pages that are made from a project's sources."""
    checked = stages.check(project)
    assert checked.corpus is not None, format_problems(checked.problems)
    made = without_downloads(stages.generate(checked.corpus))
    # The page "Data" is left out, because it gives the size of the data. The version of the data
    # is removed, because it is also on the page "About".
    version = checked.corpus.fingerprint[:12]
    return {path: text.replace(version, "") for path, text in made.items() if path != "data.md"}


def plain(text: str, new: str, old: str) -> str:
    """Return a page with the new id replaced by the old one, and its rows sorted."""
    return "\n".join(sorted(text.replace(new, old).splitlines()))


def test_other_ends_of_lines_and_a_mark_before_them_stay(tmp_path: Path) -> None:
    """A rename keeps the byte-order marks and CRLF line ends of files."""
    files = {}
    for name in ("plain", "other"):
        project = copy_small(tmp_path / name)
        if name == "other":
            for path in (project / "sources").rglob("*.*"):
                data = path.read_bytes().replace(b"\n", b"\r\n")
                path.write_bytes(data if path.suffix == ".geojson" else b"\xef\xbb\xbf" + data)
        assert "exit code 0" in edit(project, "rename", "actor", "fire-brigade", "brigade")
        files[name] = written(project)
    assert files["other"] == {
        path: ("" if path.endswith(".geojson") else "\ufeff") + text.replace("\n", "\r\n")
        for path, text in files["plain"].items()
    }


def test_an_id_in_escapes_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    """If an id is written with YAML escapes, its position is reported, and nothing is renamed."""
    path = copy_small(tmp_path) / "sources/events/collapse.yml"
    path.write_text(path.read_text("utf-8").replace("[north-quay]", r'["north\x2dquay"]'), "utf-8")
    before = written(tmp_path)
    told = edit(tmp_path, "rename", "location", "north-quay", "quay")
    assert told == (
        "sources/events/collapse.yml:6:15: error[unknown-location]: no location 'north-quay'; did "
        "you mean 'quay'?\n"
        "Error: this would bring mistakes into the sources; nothing was written.\nexit code 1\n"
    )
    assert written(tmp_path) == before


CHANGE: Files = {"actors/one.yml": b"new", "events/two.yml": None, "articles/three.md": b"3"}
BEFORE: Files = {"actors/one.yml": b"old", "events/two.yml": b"2", "articles/three.md": None}


def files_before(root: Path) -> None:
    """Write the files in ``BEFORE``, which the change ``CHANGE`` will replace or delete."""
    for path, data in BEFORE.items():
        if data is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(data)


def state(root: Path) -> Files:
    """Return the content of the files in ``CHANGE``."""
    return {path: (root / path).read_bytes() if (root / path).exists() else None for path in BEFORE}


def leftovers(root: Path) -> list[str]:
    """Return the names of hidden files that are left from an edit."""
    return [
        path.name for path in root.rglob(".*") if path.is_file() and path.parent.name != "cache"
    ]


@pytest.mark.slow
def test_killed_at_any_touch_of_the_disk_all_files_change_or_none(tmp_path: Path) -> None:
    """If an edit is killed at any moment, each file is entirely old or entirely new.

    After recovery, all files are old, or all are new.
    """
    moment, outcomes = 0, set()
    while True:
        root = tmp_path / str(moment)
        cache = root / "cache"
        cache.mkdir(parents=True)
        files_before(root)
        code = in_child(partial(commit, root, CHANGE, BEFORE, cache), kill_at=moment)
        now = state(root)
        assert all(now[path] in (BEFORE[path], CHANGE[path]) for path in now), f"at {moment}"
        done = recover(root, cache)
        assert state(root) in (BEFORE, CHANGE), f"at {moment}"
        assert leftovers(root) == []
        assert done.damaged is None
        outcomes.add((state(root) == CHANGE, bool(done.files)))
        if code == 0:
            break
        moment += 1
    assert outcomes == {(False, False), (True, True), (True, False)}


@pytest.mark.parametrize("failing", CHANGE)
def test_a_file_that_cannot_be_put_in_place_leaves_all_as_they_were(
    failing: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If one file can't be replaced or deleted, all files have their old content afterwards."""
    files_before(tmp_path)
    replace, unlink = Path.replace, Path.unlink

    def refuse(path: Path) -> None:
        if path == tmp_path / failing:
            raise PermissionError(13, "Permission denied", str(path))

    def refusing_replace(path: Path, target: Path) -> Path:
        refuse(target)
        return replace(path, target)

    def refusing_unlink(path: Path, missing_ok: bool = False) -> None:
        refuse(path)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "replace", refusing_replace)
    monkeypatch.setattr(Path, "unlink", refusing_unlink)
    with pytest.raises(EditBlockedError, match=f"{failing} can't be written: Permission denied"):
        commit(tmp_path, CHANGE, BEFORE, tmp_path / "cache")
    assert state(tmp_path) == BEFORE
    assert leftovers(tmp_path) == []
    assert not (tmp_path / "cache" / JOURNAL).exists()


def test_a_file_changed_in_the_meantime_stays(tmp_path: Path) -> None:
    """If a program saves a file while a command edits it, the file isn't overwritten."""
    files_before(tmp_path)
    (tmp_path / "events/two.yml").write_bytes(b"saved just now")
    with pytest.raises(EditBlockedError, match=r"events/two\.yml has been changed"):
        commit(tmp_path, CHANGE, BEFORE, tmp_path / "cache")
    assert state(tmp_path) == {**BEFORE, "events/two.yml": b"saved just now"}


def test_what_was_changed_after_an_edit_was_cut_off_stays(tmp_path: Path) -> None:
    """Recovery from a killed edit doesn't overwrite a file that was changed in the meantime."""
    moment = 0
    while True:  # until the edit is killed between two files
        root = tmp_path / str(moment)
        files_before(root)
        in_child(partial(commit, root, CHANGE, BEFORE, root / "cache"), kill_at=moment)
        if (root / "cache" / JOURNAL).exists():
            break
        moment += 1
    (root / "actors/one.yml").write_bytes(b"mended by hand")
    assert recover(root, root / "cache") == (sorted(CHANGE), None)
    assert state(root) == {**CHANGE, "actors/one.yml": b"mended by hand"}
    assert leftovers(root) == []


@pytest.mark.parametrize("moment", range(1, 6))
def test_an_edit_that_is_interrupted_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int
) -> None:
    """If the user presses Ctrl-C while files are replaced, all files are as before."""
    files_before(tmp_path)
    replace, count = Path.replace, 0

    def interrupted(path: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count == moment:
            raise KeyboardInterrupt
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    try:
        commit(tmp_path, CHANGE, BEFORE, tmp_path / "cache")
    except KeyboardInterrupt:
        assert state(tmp_path) == BEFORE
        assert leftovers(tmp_path) == []
        assert not (tmp_path / "cache" / JOURNAL).exists()
    else:
        assert count < moment


@pytest.mark.slow
@pytest.mark.parametrize("changed", range(1, 4))
def test_killed_while_an_edit_is_undone_all_files_change_or_none(
    changed: int, tmp_path: Path
) -> None:
    """If an edit is interrupted, and then killed while it is undone, recovery is complete.

    ``changed``: the number of files that the edit has changed when it is interrupted.
    """

    def interrupt(root: Path) -> None:
        apply, applied = transaction._apply, 0

        def interrupted(root: Path, step: transaction._Step) -> None:
            nonlocal applied
            apply(root, step)
            applied += 1
            if applied == changed:
                raise KeyboardInterrupt

        transaction._apply = interrupted  # in a child process, so nothing restores it
        with suppress(KeyboardInterrupt):
            commit(root, CHANGE, BEFORE, root / "cache")

    moment, code = 0, -1
    outcomes: list[bool] = []
    while code != 0:
        root = tmp_path / str(moment)
        files_before(root)
        code = in_child(partial(interrupt, root), kill_at=moment)
        recover(root, root / "cache")
        assert state(root) in (BEFORE, CHANGE), f"at {moment}"
        assert leftovers(root) == []
        outcomes.append(state(root) == CHANGE)
        moment += 1
    assert True in outcomes
    assert not outcomes[-1]


def test_a_change_that_was_taken_back_is_not_finished(tmp_path: Path) -> None:
    """If the user restores the files after an edit was killed, the next edit changes nothing."""
    moment = 0
    while True:  # until the edit is killed after it has replaced a file
        root = tmp_path / str(moment)
        files_before(root)
        in_child(partial(commit, root, CHANGE, BEFORE, root / "cache"), kill_at=moment)
        if state(root) != BEFORE:
            break
        moment += 1
    files_before(root)
    assert state(root) == BEFORE
    assert recover(root, root / "cache") == ([], None)
    assert state(root) == BEFORE
    assert leftovers(root) == []


HASH = sha256(b"precious").hexdigest()

DAMAGED = {
    "another folder": [["../precious.yml", None, HASH]],
    "an absolute path": [["/precious.yml", None, HASH]],
    "through a link": [["link/precious.yml", None, HASH]],
    "new bytes from elsewhere": [["actors/new.yml", "../precious.yml", None]],
    "a folder": [["actors", None, HASH]],
    "the folder itself": [[".", None, HASH]],
    "nothing to go": [["actors/nothing.yml", None, None]],
    "a null byte": [["a\0b", None, HASH]],
    "half a letter": [["actors/\ud800.yml", None, HASH]],
    "half a letter, new": [["actors/\ud800.yml", "actors/.\ud800.yml.editing", None]],
    "too long a name": [[f"actors/{'a' * 300}.yml", None, HASH]],
    "through a circle of links": [["circle/one.yml", None, HASH]],
    "a number": [[1, 2, 3]],
    "too few": [["actors/one.yml"]],
    "no list": 7,
    "nested": {"a": [[[]]]},
}


@pytest.mark.parametrize("case", [*DAMAGED, "cut off", "not UTF-8", "deep"])
def test_a_list_of_changes_that_is_none_does_nothing(case: str, tmp_path: Path) -> None:
    """A damaged or forged journal of an edit changes no file, and is renamed to ``.damaged``."""
    root, precious = tmp_path / "sources", tmp_path / "precious.yml"
    (root / "actors").mkdir(parents=True)
    (root / "link").symlink_to(tmp_path)
    (root / "circle").symlink_to("circle")
    cache = tmp_path / "cache"
    cache.mkdir()
    precious.write_bytes(b"precious")
    odd = {"cut off": b'[["actors/one.', "not UTF-8": b"\xff", "deep": b"[" * 100_000}
    (cache / JOURNAL).write_bytes(odd.get(case) or json.dumps(DAMAGED[case]).encode())
    assert recover(root, cache) == ([], cache / f"{JOURNAL}.damaged")
    assert precious.read_bytes() == b"precious"
    assert recover(root, cache) == ([], None)


def test_a_damaged_list_is_told(tmp_path: Path) -> None:
    """If the journal of an edit is damaged, the next edit reports this, and works as usual."""
    copy_small(tmp_path)
    cache = tmp_path / CACHE
    cache.mkdir(parents=True)
    (cache / JOURNAL).write_text("[[")
    told = edit(tmp_path, "rename", "event", "harbour-fire", "great-fire")
    assert (
        f"The list of a change that was cut off can't be read: it is {cache / JOURNAL}.damaged "
        "now, "
        "and what is left of the change stays in sources/ under names that end in .editing.\n"
    ) in told
    assert "The event 'harbour-fire' is now 'great-fire'" in told


@pytest.mark.slow
def test_the_next_command_does_what_was_cut_off(tmp_path: Path) -> None:
    """The next edit completes an interrupted edit, and names the files that it has completed."""
    copy_small(tmp_path)
    sources = load(tmp_path / "sources", "sources")
    made = rename(sources, "event", "harbour-fire", "fire")
    before = {path: sources.bytes_of(path) for path in made.files}
    moment = 0
    cache = tmp_path / CACHE
    while not (cache / JOURNAL).exists():
        shutil.rmtree(tmp_path)
        copy_small(tmp_path)
        in_child(lambda: commit(tmp_path / "sources", made.files, before, cache), kill_at=moment)
        moment += 1
    told = edit(tmp_path, "rename", "event", "fire", "great-fire")
    assert "sources/events/fire.yml: a change that was cut off is done now\n" in told
    assert "The event 'fire' is now 'great-fire'" in told
    assert stages.check(tmp_path).problems == []
