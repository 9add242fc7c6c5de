"""Maps: what part of the Earth they show, where on them a point is, and the outlines of countries."""

from __future__ import annotations

import json
from functools import cache
from math import cos, radians
from pathlib import Path
from typing import NamedTuple

OUTLINES = Path(__file__).parent / "data" / "outlines.json"
_PER_DEGREE = 100  # of the numbers in the file


class Frame(NamedTuple):
    """A part of the Earth in degrees, drawn so wide that at its middle all directions are to one scale."""

    name: str
    west: float
    south: float
    east: float
    north: float
    width: int  # of the drawing

    @property
    def height(self) -> int:
        return round(self._scale * (self.north - self.south))

    @property
    def _scale(self) -> float:
        """Units of the drawing to a degree of latitude."""
        middle = 0.0 if self.name == "world" else (self.south + self.north) / 2
        return self.width / ((self.east - self.west) * cos(radians(middle)))

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def at(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Where on the drawing a point is, from its upper left corner."""
        x = (longitude - self.west) / (self.east - self.west) * self.width
        return round(x, 1), round((self.north - latitude) * self._scale, 1)


WORLD = Frame("world", -170, -56, 190, 78, 960)
REGION = Frame("region", 36, 36, 54, 45.5, 960)
FRAMES = (REGION, WORLD)


@cache
def outline(frame: Frame) -> str:
    """The countries' outlines as the data of an SVG path."""
    parts = []
    for ring in json.loads(OUTLINES.read_text())[frame.name]:
        points = zip(ring[::2], ring[1::2], strict=True)
        drawn = [frame.at(y / _PER_DEGREE, x / _PER_DEGREE) for x, y in points]
        parts.append("M" + "L".join(f"{round(x)} {round(y)}" for x, y in drawn) + "Z")
    return "".join(parts)
