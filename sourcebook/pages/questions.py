"""The page of each question: the answers side by side."""

from collections.abc import Iterator
from typing import Any

from ..corpus import Ref
from .common import entity_data, plural
from .site import Site, path_of


def pages(site: Site) -> Iterator[tuple[str, str, dict[str, Any], Ref]]:
    """Yield a draft for each question."""
    corpus = site.corpus
    for id_ in corpus.questions:
        ref = Ref("question", id_)
        answers = corpus.claims_on_question.get(id_, ())
        sources = {placed.source.id for placed in answers}
        data = {
            **entity_data(site, ref),
            "lead": f"{plural(len(answers), 'answer').capitalize()} from "
            f"{plural(len(sources), 'source')}, side by side.",
            "answers": answers,
        }
        yield path_of(ref), "question", data, ref
