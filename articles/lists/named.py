"""Sections and places by the name that they have in the language that is shown."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Place, PlaceName, Section, SectionName
from articles.models.filed import Filed
from articles.text.languages import MAIN
from articles.wording.languages import language_in_use


def in_language_shown(rows: Iterable[object]) -> None:
    """Gives each section and place among the rows that name for showing; they must not be saved afterwards.

    A query for each of the two tables, and none in English, whose names they have. Where there is none in the
    language, that name stays.
    """
    language = language_in_use()
    if language == MAIN:
        return
    wanted: dict[type[object], dict[int, list[Filed]]] = {Section: {}, Place: {}}
    for row in rows:
        if isinstance(row, Section | Place):
            wanted[type(row)].setdefault(row.pk, []).append(row)
    for model, sections_or_places, of in (
        (SectionName, wanted[Section], "section_id"),
        (PlaceName, wanted[Place], "place_id"),
    ):
        if not sections_or_places:
            continue
        found = model._default_manager.filter(language=language, **{f"{of}__in": sections_or_places})
        for pk, name in found.order_by("-pk").values_list(of, "name"):  # the first one is the one to show
            for row in sections_or_places[pk]:
                row.name = name


def filed_in_language_shown(articles: Iterable[Article]) -> None:
    """The same, of what the articles are filed under."""
    in_language_shown(row for article in articles for row in (article.section, article.place))
