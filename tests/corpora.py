"""The corpora for tests: ``SMALL``, the small corpus; other projects without problems; and cases.

A case has files that replace or extend the files of the small corpus, to cause problems.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from sourcebook import stages
from sourcebook.corpus import Corpus
from sourcebook.pages.compose import Composer
from sourcebook.problems import format_problems
from sourcebook.project import DOCS, SETTINGS, SOURCES

TESTS = Path(__file__).parent
SMALL = TESTS / "good" / "small"
"""A small project: two newspapers report a fire in the harbour of an invented town."""

GOOD = sorted(path for path in (TESTS / "good").iterdir() if path.is_dir())
"""All projects without problems: the small project, and projects with other features."""

PASSAGES = TESTS / "good" / "passages"
"""A project of sources without paragraphs: minutes, a letter, a recording, a thread."""

BESIDE = TESTS / "good" / "beside"
"""The small project with its claims in the articles' files. Its pages must equal ``SMALL``'s."""

CASES = sorted(path for path in (TESTS / "bad").iterdir() if path.is_dir())
"""Folders with files that replace or extend the small corpus's files, to cause problems.

The file ``expected.txt`` in each folder lists the problems.
"""

_NO_SOURCES = ("expected.txt", "DELETE", SETTINGS)


def copy_small(project: Path) -> Path:
    """Copy the small corpus's sources to a project folder, and return that folder."""
    shutil.copytree(SMALL / SOURCES, project / SOURCES)
    return project


def overlay(case: Path, project: Path) -> Path:
    """Copy the small corpus to ``project``, then copy a case's files over it.

    Return ``project``. If the case has a file ``DELETE``, the paths in it are deleted first. If the
    case has a file ``mkdocs.yml``, it becomes the project's settings.
    """
    sources = copy_small(project) / SOURCES
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
    if (case / SETTINGS).exists():
        shutil.copy(case / SETTINGS, project)
    return project


def without_downloads(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return path -> text for ``files`` except those in ``data/``, which aren't committed."""
    return {path: made.decode() for path, made in files.items() if not path.startswith("data/")}


def expected_docs(project: Path) -> dict[str, str]:
    """Return path -> text for the committed files in ``docs/`` of a project without problems."""
    docs = project / DOCS
    return {
        path.relative_to(docs).as_posix(): path.read_text("utf-8")
        for path in docs.rglob("*")
        if path.is_file()
    }


def made_docs(project: Path) -> dict[str, str]:
    """Make ``docs/`` of a project without problems; return path -> text.

    For any project but the small one, files that equal the small project's files are left out.
    """
    corpus = stages.check(project).corpus
    if corpus is None:
        raise ValueError(told(project))
    made = without_downloads(stages.generate(corpus))
    shared = expected_docs(SMALL).items() if project != SMALL else ()
    return {path: text for path, text in made.items() if (path, text) not in shared}


def composed(corpus: Corpus) -> dict[str, str]:
    """Return all pages and drawings of a corpus, as path in ``docs/`` -> text."""
    composer = Composer(corpus)
    return {job.path: job.make() for job in (*composer.jobs(), *composer.last())}


def told(project: Path) -> str:
    """Return the problems of a project's sources as text, with one line per problem.

    Quotes are compared with the originals too, as by ``check --evidence``, if the sources include
    originals but no evidence lock.
    """
    sources = project / SOURCES
    unlocked = (sources / "originals").exists() and not (sources / "evidence.lock").exists()
    checked = stages.verify(project)[0] if unlocked else stages.check(project)
    return "".join(f"{line}\n" for line in format_problems(checked.problems))
