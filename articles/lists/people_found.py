"""People as an editor looks for them: also rejected and merged ones, by any name, in any script."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from articles.models import Name, NameKey
from articles.models.beginning import begins_with
from articles.models.people import filing_of, keys_of, keys_of_alone
from articles.names.match import SURNAME, compare_surname
from articles.text.fold import fold

NAMES_FOUND = 500  # spellings that one search brings together


def names_like(term: str) -> QuerySet[Name]:
    """Names that begin so, whose surname does, or that may be the same name or surname in any script.

    Each is found by an index: of the spelling, of the filing, of the keys. At most some hundreds.
    """
    filing = filing_of(term)
    folded = fold(term)
    wanted = Q()
    for spelled in {term, term.title()}:
        wanted |= begins_with("text", spelled)
    if filing.letter and folded:
        wanted |= Q(script=filing.script, letter=_first_letter(term, filing.letter)) & begins_with(
            "filed", folded
        )
    if alike := _alike(term):
        wanted |= Q(pk__in=alike)
    return Name.objects.filter(wanted).order_by()[:NAMES_FOUND]


def people_named(term: str) -> list[int]:
    """The ids of people with such a name; of those merged, whom they were merged into, too."""
    rows = names_like(term).values_list("person_id", "person__merged_into_id")
    return sorted({pk for row in rows for pk in row if pk is not None})


def _alike(term: str) -> list[int]:
    """The ids of names that share a key with the whole name, or are the surname's in another spelling."""
    # Their numbers, not a subquery: beside OR, PostgreSQL would take that for a reason to read all names.
    if len(term.split()) > 1:
        return list(_sharing(keys_of(term, "")))
    sharing = list(_sharing(keys_of_alone(term, "")))
    names = Name.objects.filter(pk__in=sharing).order_by().values_list("pk", "text", "language")
    return [pk for pk, text, language in names if compare_surname(term, text, "", language) >= SURNAME]


def _sharing(keys: set[str]) -> QuerySet[NameKey, int]:
    found: QuerySet[NameKey, int] = (
        NameKey.objects.filter(key__in=keys).order_by().values_list("name", flat=True)
    )
    return found[:NAMES_FOUND]


def _first_letter(term: str, letter: str) -> str:
    """Where the whole term is the beginning of a surname, its own first letter files it."""
    return filing_of(term.split()[0]).letter or letter
