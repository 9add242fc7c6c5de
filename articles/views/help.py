"""How to search, with examples that run."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from articles.lists.links import articles_with
from articles.views.errors import reads_only


@dataclass(frozen=True)
class Example:
    query: str
    meaning: str

    @property
    def address(self) -> str:
        return articles_with(q=self.query)


# (heading, examples); every example must be understood by the parser, which a test makes sure of.
EXAMPLES = [
    (
        "Words",
        [
            Example("karabakh ceasefire", "both words, anywhere in the article"),
            Example("karabakh OR karabağ", "either word; OR is written in capitals"),
            Example("war -peace", "the first word without the second"),
            Example("(gas OR oil) pipeline", "brackets group alternatives"),
            Example("minist*", "every word that begins so"),
        ],
    ),
    (
        "Phrases",
        [
            Example('"prime minister"', "the words together, in this order"),
            Example('"state of the nation"', "small words count inside quotes"),
            Example('"minister defence"~5', "the words near each other, in any order"),
        ],
    ),
    (
        "Names and spellings",
        [
            Example("Бужинский", "a name in one alphabet finds it in the others too"),
            Example("Buzhinsky~", "other spellings of a word, and slips of the pen"),
            Example('person:"Yevgeny Buzhinsky"', "articles that mention this person, however spelled"),
        ],
    ),
    (
        "Parts and dates",
        [
            Example("headline:election", "only in the headline"),
            Example("source:turan.az", "only from this source"),
            Example("section:politics place:baku", "of this section and place; any language's name will do"),
            Example("lang:ru", "only in this language"),
            Example("date:2020-10", "published in October 2020; a year or a day will do too"),
            Example("from:2020-09-27 to:2020-11-10", "between two days, both included"),
        ],
    ),
]


@reads_only
def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "help/search.html", {"groups": EXAMPLES})
