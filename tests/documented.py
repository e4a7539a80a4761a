"""Runs the code blocks of the documentation.

The lines of a block ``sh`` are run as commands. A block ``text`` after a block ``sh`` has the
expected output of the last command. In this output, ``…`` stands for the rest of a line or, alone
on a line, for any number of lines. A block with a ``title`` is written to the file that the title
names. A comment before a block changes how the block is treated:

- ``<!-- not run: why -->``: the block isn't run.
- ``<!-- exits 1 -->``: the last command must end with this exit code.
- ``<!-- changes mkdocs.yml -->``: the block's top-level keys replace those keys in the file.
"""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sourcebook import __version__

from .projects import PATIENCE, ROOT, python

DOCUMENTATION = ROOT / "documentation"
PAGES = DOCUMENTATION / "pages"

_BLOCK = re.compile(
    r"(?:^<!-- (?P<note>[^>]*) -->\n)?^(?P<fence>`{3,})(?P<language>\w*)"
    r'(?: title="(?P<title>[^"\n]+)")?\n(?P<text>.*?)^(?P=fence)$',
    re.MULTILINE | re.DOTALL,
)
_ASSIGNMENT = re.compile(r"([A-Z_]+)=(.*)")
_SOURCEBOOK = "from sourcebook.command import anywhere; anywhere()"


@dataclass(frozen=True)
class Block:
    """A block of code on a page.

    ``title``: the block's title; empty if there is none. ``note``: the text of the comment before
    the block; empty if there is none.
    """

    language: str
    title: str
    note: str
    text: str

    @property
    def skipped(self) -> bool:
        """Whether the note before the block says that the block isn't run."""
        return self.note.startswith("not run: ")

    @property
    def status(self) -> int:
        """The expected exit code of the block's last command."""
        return int(self.note.removeprefix("exits ")) if self.note.startswith("exits ") else 0


def blocks(page: Path) -> Iterator[Block]:
    """Yield the code blocks of a page, in order."""
    for found in _BLOCK.finditer(page.read_text("utf-8")):
        yield Block(found["language"], found["title"] or "", found["note"] or "", found["text"])


def installed(folder: Path) -> Path:
    """Fill ``folder`` with metadata that make Sourcebook look installed; return the folder.

    The folder must be on Python's module path. It also gets a wheel, which is empty because the
    command ``new`` only copies the wheel.
    """
    wheel = folder / f"sourcebook-{__version__}-py3-none-any.whl"
    noted = folder / f"sourcebook-{__version__}.dist-info"
    noted.mkdir(parents=True)
    wheel.write_bytes(b"")
    for name, text in {
        "METADATA": f"Metadata-Version: 2.1\nName: sourcebook\nVersion: {__version__}\n",
        "entry_points.txt": "[mkdocs.themes]\nsourcebook = sourcebook.theme\n",
        "direct_url.json": f'{{"url": "{wheel.as_uri()}", "archive_info": {{}}}}\n',
    }.items():
        (noted / name).write_text(text, "utf-8")
    return folder


class Shell:
    """Runs a page's commands as a reader would type them. ``folder``: the working folder.

    ``packages``: the result of ``installed``.
    """

    def __init__(self, folder: Path, packages: Path) -> None:
        self.folder = folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(packages)]),
            "PYTHONUTF8": "1",
            "COLUMNS": "100",
            "NO_MKDOCS_2_WARNING": "1",
            **{f"GIT_{who}_{what}": "reader@example.org"
               for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
        }  # fmt: skip

    def run(self, block: Block) -> str:
        """Run a block; return its last command's output. Fail if an exit code isn't as expected."""
        lines = [re.sub(r"(^|\s)#.*", "", line) for line in block.text.splitlines()]
        commands = [line for line in lines if line.strip()]
        said = ""
        for number, line in enumerate(commands, 1):
            status = block.status if number == len(commands) else 0
            said = self._command(shlex.split(line), status)
        return said

    def _command(self, words: list[str], status: int) -> str:
        given = dict(self._environment)
        while assigned := _ASSIGNMENT.fullmatch(words[0]):
            given[assigned[1]] = assigned[2]
            words = words[1:]
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            assert self.folder.is_dir(), words
            return ""
        if words[0] == "rm":
            found = [path for pattern in words[1:] for path in self.folder.glob(pattern)]
            assert found, words
            for path in found:
                path.unlink()
            return ""
        if words[0] == "git":
            done = subprocess.run(
                words, cwd=self.folder, env=given, stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT, text=True, encoding="utf-8", timeout=PATIENCE,
                check=False,
            )  # fmt: skip
        else:
            program = {"python": [], "sourcebook": ["-c", _SOURCEBOOK]}[words[0]]
            done = python([*program, *words[1:]], self.folder, given, merged=True)
        assert done.returncode == status, f"{shlex.join(words)}\n{done.stdout}"
        return done.stdout


def changed(settings: str, given: str) -> str:
    """Return the YAML ``settings`` with the top-level keys of ``given`` replaced or added."""
    parts = [re.split(r"^(?=\w+:)", text, flags=re.MULTILINE) for text in (settings, given)]
    keys = {part.partition(":")[0] for part in parts[1] if ":" in part}
    kept = [part for part in parts[0] if part.partition(":")[0] not in keys]
    return "".join([*kept, "\n", *parts[1]])


def follow(page: Path, folder: Path, packages: Path) -> Shell:
    """Follow a page: write its files, run its commands, and compare their output.

    ``folder``, ``packages``: see ``Shell``. Return the shell.
    """
    shell, said = Shell(folder, packages), None
    for block in blocks(page):
        if block.title:
            path = shell.folder / block.title
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, "utf-8")
        elif block.note.startswith("changes "):
            path = shell.folder / block.note.removeprefix("changes ")
            path.write_text(changed(path.read_text("utf-8"), block.text), "utf-8")
        elif block.language == "sh":
            said = None if block.skipped else shell.run(block)
        elif block.language == "text" and said is not None:
            shown = [re.escape(line).replace("…", ".*") for line in block.text.splitlines()]
            whole = "".join("(?:.*\n)*" if line == ".*" else f"{line}\n" for line in shown)
            assert re.fullmatch(whole, said), f"{page.name} shows\n{block.text}\nand not\n{said}"
            said = None
    return shell
