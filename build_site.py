"""Temporary: check only."""

import sys
from pathlib import Path

from sourcebook.corpus import resolve
from sourcebook.problems import tell
from sourcebook.reading import read

records = read(Path("sources"))
corpus, problems = resolve(records)
sys.stderr.write("\n".join(tell(problems, {d.path: d.lines for d in records.documents})) + "\n")
