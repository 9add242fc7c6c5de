"""What a face is asked, from the parameters of an address to the question for the engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from articles.lists.citing import ASKED, Citation, without_citation
from articles.lists.filters import ANSWERS, NOT, SPELLINGS, ArticleFilter, Chosen
from articles.lists.links import ListAddress
from articles.lists.paging import page_asked
from articles.lists.parameters import Parameters, last_value
from articles.lists.showing import PARAMETERS, Showing
from articles.models import Article
from articles.search.find import resolved
from articles.search.query import Query, Resolved, Sort, Spelling

FORM_FIELDS = {"q", "from", "to", "exact"}  # of the search form; it carries the others on
SORT_LABELS = {
    Sort.RELEVANCE: _("Most relevant"),
    Sort.NEWEST: _("Newest first"),
    Sort.OLDEST: _("Oldest first"),
}


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force, and the address of the list without it."""

    label: str
    value: str
    without: str


@dataclass(frozen=True)
class SortLink:
    label: str
    address: str
    is_current: bool


class Asked:
    """A list as it was asked for. Its names are looked up once, whatever is done with it then."""

    def __init__(self, parameters: Parameters) -> None:
        self.filter = ArticleFilter(
            MultiValueDict({name: list(values) for name, values in parameters.items()}),
            queryset=Article.objects.none(),
        )
        self.given = parameters
        self.problems = self.filter.problems  # (label, message) for each thing that cannot be answered
        self.answerable = self.filter.answerable  # only then there is a `query`
        self.address = without_citation(ListAddress(parameters))
        self.page = page_asked(parameters)  # None where what was asked for is no page number
        self.wants_citation = bool(last_value(parameters, ASKED))
        self.showing = Showing.asked(parameters)
        self.cited = Citation.given(parameters)  # what the address says that the list held

    @property
    def form(self) -> forms.Form:
        return self.filter.form

    @property
    def chosen(self) -> dict[str, list[Chosen]]:
        return self.filter.chosen

    @property
    def excluded(self) -> dict[str, list[Chosen]]:
        return self.filter.excluded

    @cached_property
    def query(self) -> Query:
        """The question as it was asked."""
        return self.filter.query

    @cached_property
    def resolved(self) -> Resolved:
        """The question as it was understood."""
        return resolved(self.query)

    @property
    def narrowed(self) -> ListAddress:
        """The address with nothing but what says which articles, in which order."""
        return self.address.only(ArticleFilter.base_filters)

    @property
    def order(self) -> Sort:
        """The order that the list really has: without words nothing is more relevant than another."""
        is_newest = self.query.sort == Sort.RELEVANCE and not self.query.text
        return Sort.NEWEST if is_newest else self.query.sort

    @property
    def folds(self) -> bool:
        """Whether reprints are to be folded wherever they are not unless that is asked for."""
        return last_value(self.given, "reprints") == "fold"

    @property
    def kept_by_form(self) -> list[tuple[str, str]]:
        """The parameters that the search form carries on, since it has no field for them."""
        kept = self.address.only({*ArticleFilter.base_filters, *PARAMETERS} - FORM_FIELDS)
        return list(kept.pairs)

    @property
    def active(self) -> list[ActiveFilter]:
        """Every filter in force but the words, which stand in the search box."""
        label, address = self.filter.label, self.address
        within = [*self.chosen.items(), *((f"{NOT}{name}", given) for name, given in self.excluded.items())]
        found = [
            ActiveFilter(label(name), value.label, str(address.without_value(name, value.value)))
            for name, values in within
            for value in values
        ]
        for name in ("from", "to", "undated", "exact"):
            if self.form.cleaned_data.get(name):
                value = str(ANSWERS.get(name) or address.value(name))
                found.append(ActiveFilter(label(name), value, str(address.setting(**{name: ""}))))
        if spelling := self.form.cleaned_data.get("spelling"):
            value = str(SPELLINGS[Spelling(spelling)])
            found.append(ActiveFilter(label("spelling"), value, str(address.setting(spelling=""))))
        return found

    @property
    def told(self) -> str:
        """What was asked for in a few words, for the title of a page; "" where all is asked for."""
        if not self.answerable:
            return ""
        return ", ".join(filter(None, (self.query.text, *(one.value for one in self.active))))

    @property
    def sorts(self) -> list[SortLink]:
        """The orders that the list can have; relevance only where there are words to be relevant to."""
        has_words = bool(self.query.text)
        default = Sort.RELEVANCE if has_words else Sort.NEWEST
        return [
            SortLink(
                str(SORT_LABELS[sort]),
                str(self.address.setting(sort="" if sort == default else sort.value)),
                sort == self.order,
            )
            for sort in Sort
            if has_words or sort != Sort.RELEVANCE
        ]
