"""The tables of the data set, from which CSV files, data package and SQLite database are made."""

from itertools import chain
from operator import itemgetter

from ..corpus import Corpus
from ..messages import marked
from . import claim_tables, record_tables
from .cells import Column, Table, line, table_of


def tables(corpus: Corpus) -> list[Table]:
    """Return all tables. A table comes after all other tables to which its foreign keys refer."""
    return [_about(corpus), *chain(record_tables.tables(corpus), claim_tables.tables(corpus))]


def _about(corpus: Corpus) -> Table:
    facts = {
        "title": line(corpus.title),
        "version": corpus.fingerprint,
        "licence": line(corpus.licence),
    }
    columns = [
        Column("key", "The name of a fact about the data set.", itemgetter(0), required=True),
        Column("value", "The fact.", itemgetter(1)),
    ]
    says = marked(
        "The data set’s title, version (a SHA-256 over its sources) and licence, if one is stated."
    )
    return table_of("about", says, columns, [fact for fact in facts.items() if fact[1]], ("key",))
