"""Writes tables as CSV files (RFC 4180, UTF-8), and a data package that describes these files.

The package conforms to Frictionless Data Package 1.0 and Table Schema 1.0.
"""

import csv
import json
import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import StringIO
from typing import Any

from ..corpus import Corpus
from .cells import Cell, Column, Table, description


def csv_text(table: Table) -> str:
    """Return a table as CSV. Text that a spreadsheet would take for a formula isn't escaped."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    if any(column.type == "boolean" for column in table.columns):
        writer.writerows([_word(cell) for cell in row] for row in table.rows)
    else:
        writer.writerows(table.rows)
    return out.getvalue()


def _word(cell: Cell) -> Cell:
    return str(cell).lower() if isinstance(cell, bool) else cell


def datapackage(corpus: Corpus, files: Sequence[tuple[Table, bytes]]) -> str:
    """Return the text of ``datapackage.json``. ``files``: each table with its CSV file as bytes."""
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "sourcebook",
        "title": corpus.title,
        "version": corpus.fingerprint,
    }
    if corpus.licence:
        name = re.sub(r"[^A-Za-z0-9._-]+", "-", corpus.licence)
        package["licenses"] = [{"name": name, "title": corpus.licence}]
    package["resources"] = [_resource(table, content) for table, content in files]
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [
            _field(column, _type(table, number)) for number, column in enumerate(table.columns)
        ],
        "primaryKey": list(table.key),
    }
    if table.links:
        schema["foreignKeys"] = list(_foreign_keys(table))
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.says,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": schema,
    }


def _type(table: Table, number: int) -> str:
    """Return the type of a column, as named in Table Schema. ``number``: the index of the column.

    In Table Schema, years must have four digits. If a column of dates has any other year, such as
    in -0043-03-15, its type is therefore ``string``.
    """
    column = table.columns[number]
    plain = all(len(str(row[number] or "YYYY-MM-DD")) == 10 for row in table.rows)
    return "string" if column.type == "date" and not plain else column.type


def _field(column: Column, type_: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": type_,
        "description": description(column.says),
    }
    if column.required:
        field["constraints"] = {"required": True}
    return field


def _foreign_keys(table: Table) -> Iterator[dict[str, Any]]:
    for link in table.links:
        # In Table Schema, an empty name refers to the table that has the foreign key.
        resource = "" if link.table == table.name else link.table
        yield {
            "fields": list(link.columns),
            "reference": {"resource": resource, "fields": list(link.to)},
        }
