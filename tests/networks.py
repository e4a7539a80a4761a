"""A corpus with a small network of actors, and the drawings of this network."""

from pathlib import Path

from sourcebook.corpus import Corpus
from sourcebook.pages.parts.network import drawings
from sourcebook.pages.site import Site

from .made import Said, corpus, drawn_by

DRAWN = Path(__file__).parent / "drawn"
"""The folder of expected drawings."""


def says(subject: str, type_: str, object_: str) -> Said:
    """Return a claim with one relation between two actors. ``type_``: the relation's type."""
    return {"relation": {"subject": subject, "type": type_, "object": object_}}


def four() -> Corpus:
    """Return a corpus with four related actors, and with two publishers without relations."""
    named = {id_: {"name": id_.capitalize()} for id_ in ("reds", "blues", "greens")}
    return corpus(
        {
            "post": [says("reds", "fights against", "blues"), says("greens", "backs", "reds")],
            "times": [
                says("reds", "fights against", "blues"), says("reds", "threatens", "blues"),
                says("blues", "meets", "reds"),
            ],
        },
        actors={**named, "guards": {"name": "Guards & <Co>", "part_of": ["reds"]}},
    )  # fmt: skip


def drawn(made: Corpus) -> dict[str, str]:
    """Map the file name of each network drawing of a corpus to its SVG."""
    return {path.rpartition("/")[2]: svg for path, svg in drawn_by(drawings, Site(made)).items()}
