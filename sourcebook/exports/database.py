"""Writes tables as one SQLite database, with primary and foreign keys."""

import sqlite3
from collections.abc import Sequence
from operator import itemgetter

from .cells import Table, Type

_TYPES: dict[Type, str] = {
    "string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT",
}  # fmt: skip

_PAGE_SIZE = 4096  # page size of the database file, in bytes
_VERSION = slice(96, 100)
"""The bytes with SQLite's version in a database file's header (sqlite.org/fileformat2.html)."""


def database(tables: Sequence[Table]) -> bytes:
    """Return a SQLite database with these tables, as the bytes of its file.

    Invariant: the same tables always give the same bytes, with any version of SQLite.
    """
    linked = {link.table for table in tables for link in table.links}
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        connection.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
        connection.execute("BEGIN")
        for table in tables:
            rows = table.rows
            # Without row ids, a table takes half the space, but its rows are sorted by primary key.
            # That order doesn't matter in tables to which no foreign key refers.
            compact = table.name not in linked
            if compact:
                rows = sorted(rows, key=itemgetter(*map(_names(table).index, table.key)))
            connection.execute(_create(table, "WITHOUT ROWID" if compact else ""))
            places = ", ".join("?" * len(table.columns))
            # Names of tables and columns come from the package, not from the corpus.
            connection.executemany(f"INSERT INTO {table.name} VALUES ({places})", rows)  # noqa: S608
        connection.execute("COMMIT")
        content = bytearray(connection.serialize())
    finally:
        connection.close()
    # Clear SQLite's version, which differs between machines and which no program needs.
    content[_VERSION] = bytes(4)
    return bytes(content)


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _create(table: Table, options: str) -> str:
    lines = [
        f"{column.name} {_TYPES[column.type]}{' NOT NULL' if column.required else ''}"
        for column in table.columns
    ]
    lines.append(f"PRIMARY KEY ({', '.join(table.key)})")
    lines += [
        f"FOREIGN KEY ({', '.join(link.columns)}) REFERENCES {link.table} ({', '.join(link.to)})"
        for link in table.links
    ]
    return f"CREATE TABLE {table.name} (\n  " + ",\n  ".join(lines) + f"\n) {options}"
