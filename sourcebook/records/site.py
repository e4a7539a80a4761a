"""What surrounds the records: hand-written pages, and outlines for the maps."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from .base import Record, Text

GENERATED_PAGES = frozenset(
    (
        "index", "actors", "locations", "events", "questions", "sources",
        "disagreements", "support", "names", "matrix", "network", "coverage", "format", "schemas",
        "timeline", "timeline-actors",
    )
)  # fmt: skip
"""Names at the top of the site that the build takes for itself."""


class Page(Record):
    """A page written by hand: front matter, then Markdown."""

    title: Text = Field(description="The page's title.")
    description: Text | None = Field(None, description="What it is about, for search engines.")
    licence: Text | None = Field(
        None,
        description="On the page `data` alone: the licence of the data that can be downloaded, "
        "as in `CC-BY-4.0`.",
    )
    body: str = Field("", description="The Markdown below the front matter.")


class Geometry(Record):
    """The shape of an outline: GeoJSON, RFC 7946."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Literal["Polygon", "MultiPolygon", "LineString", "MultiLineString", "Point", "MultiPoint"]
    coordinates: list[Any]


class Feature(Record):
    """One outline, with its name and the layer it is drawn on."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Literal["Feature"]
    properties: dict[str, Any]
    geometry: Geometry


class Outlines(Record):
    """A file of outlines to draw maps on: a GeoJSON feature collection, WGS 84."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Literal["FeatureCollection"]
    features: tuple[Feature, ...]
