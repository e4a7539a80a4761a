"""The network of actors: its drawing, its table, and a small drawing around each actor."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from ...analysis.network import Edge, EdgeRelation, Network
from ...collation import Order, filed
from ...corpus import PlacedClaim, Ref
from ...drawing import ego_network
from ...drawing import network as network_drawing
from ...drawing.lines import DrawnEdge
from ...drawing.network import Node
from ...drawing.svg import Svg
from ...markdown import Md, escape, join, labelled, table
from ...messages import gettext as _
from ...messages import marked, ngettext
from ...records.vocabularies import RECORDED, kind_name
from ...text import commas, semicolon
from ..page_context import PageContext
from ..site import Site, path_of, relative
from .claims import by_word, only_in, relation_phrase, whose_word
from .divided_analyses import LINK, AnalysisList, Divided, by_letters, divided
from .labels import and_more, cut_short, locator_label, recorded_relation

PATH = "network"

ACTORS, LINES = 100, 200
"""Maximum numbers of actors and of lines in a network that is drawn completely."""

DRAWN_ACTORS, DRAWN_LINES = 60, 100
"""Maximum numbers of actors and of lines drawn from a larger network.

If more were drawn, the lines of the drawing would be indistinguishable.
"""

CITED, AROUND = 12, 16
"""Maximum numbers of claims cited for a relation, and of actors drawn around another actor."""

CITED_CUT, RELATIONS_CUT = 3, 4
"""Maximum numbers in a row of a table that is cut short, as on the pages of a divided network.

``CITED_CUT`` limits the claims cited for a relation. ``RELATIONS_CUT`` limits the relations.
"""


def data(site: Site) -> tuple[Divided, dict[str, Any]]:
    """Return the network's lists of relations, and other values for the template of its first page.

    There is one list for each group of relations. The lists of a large network are divided among
    several pages.
    """
    network = site.network
    actors, lines = _selected(network)
    drawn = {line.id for line in lines}
    groups: dict[str, list[Edge]] = {}
    for line in sorted(network.edges, key=lambda line: _by_name(site, line)):
        groups.setdefault(line.group, []).append(line)
    lists = [
        AnalysisList(
            id_,
            group.name(id_),
            groups[id_],
            lambda line: _filed(site, line),
            by_letters(lambda line: site.corpus.actors[line.subject].name),
            lambda line: 0,
            lambda line: _row_weight(line, RELATIONS_CUT, CITED_CUT),
            lambda line: _row_weight(line, None, CITED),
            pinned=lambda line: line.id in drawn,
            macro="relations",
            telling=marked("Shown here: {shown} of {count} lines, those in the drawing."),
        )
        for id_, group in site.corpus.relation_groups.items()
        if id_ in groups
    ]
    return divided(PATH, lists, is_long=_is_large(network) or None), {
        "drawing": f"{PATH}.svg",
        "recorded": RECORDED,
        "label": _network_label(len(actors)),
        "actors": actors,
        "lines": lines,
        "less_related": len(network.edges_of) - len(actors),
        "unrelated": len(site.corpus.actors) - len(network.edges_of),
        "undrawn": len(network.edges) - len(lines),
    }


def _is_large(network: Network) -> bool:
    return len(network.edges_of) > ACTORS or len(network.edges) > LINES


def _row_weight(line: Edge, relations: int | None, cited: int) -> int:
    return 3 * LINK + sum(
        LINK + LINK * min(2 * len(relation.claims), 2 * cited)
        for relation in line.relations[:relations]
    )


def drawings(site: Site) -> Iterator[tuple[str, partial[Svg]]]:
    """Yield the path of each drawing and the function that draws it.

    There is one drawing of the network, and one for each actor with relations stated in claims.
    """
    if site.network.edges:
        yield f"{PATH}.svg", partial(_draw_network, site)
    for id_ in site.corpus.actors:
        if id_ in site.network.related:
            yield drawing_of(site, id_), partial(_draw_around, site, id_)


def _network_label(actors: int) -> str:
    return ngettext(
        "{count} actor and its relations, from claims and records",
        "{count} actors and their relations, from claims and records",
        actors,
    ).format(count=actors)


def _draw_network(site: Site) -> Svg:
    actors, lines = _selected(site.network)
    drawn = [_line(site, line, f"{PATH}.md") for line in lines]
    nodes = [
        _node(site, id_, f"{PATH}.svg")._replace(above=site.corpus.belongs_to.get(id_, ()))
        for id_ in actors
    ]
    return network_drawing.draw(
        nodes, drawn, _network_label(len(actors)), site.corpus.relation_groups
    )


def drawing_of(site: Site, id_: str) -> str:
    """Return the path of the drawing around an actor.

    The path is empty if no claim states a relation of the actor.
    """
    return f"actors/{id_}.network.svg" if id_ in site.network.related else ""


def anchor_ids(site: Site, id_: str) -> dict[tuple[str, str, str], str]:
    """Map an actor's relations to HTML ids. The lines of the actor's drawing link to these ids.

    Only relations stated in claims are included. A key is (subject, type, object). If several
    relations share a line, only the first of them is a key.
    """
    return {
        line.relations[0][:3]: _anchor_id(line)
        for line in site.network.edges_of.get(id_, ())
        if line.group != RECORDED
    }


def relations_table(page: PageContext, lines: Iterable[Edge], cut: bool) -> Md:
    """Return a table with a row for each edge of the network.

    ``lines``: the edges. ``cut``: whether long rows are cut short.
    """
    head = (_("Who"), _("Relation"), _("To whom"), _("Reported by"))
    return table(head, (_row(page, line, cut) for line in lines))


def _row(page: PageContext, line: Edge, cut: bool) -> Sequence[Md]:
    """Return the table row of an edge: subject, relations, object, and who states the relations."""
    most = CITED_CUT if cut else CITED
    relations = [
        (_phrase(page.site, relation), _reported_by(page, relation.claims, most))
        for relation in line.relations[: RELATIONS_CUT if cut else None]
    ]
    left = len(line.relations) - len(relations)
    more = [and_more(left)] if left else []
    stated = [labelled(phrase, speakers) for phrase, speakers in relations]
    return (
        Md(f"{_anchor(_anchor_id(line))}{page.actor(line.subject)}"),
        cut_short([escape(phrase) for phrase, _speakers in relations], left),
        page.actor(line.object),
        join([*stated, *more], "<br>") if len(relations) > 1 else relations[0][1],
    )


def _phrase(site: Site, relation: EdgeRelation) -> str:
    """Return the verb of a relation, in the singular or plural to agree with the subject."""
    many = site.corpus.takes_plural[relation.subject]
    if not relation.claims:
        return recorded_relation(relation.type, many)
    return relation_phrase(site, relation.subject, relation.type)


def _reported_by(page: PageContext, claims: Sequence[PlacedClaim], most: int) -> Md:
    """Return the speakers who state a relation, each with links to the speaker's claims.

    The text of a link names the claim's paragraphs. Only the first ``most`` claims are shown.
    """
    if not claims:
        return escape(_("its record"))
    shown = []
    for alike in by_word(page, claims[:most]):
        speaker = whose_word(page, alike[0], begins=True)
        places = join((page.claim(placed, _locators(placed)) for placed in alike), " ")
        shown.append(Md(f"{speaker} {places}"))
    left = len(claims) - most
    if left > 0:
        shown.append(and_more(left))
    return Md(f"{join(shown, semicolon())}{only_in(claims)}")


def _locators(placed: PlacedClaim) -> str:
    return commas(locator_label(locator) for locator in placed.claim.locators)


def _anchor_id(line: Edge) -> str:
    return f"r-{line.id}"


def _anchor(id_: str) -> Md:
    return Md(f'<a id="{id_}"></a>')


def by_group(page: PageContext, rows: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Group an actor's relations: return (name of the group, its rows) for each group with rows.

    A row begins with the relation as (subject, type, object). Groups have the vocabulary's order.
    """
    groups = page.site.corpus.relation_groups
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(page.site.relation_group(row[0][1]), []).append(row)
    return [(_(groups[id_].name(id_)), found[id_]) for id_ in groups if id_ in found]


def _selected(network: Network) -> tuple[list[str], list[Edge]]:
    """Return the actors and the lines that the drawing of the network shows.

    First, the actors with the most neighbours are chosen. The drawing shows the lines with the most
    claims between these actors, and the actors at the ends of these lines. The actors are returned
    in order of id.
    """
    large = _is_large(network)
    chosen = set(network.most_related(DRAWN_ACTORS if large else ACTORS))
    inside = [line for line in network.edges if {line.subject, line.object} <= chosen]
    most = sorted(inside, key=lambda line: (-line.weight, line.id))[
        : DRAWN_LINES if large else LINES
    ]
    kept = {line.id for line in most}
    lines = [line for line in inside if line.id in kept]
    ends = {end for line in lines for end in (line.subject, line.object)}
    return sorted(ends), lines


def _by_name(site: Site, line: Edge) -> tuple[Order, Order, str]:
    actors = site.corpus.actors
    return (
        filed(actors[line.subject].name),
        filed(actors[line.object].name),
        line.id,
    )


def _filed(site: Site, line: Edge) -> tuple[Order, str, str]:
    actors = site.corpus.actors
    return filed(actors[line.subject].name), line.subject, line.id


def _node(site: Site, id_: str, path: str) -> Node:
    # Only the name and the kind are looked up, not the record: laying out a network takes long, and
    # is done again if what was looked up has changed.
    ref = Ref("actor", id_)
    kind = kind_name(site.corpus.kinds_of_actors[id_], _("actor"))
    address = relative(path_of(ref), path)
    return Node(id_, site.corpus.label(ref), kind, site.network.degree(id_), address)


def _line(site: Site, line: Edge, page: str) -> DrawnEdge:
    subject, object_ = (site.corpus.label(Ref("actor", end)) for end in (line.subject, line.object))
    phrases = commas(_phrase(site, relation) for relation in line.relations)
    return DrawnEdge(
        line,
        page + (f"#{_anchor_id(line)}" if line.weight or page == f"{PATH}.md" else ""),
        _tooltip(line, f"{subject} {phrases} {object_}"),
    )


def _tooltip(line: Edge, relation: str) -> str:
    """Return the tooltip of an edge: its relations, and the number of claims that state them.

    ``relation``: the relations as text.
    """
    if not line.weight:
        return _("{relation} (stated in its record)").format(relation=relation)
    claims = ngettext("{count} claim", "{count} claims", line.weight).format(count=line.weight)
    sources = len(line.sources)
    return ngettext(
        "{relation} ({claims} in {count} source)",
        "{relation} ({claims} in {count} sources)",
        sources,
    ).format(relation=relation, claims=claims, count=sources)


def _draw_around(site: Site, id_: str) -> Svg:
    """Draw an actor, with related actors around it.

    Only the ``AROUND`` actors whose relations with the actor have the most claims are drawn. They
    are sorted by the group of these relations. If relations with one actor are in several groups,
    the group of the edge with the most claims counts.
    """
    lines: dict[str, list[Edge]] = {}
    for line in site.network.edges_of[id_]:
        lines.setdefault(line.object if line.subject == id_ else line.subject, []).append(line)
    weight = {other: sum(line.weight for line in found) for other, found in lines.items()}
    shown = sorted(lines, key=lambda other: (-weight[other], other))[:AROUND]
    order = list(site.corpus.relation_groups)

    def group_and_id(other: str) -> tuple[int, str]:
        most = max(lines[other], key=lambda line: (line.weight, -order.index(line.group)))
        return (order.index(most.group), other)

    path, own = drawing_of(site, id_), Ref("actor", id_)
    page = path_of(own)
    left_out = len(lines) - len(shown)
    drawn = [
        # A relation without claims is stated in its subject's record, so link to the record's page.
        _line(
            site,
            line,
            relative(
                site.divisions.page_with(own, _anchor_id(line))
                if line.weight
                else path_of(Ref("actor", line.subject)),
                path,
            ),
        )
        for other in sorted(shown)
        for line in lines[other]
    ]
    return ego_network.draw(
        _node(site, id_, path),
        [_node(site, other, path) for other in sorted(shown, key=group_and_id)],
        drawn,
        ngettext(
            "{actor} and {count} related actor",
            "{actor} and {count} related actors",
            len(shown),
        ).format(actor=site.corpus.label(Ref("actor", id_)), count=len(shown)),
        (
            ngettext("and {count} more", "and {count} more", left_out).format(count=left_out),
            f"{page.rpartition('/')[2]}#related",
        )
        if left_out
        else ("", ""),
        site.corpus.relation_groups,
    )
