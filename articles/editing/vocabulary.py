"""The rows that a page's own words stand for: its source, section and place, made when first met.

And back: the names that editors have given to such rows, for the reader to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache

from articles.models import Place, PlaceName, Section, SectionName, Source
from articles.models.filed import NAME_LENGTH, domain_of, is_name, make_slug
from articles.models.revisions import save_unrevised
from articles.reading.signs.outlets import domain_of_credit
from articles.reading.signs.places import known_places
from articles.reading.signs.sections import known_sections
from articles.reading.signs.vocabulary import KnownSource, Vocabulary
from articles.text import languages
from articles.text.calling import calmed, spelled_out
from articles.text.fold import fold


def source_for(text: str, timezone: str = "") -> Source | None:
    """The Source of this domain, URL or name, made where there is none; None for what is no name."""
    text = _clean(text)
    if not text:
        return None
    source = Source.objects.named(text)
    if source is None:
        domain = domain_of(text) or domain_of_credit(text) or ""
        if domain and (known := Source.objects.named(domain)) is not None:
            return known
        name = domain or text
        source = Source(name=name, slug=_free_slug(Source, name), domain=domain or None, timezone=timezone)
        save_unrevised(source)
    return source


def section_for(text: str) -> Section | None:
    """The Section that goes by this name in any language; None for what is no name."""
    text = _clean(text)
    if not text:
        return None
    shown = spelled_out(text)
    section: Section | None = Section.objects.named(text) or Section.objects.named(shown)
    if section is None:
        text = shown
        known = _sections_by_name().get(fold(text)) or Known(text, {"": [text]})
        section = Section.objects.filter(slug=make_slug(known.key)).first() if known.key != text else None
        if section is None:
            section = Section(name=known.shown, slug=_free_slug(Section, known.key))
            save_unrevised(section)
        names = _new_names(SectionName, known, text)
        SectionName.objects.bulk_create(SectionName(section=section, **name) for name in names)
    return section


def place_for(text: str) -> Place | None:
    """The Place that goes by this name in any language; None for what is no name."""
    text = _clean(text)
    if not text:
        return None
    place: Place | None = Place.objects.named(text)
    if place is None:
        text = calmed(text)
        known = _places_by_name().get(fold(text)) or Known(text, {"": [text]})
        place = Place.objects.filter(slug=make_slug(known.key)).first() if known.key != text else None
        if place is None:
            place = Place(name=known.shown, slug=_free_slug(Place, known.key), country=known.country)
            save_unrevised(place)
        PlaceName.objects.bulk_create(
            PlaceName(place=place, **name) for name in _new_names(PlaceName, known, text)
        )
    return place


@dataclass(frozen=True)
class Rows:
    """As the three above, each word looked up once: for the articles of one transaction."""

    source: Callable[[str, str], Source | None] = field(default_factory=lambda: cache(source_for))
    section: Callable[[str], Section | None] = field(default_factory=lambda: cache(section_for))
    place: Callable[[str], Place | None] = field(default_factory=lambda: cache(place_for))


def editors_names() -> Vocabulary:
    """The names of sections, places and sources that an editor has made or changed.

    Rows that only a page or a hint has brought about are left out: the reader's own guesses, taken for
    names, would confirm each other.
    """
    sections = Section.objects.filter(pk__in=Section.history.values("id"))
    places = Place.objects.filter(pk__in=Place.history.values("id"))
    sources = Source.objects.filter(pk__in=Source.history.values("id"))
    return Vocabulary.of(
        sections=[
            *sections.values_list("name", "slug"),
            *SectionName.objects.filter(section__in=sections).values_list("name", "section__slug"),
        ],
        places=[
            *places.values_list("name", flat=True),
            *PlaceName.objects.filter(place__in=places).values_list("name", flat=True),
        ],
        sources=[
            (called, KnownSource(source.domain or source.name, source.timezone or None))
            for source in sources
            for called in (source.name, source.domain or "")
        ],
    )


@dataclass(frozen=True)
class Known:
    """What the data files know of a section or place."""

    key: str
    names: dict[str, list[str]]  # by language
    country: str = ""

    @property
    def shown(self) -> str:
        return (self.names.get(languages.MAIN) or next(iter(self.names.values())))[0]


@cache
def _sections_by_name() -> dict[str, Known]:
    return _by_name(Known(key, names) for key, names in known_sections().items())


@cache
def _places_by_name() -> dict[str, Known]:
    return _by_name(Known(key, place["names"], place["country"]) for key, place in known_places().items())


def _by_name(all_known: Iterable[Known]) -> dict[str, Known]:
    """By folded name; where two share one, the first in the file has it, as for the reader."""
    by_name: dict[str, Known] = {}
    for known in all_known:
        for names in known.names.values():
            for name in names:
                by_name.setdefault(fold(name), known)
    return by_name


def _new_names(model: type[SectionName | PlaceName], known: Known, text: str) -> list[dict[str, str]]:
    """The columns of its names, and of the one met, that no row has yet; of a language the one to show first.

    What two languages spell alike is of the first in the file, Баку of Russian and not of Ukrainian.
    """
    names: dict[str, tuple[str, str]] = {}
    for language, spellings in known.names.items():
        for spelling in spellings:
            names.setdefault(fold(spelling), (language, spelling))
    names.setdefault(fold(text), ("", text))
    taken = set(model._default_manager.filter(folded__in=names).values_list("folded", flat=True))
    return [
        {"folded": folded, "language": language, "name": name}
        for folded, (language, name) in names.items()
        if folded and folded not in taken
    ]


def _clean(text: str) -> str:
    """The text on one line, cut where it is long; "" where it is no name."""
    text = " ".join(text.split())[:NAME_LENGTH]
    return text if is_name(text) else ""


def _free_slug(model: type[Source | Section | Place], text: str) -> str:
    base = make_slug(text) or "unnamed"
    slug, n = base, 1
    while model.objects.filter(slug=slug).exists():
        n += 1
        slug = f"{base}-{n}"
    return slug
