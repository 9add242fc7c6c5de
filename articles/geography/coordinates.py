"""Where a city is, by any of its names; data of GeoNames (CC BY 4.0), see LICENCES."""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from articles.text.fold import fold

CITIES = Path(__file__).parent / "data" / "cities.tsv.gz"
_OWN = 10  # times as likely is a city of that name as one that is also called so
_TIMES = 2  # as many people as the next city of the name: then it is the one that is meant


class City(NamedTuple):
    latitude: float
    longitude: float
    country: str  # ISO 3166-1 alpha-2
    people: int
    is_own: bool  # the name that it was found by, not one among others

    @property
    def weight(self) -> int:
        return self.people * (_OWN if self.is_own else 1)


def position_of(names: Iterable[str], country: str = "") -> City | None:
    """The city that goes by one of these names, in that country if one is given; the first name that tells.

    None where no city does, and where several do of which none is by far the largest.
    """
    for name in names:
        found = [city for city in _called(fold(name)) if country in ("", city.country)]
        found.sort(key=lambda city: -city.weight)
        if found and (len(found) == 1 or found[0].weight >= _TIMES * found[1].weight):
            return found[0]
    return None


def _called(folded: str) -> list[City]:
    """All cities of that name. The names are sorted, and 1 stands last where it is the city's own name."""
    lines, found = _lines(), []
    wanted = f"{folded}\t".encode()
    at = bisect_left(lines, wanted)
    while at < len(lines) and lines[at].startswith(wanted):
        _, latitude, longitude, country, people, own = lines[at].decode().split("\t")
        found.append(City(float(latitude), float(longitude), country, int(people), own == "1"))
        at += 1
    return found


@cache
def _lines() -> list[bytes]:
    return gzip.decompress(CITIES.read_bytes()).split(b"\n")
