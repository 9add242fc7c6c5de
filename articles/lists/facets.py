"""The values that a list can be narrowed by, with their names, counts and links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from articles.lists.filters import NOT, UNKNOWN_VALUE, Chosen
from articles.lists.links import ListAddress
from articles.lists.named import in_language_shown
from articles.lists.wording import language_name
from articles.models import Person, Place, Section, Source
from articles.search.engine import FACETS, FacetCount
from articles.search.query import UNKNOWN

VALUES = 10  # shown of each facet at first
MORE_VALUES = 200
MORE = "more"  # the parameter that names the facet to show more of

Row = Source | Section | Place | Person

_LABELS = {
    "source": _("Source"),
    "section": _("Section"),
    "language": _("Language"),
    "place": _("Place"),
    "person": _("Person"),
}
_UNKNOWN_LABELS = {"source": _("Source unknown"), "section": _("No section"), "place": _("No place")}
_ROWS: dict[str, type[Row]] = {"source": Source, "section": Section, "place": Place, "person": Person}


@dataclass(frozen=True)
class FacetValue:
    value: str  # as it stands in addresses
    label: str
    count: int
    address: str  # of the list with it chosen, or, where it is chosen, without it
    is_chosen: bool
    row: Row | None = None
    without: str = ""  # the address of the list without articles that have it; where one may ask so
    is_excluded: bool = False  # `address` is that of the list with them again


@dataclass(frozen=True)
class Facet:
    parameter: str
    label: str
    values: list[FacetValue]
    more: str = ""  # the address of the list with more of the values


def facet_limit(address: ListAddress) -> int:
    """How many values the engine must count: many where the list asks for more of one facet."""
    return MORE_VALUES if address.value(MORE) in FACETS else VALUES


def facets_of(
    counted: Mapping[str, Sequence[FacetCount]],
    chosen: Mapping[str, Sequence[Chosen]],
    address: ListAddress,
    excluded: Mapping[str, Sequence[Chosen]] | None = None,
) -> list[Facet]:
    """A facet for each that has a value, its chosen values among them even where they count nothing.

    Where `excluded` is given, values can be left out, and those that are stand last. Asks the database once
    for the names of each facet.
    """
    found = []
    for parameter in FACETS:
        opened = address.value(MORE) == parameter
        counts = counted.get(parameter, [])[: MORE_VALUES if opened else VALUES]
        values = values_of(parameter, counts, chosen.get(parameter, []), address)
        if excluded is not None:
            values = with_exclusions(values, parameter, excluded.get(parameter, []), address)
        if values:
            more = str(address.setting(**{MORE: parameter})) if len(counts) == VALUES and not opened else ""
            found.append(Facet(parameter, str(_LABELS[parameter]), values, more))
    return found


def values_of(
    parameter: str,
    counts: Iterable[FacetCount],
    chosen: Iterable[Chosen],
    address: ListAddress,
) -> list[FacetValue]:
    """The values of one facet by falling count. Keys whose row is gone are skipped."""
    picked = {value.key: value for value in chosen}
    counted = {found.value: found.count for found in counts}
    rows = rows_of(parameter, counted)
    values = []
    for key, count in (counted | {key: counted.get(key, 0) for key in picked}).items():
        row = rows.get(key)
        known = picked.get(key) or known_value(parameter, key, row)
        if known is None:
            continue
        change = address.without_value if key in picked else address.with_value
        link = str(change(parameter, known.value))
        values.append(FacetValue(known.value, known.label, count, link, key in picked, row))
    return values


def with_exclusions(
    values: Iterable[FacetValue], parameter: str, excluded: Sequence[Chosen], address: ListAddress
) -> list[FacetValue]:
    """Each value that is not chosen with the address of the list without it; then those left out already."""
    name = f"{NOT}{parameter}"
    gone = {value.value for value in excluded}
    found = [
        value if value.is_chosen else replace(value, without=str(address.with_value(name, value.value)))
        for value in values
        if value.value not in gone or value.is_chosen
    ]
    return found + [
        FacetValue(
            value.value, value.label, 0, str(address.without_value(name, value.value)), False, None, "", True
        )
        for value in excluded
    ]


def rows_of(parameter: str, keys: Iterable[int | str]) -> dict[int | str, Row]:
    model = _ROWS.get(parameter)
    if model is None:
        return {}
    rows = {row.pk: row for row in model._default_manager.filter(pk__in=[key for key in keys if key])}
    in_language_shown(rows.values())
    return rows


def known_value(parameter: str, key: int | str, row: Row | None) -> Chosen | None:
    """How a key of the index is written and called; None where its row is gone."""
    if parameter == "language":
        return Chosen(str(key), key, language_name(str(key)))
    if key == UNKNOWN and parameter in _UNKNOWN_LABELS:
        return Chosen(UNKNOWN_VALUE, UNKNOWN, str(_UNKNOWN_LABELS[parameter]))
    if row is None:
        return None
    return Chosen(str(row.pk) if isinstance(row, Person) else row.slug, key, row.name)
