"""Formats fields of records of any type: further data, ids in other databases, and tags."""

from collections.abc import Iterator
from urllib.parse import quote

from ...corpus import Corpus
from ...markdown import Md, escape, link
from ...messages import gettext as _
from ...records.base import Described
from ...records.prose import Link, tokens
from ...text import capitalised
from ..page_context import PageContext
from ..site import Site


def data_rows(page: PageContext, record: Described) -> Iterator[tuple[str, Md]]:
    """Yield the label and the value of each entry of a record's field ``data``."""
    for key, value in record.data.items():
        yield _labelled(data_label(page.site, key)), page.statement(value)


def data_label(site: Site, key: str) -> str:
    """Return the name that readers see for a key of a record's field ``data``."""
    known = site.corpus.data_keys.get(key)
    return (known and known.label) or capitalised(key)


def id_rows(page: PageContext, record: Described) -> Iterator[tuple[str, Md]]:
    """Yield (label, value) for each of a record's ids in other databases.

    The value is a link if the address is known.

    The id under the key ``wikidata`` is left out, because pages show it on another line.
    """
    for scheme, id_ in record.ids.items():
        known = page.site.corpus.id_schemes[scheme]
        if scheme != "wikidata" or not getattr(record, "wikidata", None):
            address = address_of(page.site.corpus, scheme, id_)
            label = _(known.label) if known.label else capitalised(scheme)
            yield _labelled(label), link(id_, address) if address else escape(id_)


def address_of(corpus: Corpus, scheme: str, id_: str) -> str | None:
    """Return the address of an entry in another database; None if no address is known.

    ``scheme``: the key that stands for the database in records. ``id_``: the entry's id there.
    """
    address = corpus.id_schemes[scheme].address
    return address.replace("{id}", quote(id_, safe="/:;()-._~")) if address else None


def facets(site: Site, record: Described) -> tuple[list[str], list[str]]:
    """Return a record's values for the search filter of tags, and for the search filter of data.

    Only data whose key the vocabulary marks as a facet are included.
    """
    keys = site.corpus.data_keys
    chosen = [
        _("{label}: {value}").format(label=data_label(site, key), value=plain(value))
        for key, value in record.data.items()
        if key in keys and keys[key].facet
    ]
    return [tag_name(site, tag) for tag in record.tags], chosen


def plain(text: str) -> str:
    """Return a prose text as plain text: without citations, and with only the words of links."""
    parts = (
        part if isinstance(part, str) else part.words or part.id
        for part in tokens(text)
        if isinstance(part, str | Link)
    )
    return " ".join("".join(parts).split())


def _labelled(label: str) -> str:
    return _("{label}:").format(label=label)


def tag_name(site: Site, tag: str) -> str:
    """Return the name that readers see for a tag."""
    return site.corpus.tag_names.get(tag) or tag.replace("-", " ")
