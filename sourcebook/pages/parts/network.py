"""The network of actors: its drawing, its table, and a small drawing around each actor."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from ...analysis.agreement import verb
from ...analysis.network import Edge, Network
from ...analysis.relations import GROUPS, RECORDED
from ...corpus import PlacedClaim, Ref
from ...drawing import ego_network
from ...drawing import network as whole
from ...drawing.lines import DrawnEdge
from ...drawing.network import Node
from ...drawing.svg import Svg
from ...markdown import Md, escape, join
from ..page_context import PageContext
from ..site import Site, path_of, relative
from .claims import only_in, whose_word
from .common import plural

PATH = "network"

ACTORS, LINES, ROWS, CITED, AROUND = 120, 400, 1500, 12, 16
"""How many are shown at most: actors and lines drawn, rows in the table, citations in a row,
actors around another."""


def data(site: Site) -> dict[str, Any]:
    """Return what the page of the network shows."""
    network = site.network
    actors, lines = _drawn(network)
    listed = [*lines, *_rest(network, lines)]
    groups: dict[str, list[Edge]] = {}
    for line in sorted(listed[:ROWS], key=lambda line: _by_name(site, line)):
        groups.setdefault(line.group, []).append(line)
    return {
        "drawing": f"{PATH}.svg" if actors else "",
        "groups": [
            (group.name, group.id == RECORDED, groups[group.id])
            for group in GROUPS
            if group.id in groups
        ],
        "rows_of": rows_of,
        "plural": plural,
        "actors": actors,
        "lines": lines,
        "less_related": len(network.edges_of) - len(actors),
        "unrelated": len(site.corpus.actors) - len(network.edges_of),
        "undrawn": len(network.edges) - len(lines),
        "unlisted": max(0, len(listed) - ROWS),
    }


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield what draws the network, and each actor to whom a claim gives a relation."""
    if site.network.edges:
        yield f"{PATH}.svg", partial(_whole, site)
    for id_ in site.corpus.actors:
        if id_ in site.network.related:
            yield drawing_of(site, id_), partial(_around, site, id_)


def _whole(site: Site) -> Svg:
    """Return the drawing of the network."""
    actors, lines = _drawn(site.network)
    drawn = [_line(site, line, f"{PATH}.md") for line in lines]
    label = f"{plural(len(actors), 'actor')} and how they are related, by what the sources say"
    nodes = [
        _node(site, id_, f"{PATH}.svg")._replace(above=site.corpus.belongs_to.get(id_, ()))
        for id_ in actors
    ]
    return whole.draw(nodes, drawn, label)


def drawing_of(site: Site, id_: str) -> str:
    """Return the path of the drawing around an actor; empty where no claim gives it a relation."""
    return f"actors/{id_}.network.svg" if id_ in site.network.related else ""


def anchored(site: Site, id_: str) -> dict[tuple[str, str, str], Md]:
    """Return, of an actor's relations, those at which a line of its drawing arrives: an anchor."""
    return {
        line.relations[0][:3]: _anchor(line)
        for line in site.network.edges_of.get(id_, ())
        if line.group != RECORDED
    }


def rows_of(page: PageContext, lines: Sequence[Edge]) -> Iterator[Sequence[Md]]:
    """Yield the rows of a table of lines."""
    for line in lines:
        yield _row(page, line)


def _row(page: PageContext, line: Edge) -> Sequence[Md]:
    """Return a row of the table: subject, what it does, object, who says so."""
    plural = page.site.corpus.takes_plural[line.subject]
    said = [
        (verb(r.type, plural), Md(f"{_sayers(page, r.claims)}{only_in(r.claims)}"))
        for r in line.relations
    ]
    return (
        Md(f"{_anchor(line)}{page.actor(line.subject)}"),
        join(type_ for type_, _ in said),
        page.actor(line.object),
        join((Md(f"{escape(type_)}: {who}") for type_, who in said), "<br>")
        if len(said) > 1
        else said[0][1],
    )


def _sayers(page: PageContext, claims: Sequence[PlacedClaim]) -> Md:
    """Return whose word claims are, each with links to the claims by their paragraphs."""
    found: dict[Md, list[PlacedClaim]] = {}
    for placed in claims[:CITED]:
        found.setdefault(whose_word(page, placed, begins=True), []).append(placed)
    told = [
        Md(f"{whose} {join((page.claim(p, _place(p)) for p in said), ' ')}")
        for whose, said in found.items()
    ]
    if len(claims) > CITED:
        told.append(Md(f"and {len(claims) - CITED} more"))
    return join(told, "; ") if told else Md("its record")


def _place(placed: PlacedClaim) -> str:
    return ", ".join(
        f"¶{place}" if isinstance(place, int) else place for place in placed.claim.paragraph
    )


def _anchor(line: Edge) -> Md:
    return Md(f'<a id="r-{line.id}"></a>')


def _drawn(network: Network) -> tuple[list[str], list[Edge]]:
    """Return the actors and the lines that are drawn: the most related, in order of id."""
    chosen = set(network.most_related(ACTORS))
    inside = [line for line in network.edges if {line.subject, line.object} <= chosen]
    most = sorted(inside, key=lambda line: (-line.weight, line.id))[:LINES]
    kept = {line.id for line in most}
    lines = [line for line in inside if line.id in kept]
    ends = {end for line in lines for end in (line.subject, line.object)}
    return sorted(ends), lines


def _rest(network: Network, drawn: Sequence[Edge]) -> list[Edge]:
    known = {line.id for line in drawn}
    return [line for line in network.edges if line.id not in known]


def _by_name(site: Site, line: Edge) -> tuple[str, str, str]:
    actors = site.corpus.actors
    return (
        actors[line.subject].name.casefold(),
        actors[line.object].name.casefold(),
        line.id,
    )


def _node(site: Site, id_: str, path: str) -> Node:
    actor = site.corpus.actors[id_]
    address = relative(path_of(Ref("actor", id_)), path)
    return Node(id_, actor.name, actor.kind, site.network.degree(id_), address)


def _line(site: Site, line: Edge, page: str) -> DrawnEdge:
    subject, object_ = (site.corpus.label(Ref("actor", end)) for end in (line.subject, line.object))
    many = site.corpus.takes_plural[line.subject]
    what = " and ".join(verb(relation.type, many) for relation in line.relations)
    who = (
        f"{plural(line.weight, 'claim')} by {plural(len(line.sources), 'source')}"
        if line.weight
        else "by its record"
    )
    return DrawnEdge(
        line,
        page.rpartition("/")[2] + (f"#r-{line.id}" if line.weight or page == f"{PATH}.md" else ""),
        f"{subject} {what} {object_}: {who}",
    )


def _around(site: Site, id_: str) -> Svg:
    """Return the drawing around an actor: those with most claims, alike relations side by side."""
    lines: dict[str, list[Edge]] = {}
    for line in site.network.edges_of[id_]:
        lines.setdefault(line.object if line.subject == id_ else line.subject, []).append(line)
    weight = {other: sum(line.weight for line in found) for other, found in lines.items()}
    shown = sorted(lines, key=lambda other: (-weight[other], other))[:AROUND]
    order = [group.id for group in GROUPS]

    def place(other: str) -> tuple[int, str]:
        most = max(lines[other], key=lambda line: (line.weight, -order.index(line.group)))
        return (order.index(most.group), other)

    path, page = drawing_of(site, id_), path_of(Ref("actor", id_))
    left_out = len(lines) - len(shown)
    drawn = [
        # What a record says stands at the top of its own page.
        _line(site, line, page if line.weight else path_of(Ref("actor", line.subject)))
        for other in sorted(shown)
        for line in lines[other]
    ]
    return ego_network.draw(
        _node(site, id_, path),
        [_node(site, other, path) for other in sorted(shown, key=place)],
        drawn,
        f"{site.corpus.label(Ref('actor', id_))} and {plural(len(shown), 'actor')} related to it",
        (f"and {left_out} more", f"{page.rpartition('/')[2]}#relations") if left_out else ("", ""),
    )
