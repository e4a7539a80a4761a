"""Writes the network of actors and their relations as GraphML 1.0."""

from html import escape

from ..corpus import Corpus
from ..text import one_line

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="title" for="graph" attr.name="title" attr.type="string"/>
<key id="version" for="graph" attr.name="version" attr.type="string"/>
<key id="licence" for="graph" attr.name="licence" attr.type="string"/>
<key id="name" for="node" attr.name="name" attr.type="string"/>
<key id="kind" for="node" attr.name="kind" attr.type="string"/>
<key id="type" for="edge" attr.name="type" attr.type="string"/>
<key id="claim" for="edge" attr.name="claim" attr.type="string"/>
<graph id="actors" edgedefault="directed">
"""


def graphml(corpus: Corpus) -> str:
    """Return the text of a GraphML file.

    The graph has a node for each actor, and an edge for each relation that a claim states.
    """
    parts = [_HEAD, _data("title", corpus.title), "\n", _data("version", corpus.fingerprint), "\n"]
    if corpus.licence:
        parts += [_data("licence", corpus.licence), "\n"]
    for id_, actor in corpus.actors.items():
        parts.append(
            f'<node id="{id_}">{_data("name", actor.name)}{_data("kind", actor.kind)}</node>\n'
        )
    for placed in corpus.claims:
        for number, relation in enumerate(placed.claim.relation, 1):
            parts.append(
                f'<edge id="{placed.address}.{number}" source="{relation.subject}" '
                f'target="{relation.object}">{_data("type", relation.type)}'
                f"{_data('claim', placed.address)}</edge>\n"
            )
    return "".join([*parts, "</graph>\n</graphml>\n"])


def _data(key: str, text: str) -> str:
    return f'<data key="{key}">{escape(one_line(text))}</data>'
