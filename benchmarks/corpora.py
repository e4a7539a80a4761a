"""Generates corpora of any size: ``python -m benchmarks.corpora``.

The corpora have the proportions of the real corpus, which is in ``sources/``. All words are random.
The same size and seed always give the same bytes.
"""

import argparse
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from .invention import Inventor
from .proportions import REAL
from .records import Records
from .telling import Telling
from .world import KINDS, create

PROJECT = Path(__file__).resolve().parent.parent
RECORDS_IN_FILE = 18
"""Number of records in a YAML file, as in the real corpus."""
WRITTEN_PAGES = ("home", "about", "method")


def files(pages: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the path in ``sources/`` and the text of each file of a corpus.

    ``pages``: the number of records and sources. The smallest corpus has about thirty: one
    source and the records that the source is about.
    """
    inventor = Inventor(seed)
    world = create(inventor, REAL, pages)
    records = Records(inventor, REAL, world)
    made = {kind: records.of_kind(kind) for kind in KINDS}
    telling = Telling(inventor, REAL, made["events"])
    for reporter in world.tellers:
        front, paragraphs = telling.article(reporter)
        body = "\n\n".join(paragraphs)
        yield f"articles/{reporter.id}.md", f"---\n{yaml_text(front)}---\n\n{body}\n"
        yield f"summaries/{reporter.id}.yml", yaml_text(telling.summary(reporter))
    for id_, positions in telling.positions.items():
        made["questions"][id_]["positions"] = positions
    for kind, by_id in made.items():
        entries = list(by_id.items())
        for start in range(0, len(entries), RECORDS_IN_FILE):
            number = start // RECORDS_IN_FILE + 1
            yield (
                f"{kind}/{number:04}.yml",
                yaml_text(dict(entries[start : start + RECORDS_IN_FILE])),
            )
    for id_ in WRITTEN_PAGES:
        front = {"title": id_.capitalize()}
        yield f"pages/{id_}.md", f"---\n{yaml_text(front)}---\n\n{inventor.sentence(100)}.\n"


def write(folder: Path, pages: int, seed: int) -> None:
    """Write a project with a generated corpus of ``pages`` pages to an empty or new folder."""
    lay_out(folder, files(pages, seed))


def lay_out(folder: Path, sources: Iterable[tuple[str, str]]) -> None:
    """Write a project to an empty or new folder.

    ``sources``: the path in ``sources/`` and the text of each file. Raises FileExistsError if the
    folder isn't empty.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    for path, text in sources:
        place = folder / "sources" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")
    for name in ("mkdocs.yml", "build_site.py"):
        shutil.copy(PROJECT / name, folder)
    (folder / "sourcebook").symlink_to(PROJECT / "sourcebook")


def yaml_text(data: dict[str, Any]) -> str:
    """Return data as YAML in the style of the files in ``sources/``."""
    return yaml.dump(
        data, Dumper=yaml.CSafeDumper, default_flow_style=None, allow_unicode=True,
        sort_keys=False, width=100,
    )  # fmt: skip


def main() -> None:
    """Write a project with a corpus; the command line gives its folder, size and seed."""
    parser = argparse.ArgumentParser(description="Write a project with a made-up corpus.")
    parser.add_argument("--pages", type=int, default=1000, help="records and sources together")
    parser.add_argument("--seed", type=int, default=1, help="another one, another corpus")
    parser.add_argument("--to", type=Path, required=True, help="a new or empty folder")
    arguments = parser.parse_args()
    write(arguments.to, arguments.pages, arguments.seed)


if __name__ == "__main__":
    main()
