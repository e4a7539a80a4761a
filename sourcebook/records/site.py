"""The models of hand-written pages, of citation styles, and of outlines for the maps."""

from typing import Any, Literal

from pydantic import ConfigDict, Field

from .base import Label, Record, Text


class WrittenPage(Record):
    """A page written by hand: front matter, then Markdown."""

    title: Label = Field(description="The page's title.")
    description: Text | None = Field(
        None, description="What it is about: shown below the title, and to search engines."
    )
    licence: Label | None = Field(
        None,
        description="On the page `data` alone: the licence of the data that can be downloaded, "
        "as in `CC-BY-4.0`.",
    )
    body: str = Field("", description="The Markdown below the front matter.")


class CitationStyle(Record):
    """A style of the Citation Style Language, CSL 1.0.2."""

    text: str = Field(description="The style, as XML.")


DEPTHS = {
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
    "MultiPolygon": 3,
}  # fmt: skip
"""Type of geometry -> how many levels of lists there are around each position."""


class Geometry(Record):
    """The shape of an outline: GeoJSON, RFC 7946."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Literal["Polygon", "MultiPolygon", "LineString", "MultiLineString", "Point", "MultiPoint"]
    coordinates: list[Any]  # checked by reading.geojson

    @property
    def lines(self) -> list[list[list[float]]]:
        """The shape's rings or lines, as lists of [longitude, latitude]. Points form one line."""
        lines = self.coordinates
        for _ in range(DEPTHS[self.type] - 2):
            lines = [line for part in lines for line in part]
        for _ in range(2 - DEPTHS[self.type]):
            lines = [lines]
        return lines

    @property
    def is_area(self) -> bool:
        """Whether the geometry is one polygon or several."""
        return self.type.endswith("Polygon")


def is_position(value: Any) -> bool:
    """Return whether a value is [longitude, latitude] in degrees; a height may follow."""
    return (
        isinstance(value, list)
        and len(value) > 1
        and all(type(part) in (int, float) for part in value[:2])  # isinstance would allow bools
        and abs(value[0]) <= 180
        and abs(value[1]) <= 90
    )


class Feature(Record):
    """One outline, with its name and the layer it is drawn on."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Literal["Feature"]
    properties: dict[str, Any]
    geometry: Geometry

    @property
    def name(self) -> str:
        """The name of the outline; empty if the outline has no name."""
        return _text(self.properties.get("name"))

    @property
    def layer(self) -> str:
        """The outline's layer, such as ``country`` or ``river``; empty if there is none."""
        return _text(self.properties.get("layer"))


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


class Outlines(Record):
    """A file of outlines to draw maps on: GeoJSON of any form, WGS 84."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: Literal["FeatureCollection"]
    features: tuple[Feature, ...] = Field(
        description="The outlines. Their `properties` may have a `name` and a `layer`: `country`, "
        "`governorate`, `river`, `lake` or any other. One with the name and kind of a location is "
        "that location’s shape on the maps."
    )
    attribution: str = Field("", description="Whose data it is, in words for the maps’ corner.")
