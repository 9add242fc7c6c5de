"""Places on maps: points sized by articles, on the region and on the world."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

from articles.geography.coordinates import City, position_of
from articles.geography.outlines import FRAMES, Frame, outline
from articles.lists.facets import FacetValue
from articles.models import Place, PlaceName

POINTS = 300  # on one map, those with the most articles
_LABELS = 14
_SMALLEST, _LARGEST = 4.0, 30.0  # radii
_LETTER, _LINE = 9.0, 20.0  # of a label, in units of the drawing


@dataclass(frozen=True)
class Located:
    """A place of the archive, how many articles are from there, and where it is."""

    place: Place
    count: int
    city: City


@dataclass(frozen=True)
class Point:
    located: Located
    x: float
    y: float
    radius: float
    label: str  # "" where there is no room
    anchor: str  # which end of the label is at `label_x`, as SVG says it
    label_x: float


@dataclass(frozen=True)
class Map:
    frame: Frame
    outline: str
    points: list[Point]  # the largest first, so that the smaller lie above
    more: int  # that the frame holds beyond these


def located(values: Iterable[FacetValue]) -> list[Located]:
    """Those of the places whose position is known, in their order. One query, for all their names."""
    places = [(value.row, value.count) for value in values if isinstance(value.row, Place)]
    names: dict[int, list[str]] = {row.pk: [] for row, _ in places}
    for of, name in PlaceName.objects.filter(place__in=names).order_by("pk").values_list("place", "name"):
        names[of].append(name)
    found = []
    for row, count in places:
        city = _told(row) or position_of([*names[row.pk], row.name], row.country)
        if city:
            found.append(Located(row, count, city))
    return found


def _told(place: Place) -> City | None:
    """Where an editor says that it is."""
    if place.latitude is None or place.longitude is None:
        return None
    return City(place.latitude, place.longitude, place.country, 0, True)


def maps_of(places: Sequence[Located]) -> list[Map]:
    """The region's map, then the world's; one without a place is left out."""
    return [drawn for frame in FRAMES if (drawn := map_of(places, frame)).points]


def map_of(places: Sequence[Located], frame: Frame) -> Map:
    held = [one for one in places if frame.holds(one.city.latitude, one.city.longitude)]
    held.sort(key=lambda one: (-one.count, one.place.pk))
    shown = held[:POINTS]
    most = shown[0].count if shown else 1
    taken: list[tuple[float, float, float, float]] = []
    points = []
    for n, one in enumerate(shown):
        x, y = frame.at(one.city.latitude, one.city.longitude)
        radius = round(max(_SMALLEST, _LARGEST * sqrt(one.count / most)), 1)
        label, anchor, label_x = "", "start", 0.0
        if n < _LABELS:
            label, anchor, label_x = _labelled(one.place.name, x, y, radius, frame, taken)
        points.append(Point(one, x, y, radius, label, anchor, label_x))
    return Map(frame, outline(frame), points, len(held) - len(shown))


def _labelled(
    name: str, x: float, y: float, radius: float, frame: Frame, taken: list[tuple[float, float, float, float]]
) -> tuple[str, str, float]:
    """The name to the right of its point or to the left, wherever it covers no other; else none."""
    width = len(name) * _LETTER
    for anchor, start in (("start", x + radius + 4), ("end", x - radius - 4 - width)):
        box = (start, y - _LINE / 2, start + width, y + _LINE / 2)
        free = all(
            box[2] <= other[0] or box[0] >= other[2] or box[3] <= other[1] or box[1] >= other[3]
            for other in taken
        )
        if free and box[0] >= 0 and box[2] <= frame.width:
            taken.append(box)
            return name, anchor, round(start if anchor == "start" else start + width, 1)
    return "", "start", 0.0
