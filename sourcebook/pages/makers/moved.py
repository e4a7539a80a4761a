"""Pages at the former addresses of records, which redirect to the present addresses."""

from collections.abc import Iterator

from ...corpus import RecordType, Ref
from ...records.folders import FOLDERS
from ..page_spec import PageSpec
from ..site import Site

PATHS = {f"{folder}/*.md": "" for folder in FOLDERS.values()}


def pages(site: Site) -> Iterator[PageSpec]:
    """Yield a page for each former id of each record."""
    corpus = site.corpus
    for record_type, folder in FOLDERS.items():
        for ref, former in _former_ids(site, record_type):
            for id_ in former:
                yield PageSpec(f"{folder}/{id_}.md", "moved", {
                    "title": corpus.label(ref),
                    "target": ref,
                    "address": f"{folder}/{ref.id}/",
                })  # fmt: skip


def _former_ids(site: Site, record_type: RecordType) -> Iterator[tuple[Ref, tuple[str, ...]]]:
    if record_type == "source":
        for id_, article in site.corpus.articles.items():
            yield Ref(record_type, id_), article.was
    else:
        for id_, record in site.corpus.records(record_type).items():
            yield Ref(record_type, id_), record.was
