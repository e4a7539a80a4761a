"""The folder in ``docs/``, and in addresses, of the pages of each type of record.

This module imports no other at run time, because the publisher, which needs it, does without the
models of the records.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .base import RecordType

FOLDERS: Mapping["RecordType", str] = {
    "actor": "actors",
    "location": "locations",
    "event": "events",
    "question": "questions",
    "source": "sources",
}
"""Record type -> the folder of the type's pages.

An id without a type is looked up among the types in this order.
"""

HOME = "home"
"""Id of the hand-written text that introduces the home page, ``index.md``."""
