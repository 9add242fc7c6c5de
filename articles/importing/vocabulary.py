"""The rows that a page's own words stand for: its source, section and place, made when first met."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from articles.models import Place, PlaceName, Section, SectionName, Source
from articles.models.filed import domain_of, make_slug
from articles.reading.places import known_places
from articles.reading.sections import known_sections
from articles.text.fold import fold

LONGEST = 200  # letters; a longer "name" is something else


def source_for(text: str, timezone: str = "") -> Source | None:
    """The Source of this domain, URL or name; None for "". A new one is made where there is none."""
    text = text.strip()[:LONGEST]
    if not text:
        return None
    source = Source.objects.named(text)
    if source is None:
        domain = domain_of(text)
        name = domain or text
        source = Source(name=name, slug=_free_slug(Source, name), domain=domain or None, timezone=timezone)
        source.save_without_historical_record()
    return source


def section_for(text: str) -> Section | None:
    return _filed(text, Section, SectionName, "section", _known_section_names())


def place_for(text: str) -> Place | None:
    return _filed(text, Place, PlaceName, "place", _known_place_names())


Row = TypeVar("Row", Section, Place)
Names = dict[str, tuple[str, dict[str, list[str]]]]  # folded name → key, names by language


@cache
def _known_section_names() -> Names:
    return _by_folded(known_sections())


@cache
def _known_place_names() -> Names:
    return _by_folded(known_places())


def _by_folded(known: dict[str, dict[str, list[str]]]) -> Names:
    return {
        fold(name): (key, names)
        for key, names in known.items()
        for spellings in names.values()
        for name in spellings
    }


def _filed(
    text: str, model: type[Row], name_model: type[SectionName | PlaceName], kind: str, known: Names
) -> Row | None:
    """The section or place that goes by this name in any language; made with all its names if new."""
    text = " ".join(text.split())[:LONGEST]
    if not text:
        return None
    row: Row | None = model.objects.named(text)
    if row is not None:
        return row
    key, names = known.get(fold(text), (text, {"": [text]}))
    shown = names.get("en", [text])[0]
    row = model.objects.filter(slug=make_slug(key)).first() if names.get("en") else None
    if row is None:
        row = model(name=shown, slug=_free_slug(model, key))
        row.save_without_historical_record()
    spellings = [(language, name) for language, all_of in names.items() for name in all_of]
    taken = set(
        name_model.objects.filter(folded__in=[fold(name) for _, name in spellings]).values_list(
            "folded", flat=True
        )
    )
    for language, name in [("", text), *spellings]:
        if (folded := fold(name)) and folded not in taken:
            taken.add(folded)
            name_model.objects.create(language=language, name=name, **{kind: row})
    return row


def _free_slug(model: type[Source | Section | Place], text: str) -> str:
    base = make_slug(text) or "unnamed"
    slug, n = base, 1
    while model.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug
