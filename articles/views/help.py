"""How to search, with examples that run."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.lists.links import articles_with
from articles.views.errors import reads_only


@dataclass(frozen=True)
class Example:
    query: str
    meaning: Promise

    @property
    def address(self) -> str:
        return articles_with(q=self.query)


# (heading, examples); every example must be understood by the parser, which a test makes sure of.
EXAMPLES = [
    (
        gettext_lazy("Words"),
        [
            Example("karabakh ceasefire", gettext_lazy("both words, anywhere in the article")),
            Example("karabakh OR karabağ", gettext_lazy("either word; OR is written in capitals")),
            Example("war -peace", gettext_lazy("the first word without the second")),
            Example("(gas OR oil) pipeline", gettext_lazy("brackets group alternatives")),
            Example("minist*", gettext_lazy("every word that begins so")),
        ],
    ),
    (
        gettext_lazy("Phrases"),
        [
            Example('"prime minister"', gettext_lazy("the words together, in this order")),
            Example('"state of the nation"', gettext_lazy("small words count inside quotes")),
            Example('"minister defence"~5', gettext_lazy("the words near each other, in any order")),
        ],
    ),
    (
        gettext_lazy("Names and spellings"),
        [
            Example("Бужинский", gettext_lazy("a name in one alphabet finds it in the others too")),
            Example("Buzhinsky~", gettext_lazy("other spellings of a word, and slips of the pen")),
            Example(
                'person:"Yevgeny Buzhinsky"',
                gettext_lazy("articles that mention this person, however spelled"),
            ),
        ],
    ),
    (
        gettext_lazy("Parts and dates"),
        [
            Example("headline:election", gettext_lazy("only in the headline")),
            Example("source:turan.az", gettext_lazy("only from this source")),
            Example(
                "section:politics place:baku",
                gettext_lazy("of this section and place; any language's name will do"),
            ),
            Example("lang:ru", gettext_lazy("only in this language")),
            Example("date:2020-10", gettext_lazy("published in October 2020; a year or a day will do too")),
            Example("from:2020-09-27 to:2020-11-10", gettext_lazy("between two days, both included")),
        ],
    ),
]


@reads_only
def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "help/search.html", {"groups": EXAMPLES})
