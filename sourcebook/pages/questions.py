"""The page of each question: the answers side by side."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from ..corpus import Ref
from .common import entity_data, plural
from .site import Site, path_of


def pages(site: Site) -> Iterator[tuple[str, str, partial[dict[str, Any]], Ref]]:
    """Yield a draft for each question."""
    for id_ in site.corpus.questions:
        ref = Ref("question", id_)
        yield path_of(ref), "question", partial(_data, site, ref), ref


def _data(site: Site, ref: Ref) -> dict[str, Any]:
    answers = site.corpus.claims_on_question.get(ref.id, ())
    sources = {placed.source.id for placed in answers}
    return {
        **entity_data(site, ref),
        "lead": f"{plural(len(answers), 'answer').capitalize()} from "
        f"{plural(len(sources), 'source')}, side by side.",
        "answers": answers,
    }
