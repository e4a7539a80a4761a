"""The search index is the same for the same pages, on whatever disk it is made."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import cbor2
import pytest

from sourcebook.publishing import search_index
from sourcebook.publishing.pagefind_adapter.ordering import order
from sourcebook.publishing.pagefind_adapter.packing import pack, unpack

from .projects import another, tree

PAGES = {
    f"{folder}/{name}.html": (
        f'<html lang="{language}"><body data-pagefind-body>'
        f'<p data-pagefind-sort="place:{number}" data-pagefind-filter="kind:{folder}">'
        f"{words} page{number}</p></body></html>"
    )
    for number, (folder, name, language, words) in enumerate(
        (folder, name, language, words)
        for folder, language in (("one", "en"), ("two", "en"), ("drei", "de"))
        for name, words in (
            ("c", "the café on the quay, the cafe"), ("a", "a quay and a harbour"),
            ("b", "naïve words"), ("d", "quay, quay, quay: Café"), ("e", "nothing in common"),
        )
    )
}  # fmt: skip
"""Of two languages, with spellings that are searched for together."""


@pytest.fixture
def memory() -> Iterator[Path]:
    """Yield a folder on a file system that lists files in order of creation, if there is one."""
    with TemporaryDirectory(dir=another()) as made:
        yield Path(made)


def site(folder: Path, pages: list[str]) -> Path:
    """Write pages in an order; return their folder."""
    for page in pages:
        (folder / page).parent.mkdir(parents=True, exist_ok=True)
        (folder / page).write_text(PAGES[page], "utf-8")
    return folder


def test_the_disk_does_not_show(memory: Path) -> None:
    """The index is the same to the byte in whichever order the disk lists the pages."""
    made = []
    for name, pages in (("one", sorted(PAGES)), ("other", sorted(PAGES, reverse=True))):
        search_index.make_index(site(memory / name, pages), memory / f"{name}.index")
        made.append(tree(memory / f"{name}.index"))
    assert made[0] == made[1]
    assert len(made[0]) > len(PAGES)


def test_order_changes_nothing_but_the_order(tmp_path: Path) -> None:
    """Each word, filter and order leads to the pages and places that Pagefind found."""
    process = search_index.start_index(site(tmp_path / "site", list(PAGES)), tmp_path / "index")
    process.communicate()
    assert process.returncode == 0
    shutil.copytree(tmp_path / "index", tmp_path / "ordered")
    order(tmp_path / "ordered")
    before, after = said(tmp_path / "index"), said(tmp_path / "ordered")
    assert before == after
    assert {"café", "naïve"} <= {word for words in after["words"].values() for word in words}


def said(bundle: Path) -> dict[str, Any]:
    """Return the content of an index, with page numbers replaced by URLs."""
    entry = json.loads((bundle / "pagefind-entry.json").read_text("utf-8"))
    words: dict[str, Any] = {}
    filters: dict[str, Any] = {}
    orders: dict[str, Any] = {}
    for name, language in entry["languages"].items():
        meta = load(bundle / f"pagefind.{language['hash']}.pf_meta")
        pages = [
            json.loads(unpack((bundle / f"fragment/{page}.pf_fragment").read_bytes(), page))["url"]
            for page, _ in meta[1]
        ]
        found = words[name] = {}
        for _, _, chunk in meta[2]:
            for word, places, others in load(bundle / f"index/{chunk}.pf_index")[0]:
                found[word] = at(pages, places)
                found |= {other: at(pages, there) for other, there in others}
        for name_of, file in meta[3]:
            _, values = load(bundle / f"filter/{file}.pf_filter")
            filters[f"{name}: {name_of}"] = {
                value: sorted(pages[page] for page in those) for value, those in values
            }
        for name_of, those in meta[4]:
            orders[f"{name}: {name_of}"] = [pages[page] for page in those]
    return {"words": words, "filters": filters, "orders": orders}


def at(pages: list[str], places: list[Any]) -> dict[str, Any]:
    """Return where a word stands, by page."""
    found, page = {}, 0
    for step, *where in places:
        page += step
        found[pages[page]] = where
    return found


def load(path: Path) -> Any:
    """Return what a file of an index holds."""
    return cbor2.loads(unpack(path.read_bytes(), path.name))


def test_a_file_of_another_form_is_told(tmp_path: Path) -> None:
    """Files in an unknown format, as another Pagefind may write, are an error."""
    (tmp_path / "pagefind.en_1.pf_meta").write_bytes(pack(cbor2.dumps(["9.9", [], []])))
    (tmp_path / "pagefind-entry.json").write_text('{"languages": {"en": {"hash": "en_1"}}}')
    with pytest.raises(ValueError, match=r"^not enough values to unpack"):
        order(tmp_path)
    (tmp_path / "pagefind.en_1.pf_meta").write_bytes(b"not packed")
    with pytest.raises(ValueError, match=r"^pagefind\.en_1\.pf_meta has an unknown format$"):
        order(tmp_path)


def test_what_is_packed_tells_nothing_of_the_system() -> None:
    """The gzip header has no time, system or flags that depend on Python."""
    packed = pack(b"words")
    assert packed[:10] == bytes([31, 139, 8, 0, 0, 0, 0, 0, 0, 255])
    assert unpack(packed, "file") == b"words"
