"""What an archive's editors have added to the names that the data files hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from articles.reading.signs.phrases import fold_case

_MARKS = " \t\xa0:.»>›/|•*-–"  # around the name of a section


def bare(name: str) -> str:
    """A section's name as it is compared: folded, without what pages set around it."""
    return fold_case(name.strip(_MARKS))


@dataclass(frozen=True, slots=True)
class KnownSource:
    """An outlet as articles are filed under it: its domain or, where it has none, its name."""

    domain: str
    timezone: str | None = None  # IANA name


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """By folded name. The data files go before it, except for a source's time zone, which an editor knows."""

    sections: Mapping[str, str] = field(default_factory=dict)  # → the section's key
    places: frozenset[str] = frozenset()
    sources: Mapping[str, KnownSource] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        sections: Iterable[tuple[str, str]] = (),
        places: Iterable[str] = (),
        sources: Iterable[tuple[str, KnownSource]] = (),
    ) -> Vocabulary:
        """From (name, key), names, and (name or domain, source)."""
        return cls(
            {bare(name): key for name, key in sections if bare(name)},
            frozenset(fold_case(name.strip()) for name in places if name.strip()),
            {fold_case(name.strip()): source for name, source in sources if name.strip()},
        )


NOTHING_ADDED = Vocabulary()
