"""Pages that stand at an old address and lead to the new one."""

from collections.abc import Iterator
from typing import Any

from ...corpus import RecordType, Ref
from ...records.types import FOLDERS
from ..site import Site

PATHS = {f"{folder}/*.md": "" for folder in FOLDERS.values()}


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield a draft for each id that a record had before."""
    corpus = site.corpus
    for kind, folder in FOLDERS.items():
        for ref, was in _old_ids(site, kind):
            for old in was:
                yield f"{folder}/{old}.md", "moved", {
                    "title": corpus.label(ref),
                    "target": ref,
                    "address": f"{folder}/{ref.id}/",
                }  # fmt: skip


def _old_ids(site: Site, kind: RecordType) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    if kind == "source":
        for id_, source in site.corpus.sources.items():
            yield Ref(kind, id_), source.article.was
    else:
        for id_, record in site.corpus.records(kind).items():
            yield Ref(kind, id_), record.was
