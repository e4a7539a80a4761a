"""Linked data: describes the subject of each page as JSON-LD, with the vocabulary of schema.org.

The JSON-LD is in an HTML comment at the end of the page, because Git hosts and other viewers of
Markdown hide comments. The theme turns this comment into a ``<script type="application/ld+json">``.
Addresses in the JSON-LD are relative to the page's address. The ``@id`` of the page's subject is
the page's address. A mere claim is never stated as a fact. For example, the data don't say who took
part in an event.
"""

import json
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from ...corpus import Corpus, PlacedClaim, Ref
from ...messages import gettext as _
from ...records.dates import Bound, Date
from ...records.days import iso_year
from ...records.edtf import date_parts
from ...records.folders import FOLDERS
from ...records.sources import Article
from ...records.types import RECORD_TYPES
from ...records.vocabularies import PRECISIONS
from ...text import one_line
from ..page_context import PageContext
from . import media
from .described import address_of
from .pictures import linked, shown

Node = dict[str, Any]

BEGIN, END = "<!-- json-ld", "json-ld -->"
"""Delimiters of a page's JSON-LD; the theme looks for them (partials/content.html)."""

_ITSELF = "./"
_RECORD_OF_PART = "../../"
_HIDDEN = str.maketrans({"<": r"\u003c", ">": r"\u003e", "&": r"\u0026"})


def comment(page: PageContext, title: str, lead: str) -> str:
    """Return a page's JSON-LD as an HTML comment, with one JSON-LD node per line.

    ``lead``: the page's description.
    """
    nodes = [*_nodes(page, title, lead), *_trail(page, title)]
    joined = ",\n".join(_line(_bare(node)) for node in nodes)
    return f"{BEGIN}\n[{joined}]\n{END}"


def _line(node: Node) -> str:
    return json.dumps(node, ensure_ascii=False, separators=(",", ":")).translate(_HIDDEN)


def _nodes(page: PageContext, title: str, lead: str) -> Iterator[Node]:
    corpus, own = page.site.corpus, page.own
    if own is None:
        yield from _of_page(page, title, lead)
        return
    if page.is_part:
        yield {
            "@type": "WebPage", "@id": _ITSELF, "name": title, "description": lead,
            "isPartOf": {"@id": _RECORD_OF_PART},
        }  # fmt: skip
        yield from (_claim(placed, _RECORD_OF_PART) for placed in page.drawn)
        return
    record = {"source": _source, "event": _event, "actor": _actor, "location": _location,
              "question": _question}  # fmt: skip
    node = {"@id": _ITSELF, **record[own.type](page, own.id, lead)}
    described = (
        corpus.articles[own.id] if own.type == "source" else corpus.records(own.type)[own.id]
    )
    node["image"] = [linked(corpus, image) for image in shown(page, described).items]
    # In schema.org, only creative works have ``associatedMedia``: here, sources and questions.
    key = "associatedMedia" if own.type in ("source", "question") else "subjectOf"
    played = [media.linked(corpus, described, one) for one in described.media]
    node[key] = [*played, *(node.get(key) or ())]
    if own.type == "event" and not page.site.happened(own.id):
        # Leave out the date and the place. With these, software would conclude that the event
        # happened, but no source says so.
        node |= dict.fromkeys(("startDate", "location"))
    yield node
    if own.type == "source":
        drawn = {placed.claim.id for placed in page.drawn}
        for placed in corpus.claims_of_source.get(own.id, ()):
            if placed.claim.id in drawn:
                yield _claim(placed, "")


def _of_page(page: PageContext, title: str, lead: str) -> Iterator[Node]:
    if page.path != "index.md":
        kind = "CollectionPage" if page.path.endswith("/index.md") else "WebPage"
        yield {"@type": kind, "@id": _ITSELF, "name": title, "description": lead}
        return
    yield {"@type": "WebSite", "@id": _ITSELF, "name": title, "description": lead}
    dates = [event.date for event in page.site.corpus.events.values() if event.date]
    starts = [date.earliest.year for date in dates if date.earliest]
    ends = [date.latest.year for date in dates if date.latest]
    licence = page.site.corpus.licence
    yield {
        "@type": "Dataset", "@id": "data/", "name": title, "description": lead,
        "isPartOf": {"@id": _ITSELF},
        "license": {"@type": "CreativeWork", "name": licence} if licence else None,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": file.path}
            for file in page.site.downloads if file.group == "whole"
        ],
        "temporalCoverage": (
            f"{iso_year(min(starts))}/{iso_year(max(ends))}" if starts and ends else None
        ),
    }  # fmt: skip


def _event(page: PageContext, id_: str, lead: str) -> Node:
    corpus = page.site.corpus
    event = corpus.events[id_]
    about = page.site.divisions.first(
        Ref("event", id_), "accounts", corpus.claims_on_event.get(id_, ())
    )
    sources = dict.fromkeys(placed.source.id for placed in about.items)
    return {
        "@type": "Event", "name": event.title, "description": lead, **_authorities(corpus, event),
        # No ``endDate``: an event dated with an interval may have happened on one day of it.
        "startDate": first_day(event.date) if event.date else None,
        "location": [_place(corpus, place) for place in event.locations],
        "superEvent": _event_link(corpus, event.part_of) if event.part_of else None,
        # Name only the sources of this page's claims, so that claims on the event's further pages
        # don't change this page.
        "subjectOf": [
            _link(_source_type(corpus, corpus.articles[source]), Ref("source", source))
            for source in sources
        ],
    }  # fmt: skip


def _actor(page: PageContext, id_: str, lead: str) -> Node:
    corpus = page.site.corpus
    actor = corpus.actors[id_]
    type_ = corpus.actor_kinds[actor.kind].schema_type
    groups = [
        holder
        for holder in actor.part_of
        if corpus.actor_kinds[corpus.actors[holder].kind].is_group
    ]
    return {
        "@type": type_, "name": actor.name, "familyName": actor.surname, "description": lead,
        **_authorities(corpus, actor),
        "memberOf": [_party(corpus, holder) for holder in groups] if type_ != "Thing" else None,
    }  # fmt: skip


def _location(page: PageContext, id_: str, lead: str) -> Node:
    corpus = page.site.corpus
    location = corpus.locations[id_]
    geo = None
    if location.coordinates and location.precision != "none":
        latitude, longitude = location.coordinates
        geo = {
            "@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude,
            "description": _(PRECISIONS[location.precision].words),
        }  # fmt: skip
    return {
        "@type": "Place", "name": location.name, "description": lead,
        **_authorities(corpus, location),
        "geo": geo,
        "containedInPlace": _place(corpus, location.within) if location.within else None,
    }  # fmt: skip


def _source(page: PageContext, id_: str, lead: str) -> Node:
    corpus = page.site.corpus
    article = corpus.articles[id_]
    # Leave out a date that the article doesn't state itself, because it may be the date of a copy.
    stated = article.published if not article.dated_by else None
    return {
        "@type": _source_type(corpus, article), "headline": article.title, "url": article.url,
        "archivedAt": article.archive_url,
        "datePublished": first_day(stated) if stated else None, "inLanguage": article.language,
        "publisher": _party(corpus, article.publisher) if article.publisher else None,
        "author": [_party(corpus, author) for author in article.authors],
        "editor": [_party(corpus, editor) for editor in article.editors],
        "isPartOf": {"@type": "CreativeWork", "name": article.container}
        if article.container else None,
        "isbn": article.isbn,
        "sameAs": [
            *([f"https://doi.org/{article.doi}"] if article.doi else []),
            *(address for address in _addresses(corpus, article.identifiers) if address),
        ],
    }  # fmt: skip


def _source_type(corpus: Corpus, article: Article) -> str:
    return corpus.source_kinds[article.kind].schema_type


def _claim(placed: PlacedClaim, record: str) -> Node:
    """Return a claim as a JSON-LD node.

    ``record``: the relative address of the page of the claim's source; empty on this page itself.
    """
    return {
        "@type": "Claim", "@id": f"{record}#c-{placed.claim.id}", "text": placed.claim.says,
        "appearance": {"@id": _ITSELF},
        "about": [
            {"@id": f"{record}{_address(Ref('event', id_))}"} for id_ in placed.claim.event
        ],
    }  # fmt: skip


def _question(page: PageContext, id_: str, lead: str) -> Node:
    corpus = page.site.corpus
    found = corpus.claims_on_question.get(id_, ())
    listed = page.site.divisions.first(
        Ref("question", id_), "answers", [("", placed) for placed in found]
    )
    shown = {placed.address for _position, placed in listed.items}
    answers = [
        {
            "@type": "Answer", "text": placed.claim.answer(id_),
            "isBasedOn": {"@id": _claim_address(placed)},
        }
        for placed in found if placed.address in shown
    ]  # fmt: skip
    return {
        "@type": "Question", "name": corpus.questions[id_].title,
        # schema.org defines a suggested answer as "possibly one of several, possibly incorrect".
        "answerCount": len(found), "suggestedAnswer": answers,
    }  # fmt: skip


def first_day(date: Date) -> str | None:
    """Return the start of a date in ISO 8601, no more precise than the date is.

    ISO 8601 can't express "about". So the last part of an approximate date is dropped: 2015-10~
    becomes 2015. The start of an interval may be any day in it. So only the parts that both ends
    share are returned: 2015-09-21/2015-10-01 becomes 2015. If the end is open or uncertain, the
    start is returned like a single date: 2015-10/.. becomes 2015-10.

    Returns None if no part is left, or if the start is uncertain or open.
    """
    start, end = _iso(date.start), _iso(date.end)
    if start and end and date.lasts:
        parts = zip(start.split("-"), end.split("-"), strict=False)
        return "-".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], parts)) or None
    return start


def _iso(bound: Bound | None) -> str | None:
    if bound is None or bound.uncertain:
        return None
    if bound.time:
        return bound.text
    parts = date_parts(bound)
    if bound.approximate:
        parts = parts[:-1]
    return "-".join([iso_year(parts[0]), *(f"{part:02}" for part in parts[1:])]) if parts else None


def _authorities(corpus: Corpus, record: Any) -> Node:
    wikidata, *others = _addresses(corpus, {"wikidata": "", **record.identifiers})
    return {
        "alternateName": list(record.aliases),
        "sameAs": [address for address in (wikidata, record.website, *others) if address],
    }


def _addresses(corpus: Corpus, ids: Mapping[str, str]) -> list[str | None]:
    """Return the address of each entry in ``ids``; None if the id is empty or the address unknown.

    ``ids``: maps the key of another database to the id of the record's entry there.
    """
    return [address_of(corpus, scheme, id_) if id_ else None for scheme, id_ in ids.items()]


def _party(corpus: Corpus, id_: str) -> Node:
    actor = corpus.actors[id_]
    type_ = corpus.actor_kinds[actor.kind].schema_type
    return {**_link(type_, Ref("actor", id_)), "name": actor.name}


def _place(corpus: Corpus, id_: str) -> Node:
    return {**_link("Place", Ref("location", id_)), "name": corpus.locations[id_].name}


def _event_link(corpus: Corpus, id_: str) -> Node:
    return {**_link("Event", Ref("event", id_)), "name": corpus.events[id_].title}


def _link(type_: str, ref: Ref) -> Node:
    return {"@type": type_, "@id": _address(ref)}


def _address(ref: Ref) -> str:
    """Return the address of a record's page, relative to any record's own page.

    The URLs of all records' pages are two folders deep, so the result is the same for each of them.
    """
    return f"../../{FOLDERS[ref.type]}/{ref.id}/"


def _claim_address(placed: PlacedClaim) -> str:
    return f"{_address(Ref('source', placed.source.id))}#c-{placed.claim.id}"


def _trail(page: PageContext, title: str) -> Iterator[Node]:
    """Yield the breadcrumbs of a record's page: the home page, the record type's index, the page.

    On a further page of the record, the record's own page comes before the further page.
    """
    if page.own:
        index = _(RECORD_TYPES[page.own.type].plural)
        steps = [(_("Home"), "../../"), (index, "../"), (title, _ITSELF)]
        if page.is_part:
            label = page.site.corpus.label(page.own)
            up = _RECORD_OF_PART
            steps = [(_("Home"), f"{up}../../"), (index, f"{up}../"), (label, up), (title, _ITSELF)]
        yield {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": address}
                for position, (name, address) in enumerate(steps, 1)
            ],
        }


def _bare(value: Any) -> Any:
    """Return a JSON-LD node without empty values, with one-item lists unwrapped.

    Each text in the node is on one line.
    """
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if inner not in (None, [])}
    if isinstance(value, list):
        return _bare(value[0]) if len(value) == 1 else [_bare(inner) for inner in value]
    return one_line(value) if isinstance(value, str) else value
