"""Measures how long each analysis of a corpus takes: ``python -m benchmarks.analyses``."""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from sourcebook import stages
from sourcebook.analysis import coverage, disagreement, matrix, mentions, origins, vocabulary
from sourcebook.corpus import Corpus

from .corpora import write

SIZES = (2000, 16000, 64000)
"""Sizes of the corpora, in pages. The largest corpus has about 50,000 claims."""


def _support(corpus: Corpus) -> None:
    voices = origins.voices(corpus)
    for event in corpus.events:
        origins.support(corpus, voices, event)


ANALYSES: tuple[tuple[str, Callable[[Corpus], object]], ...] = (
    ("independent origins", _support),
    ("disagreement", lambda corpus: disagreement.concerning(disagreement.find(corpus))),
    ("names", lambda corpus: (vocabulary.uses(corpus), vocabulary.shared_words(corpus))),
    ("coverage", coverage.find),
    ("mentions, matrix", lambda corpus: matrix.build(corpus, mentions.mentions(corpus))),
)


def measure(pages: int, seed: int) -> None:
    """Generate a corpus of ``pages`` pages; print the time of each analysis, in ms per claim."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder, "project")
        write(project, pages, seed)
        corpus = stages.check(project).corpus
    if corpus is None:
        raise SystemExit("the corpus has errors")
    # Compute the shared indexes now, so that no analysis's time includes computing them.
    _ = corpus.claims_on_event, corpus.events_of_actor, corpus.events_by_date
    claims, whole = len(corpus.claims), 0.0
    print(f"\n{pages} pages, {claims} claims")  # noqa: T201
    for name, analysis in ANALYSES:
        begun = time.perf_counter()
        analysis(corpus)
        taken = time.perf_counter() - begun
        whole += taken
        print(f"  {name:<20} {taken * 1000 / claims:8.4f} ms a claim")  # noqa: T201
    print(f"  {'together':<20} {whole * 1000 / claims:8.4f} ms a claim")  # noqa: T201


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="*", default=SIZES)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    for size in arguments.pages:
        measure(size, arguments.seed)
