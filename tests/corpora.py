"""The corpora that tests work on: the small good one, and what is laid over it to spoil it."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.pages import Composer
from sourcebook.problems import format_problems

TESTS = Path(__file__).parent
SMALL = TESTS / "good" / "small"
"""A project of its own: a fire in the harbour of a town that never was, told by two papers."""

GOOD = sorted(path for path in (TESTS / "good").iterdir() if path.is_dir())
"""The projects without problems: the small one, and others that lack what that one has."""

PASSAGES = TESTS / "good" / "passages"
"""A project of sources without paragraphs: minutes, a letter, a recording, a thread."""

BESIDE = TESTS / "good" / "beside"
"""The small project with its claims beside their paragraphs; it gives the same pages."""

CASES = sorted(path for path in (TESTS / "bad").iterdir() if path.is_dir())
"""Folders whose files are laid over the small corpus; ``expected.txt`` has the problems."""

_NO_SOURCES = ("expected.txt", "DELETE", stages.SETTINGS)


def copy_small(project: Path) -> Path:
    """Copy the small corpus's sources to a project folder, and return that folder."""
    shutil.copytree(SMALL / stages.SOURCES, project / stages.SOURCES)
    return project


def overlay(case: Path, project: Path) -> Path:
    """Make a project of the small corpus with a case's files laid over it, and return its folder.

    A file ``DELETE`` in the case lists, a line each, files that the project is to lack. A file
    ``mkdocs.yml`` in it has the project's settings.
    """
    sources = copy_small(project) / stages.SOURCES
    deleted = case / "DELETE"
    for path in deleted.read_text("utf-8").split() if deleted.exists() else ():
        (sources / path).unlink()
    shutil.copytree(
        case,
        sources,
        symlinks=True,
        dirs_exist_ok=True,
        ignore=lambda folder, _: _NO_SOURCES if Path(folder) == case else (),
    )
    if (case / stages.SETTINGS).exists():
        shutil.copy(case / stages.SETTINGS, project)
    return project


def without_downloads(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the text of generated files but those in ``data/``, which Git doesn't keep."""
    return {path: made.decode() for path, made in files.items() if not path.startswith("data/")}


def expected_docs(project: Path) -> dict[str, str]:
    """Return the files that a good corpus's ``docs/`` has in the repository."""
    docs = project / stages.DOCS
    return {
        path.relative_to(docs).as_posix(): path.read_text("utf-8")
        for path in docs.rglob("*")
        if path.is_file()
    }


def made_docs(project: Path) -> dict[str, str]:
    """Return what is made of a good corpus, without what is also made of the small one."""
    corpus = stages.check(project).corpus
    if corpus is None:
        raise ValueError(told(project))
    made = without_downloads(stages.generate(corpus))
    shared = expected_docs(SMALL).items() if project != SMALL else ()
    return {path: text for path, text in made.items() if (path, text) not in shared}


def composed(corpus: Corpus) -> dict[str, str]:
    """Return the text of each page and each drawing of a corpus, by its path in ``docs/``."""
    composer = Composer(corpus)
    return {job.path: job.make() for job in (*composer.jobs(), *composer.last())}


def told(project: Path) -> str:
    """Return the problems of a project's sources as text, a line each.

    Where originals lie there and no evidence lock, they are those of ``check --evidence``.
    """
    sources = project / stages.SOURCES
    unlocked = (sources / "originals").exists() and not (sources / "evidence.lock").exists()
    checked = stages.verify(project)[0] if unlocked else stages.check(project)
    return "".join(f"{line}\n" for line in format_problems(checked.problems))
