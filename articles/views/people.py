"""People: an index by frequency and period or by letter, and a page for each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.cache import cache
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lists.asking import Asked
from articles.lists.charts import RankedBar, ranked
from articles.lists.company import company_of
from articles.lists.facets import Facet, facets_of, values_of
from articles.lists.first_and_last import first_and_last
from articles.lists.folding import folded
from articles.lists.histogram import by_year
from articles.lists.links import ListAddress
from articles.lists.listing import listing
from articles.lists.mentioned import with_passages
from articles.lists.paging import Pages, page_asked
from articles.lists.suggesting import LONGEST, people_suggested
from articles.models import Name, Person
from articles.models.people import NameQuerySet, Standing
from articles.search.engine import FACETS
from articles.search.find import search
from articles.search.query import Query, Sort
from articles.text.fold import fold
from articles.text.scripts import UNKNOWN
from articles.views.caching import until_edited
from articles.views.errors import needs_index, reads_only
from articles.views.parameters import parameters_of

MOST_COUNTED = 200
NAMES_SHOWN = 200
LETTERS_KEPT = 60  # seconds; counting the letters reads every name

SCRIPTS = {
    "Latn": gettext_lazy("Latin"),
    "Cyrl": gettext_lazy("Cyrillic"),
    "Armn": gettext_lazy("Armenian"),
    "Geor": gettext_lazy("Georgian"),
    "Arab": gettext_lazy("Arabic"),
    "Grek": gettext_lazy("Greek"),
    "Hebr": gettext_lazy("Hebrew"),
    "Hani": gettext_lazy("Chinese"),
    UNKNOWN: gettext_lazy("Other"),
}


@dataclass(frozen=True)
class Letter:
    script: str  # ISO 15924
    letter: str
    count: int


FEW = "few"  # the parameter that asks for names seen once or twice, too


def shows_few(request: HttpRequest) -> bool:
    """Whether names seen once or twice are asked for; where there are no others, they are."""
    return bool(request.GET.get(FEW)) or not Person.objects.live().sure().exists()


@reads_only
@needs_index
def people(request: HttpRequest) -> HttpResponse:
    """Those mentioned most, in all articles or in a period; with `script` and `letter` all filed there."""
    script, letter = request.GET.get("script", ""), request.GET.get("letter", "")
    if script in SCRIPTS and len(letter) == 1 and letter.isprintable():
        return render(request, "people/letter.html", people_by_letter(request, script, letter))
    return render(request, "people/index.html", people_by_number(request))


def people_by_number(request: HttpRequest) -> dict[str, Any]:
    asked = Asked(parameters_of(request))
    few = shows_few(request)
    address = ListAddress(parameters_of(request), request.path)
    context: dict[str, Any] = {
        "form": asked.form,
        "problems": asked.problems,
        "scripts": letters_by_script(few),
        FEW: request.GET.get(FEW),
    }
    name = request.GET.get("name", "")[:LONGEST].strip()
    if name:
        context |= {"name": name, "found": people_suggested(name, NAMES_SHOWN, few=True)}
    if asked.answerable:
        counts = search(asked.resolved, limit=0, facets=("person",), facet_limit=MOST_COUNTED)
        values = values_of("person", counts.facets["person"], [], asked.narrowed)
        shown = [value for value in values if few or (isinstance(value.row, Person) and value.row.is_sure)]
        context["values"] = shown
        if len(shown) < len(values):
            context["few_address"] = str(address.setting(few="1"))
    return context


def people_by_letter(request: HttpRequest, script: str, letter: str) -> dict[str, Any]:
    few = shows_few(request)
    names = names_indexed(few).filter(script=script, letter=letter)
    # As numbers, so that one looks at no more of a name than the index of letters has.
    shown = names.exclude(pk__in=Name.objects.hidden().order_by().values("pk")).order_by("filed", "pk")
    plain = ListAddress(path=request.path).setting(script=script, letter=letter)
    scripts = letters_by_script(few)
    counted = {
        one.letter: one.count for known, letters in scripts if known == SCRIPTS[script] for one in letters
    }
    # The number that stands beside the letter: to count its names once more takes as long as to find them.
    total = counted.get(letter) or shown[:NAMES_SHOWN].count()
    pages = Pages.of(page_asked(parameters_of(request)), total=total, size=NAMES_SHOWN)
    return {
        "script": script,
        "letter": letter,
        "names": names.filter(
            pk__in=list(shown.values_list("pk", flat=True)[pages.start : pages.end])
        ).order_by("filed", "pk"),
        "pages": pages,
        "address": ListAddress(parameters_of(request), request.path),
        "plain": plain.setting(few="1") if request.GET.get(FEW) else plain,
        "scripts": scripts,
        FEW: request.GET.get(FEW),
        "few_address": "" if few else str(plain.setting(few="1")),
    }


def names_indexed(few: bool) -> NameQuerySet:
    """The spellings that stand in the index of people."""
    names = Name.objects.standing()
    return names if few else names.sure()


def letters_by_script(few: bool) -> list[tuple[str, list[Letter]]]:
    """(script, the letters that surnames begin with in it), by SCRIPTS. Reads every name, now and then."""
    key = f"people:letters:{'all' if few else 'sure'}"
    counted = cache.get_or_set(key, partial(count_letters, few), LETTERS_KEPT) or []
    return [(str(SCRIPTS[script]), letters) for script, letters in counted]


def count_letters(few: bool) -> list[tuple[str, list[Letter]]]:
    found: dict[str, list[Letter]] = {script: [] for script in SCRIPTS}
    shown = counted_by_letter(names_indexed(few))
    shown.subtract(counted_by_letter(names_indexed(few).hidden()))  # few; else each name would be asked
    for (script, letter), count in shown.items():
        if script in found and letter and count > 0:
            found[script].append(Letter(script, letter, count))
    for letters in found.values():
        letters.sort(key=lambda letter: (fold(letter.letter), letter.letter))  # Ё after Е, Ç after C
    return [(script, letters) for script, letters in found.items() if letters]


def counted_by_letter(names: NameQuerySet) -> Counter[tuple[str, str]]:
    counts = names.values("script", "letter").annotate(count=Count("pk")).order_by()
    return Counter(
        {(script, letter): n for script, letter, n in counts.values_list("script", "letter", "count")}
    )


@reads_only
@until_edited
@needs_index
def person(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One person: all spellings, a timeline, articles, company. One merged into another leads there."""
    live = get_object_or_404(Person.objects.select_related("merged_into"), pk=pk).live
    if live.standing == Standing.REJECTED:
        raise Http404(_("This is not a person."))
    if not Person.objects.filter(pk=live.pk).public().exists():
        raise Http404(_("Nothing that is shown tells of this person."))
    if request.path != live.get_absolute_url():
        return redirect(live, permanent=True)
    query = Query(persons=(live.pk,), sort=Sort.NEWEST)
    others = tuple(facet for facet in FACETS if facet != "person")
    listed = listing(query, page_asked(parameters_of(request)), facets=others, histogram="year")
    address = ListAddress().with_value("person", str(live.pk))
    facets = facets_of(listed.results.facets, {}, address)
    context = {
        "person": live,
        "spellings": names_by_script(live),
        "ends": first_and_last(query),
        "coverage": coverage_of(facets),
        "listing": folded(with_passages(listed, [live.pk]), parameters_of(request)),
        "company": company_of(live),
        "facets": facets,
        "timeline": by_year(listed.results, address),
        "all_address": str(address),
        "within": address,
        "address": ListAddress(parameters_of(request), request.path),
        "plain": ListAddress(path=request.path),
    }
    return render(request, "people/person.html", context)


def names_by_script(person: Person) -> list[tuple[str, list[Name]]]:
    """The other spellings of a person's name, by script in the order of SCRIPTS."""
    names = {name.text: name for name in person.names.public().order_by("-text") if name.text != person.name}
    by_script: dict[str, list[Name]] = {script: [] for script in SCRIPTS}
    for name in sorted(names.values(), key=lambda name: name.text):
        by_script.get(name.script, by_script[UNKNOWN]).append(name)
    return [(str(SCRIPTS[script]), found) for script, found in by_script.items() if found]


def coverage_of(facets: list[Facet]) -> list[RankedBar]:
    """The sources among a list's facets as bars."""
    values = next((facet.values for facet in facets if facet.parameter == "source"), [])
    return ranked(
        (value.label, value.count, value.row.get_absolute_url() if value.row else "", value.address)
        for value in values
    )
