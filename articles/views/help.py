"""How to search, with examples that run: made from what this archive holds, where it holds something."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.lists.examples import Found, examples
from articles.lists.links import articles_with
from articles.views.errors import reads_only


@dataclass(frozen=True)
class Example:
    query: str
    meaning: Promise

    @property
    def address(self) -> str:
        return articles_with(q=self.query)


Groups = list[tuple[Promise, list[Example]]]


def groups_of(found: Found) -> Groups:
    """(heading, examples); every example must be understood by the parser, which a test makes sure of."""
    return [
        (gettext_lazy("Words"), _words(found)),
        (gettext_lazy("Phrases"), _phrases(found)),
        (gettext_lazy("Names and spellings"), _names(found)),
        (gettext_lazy("Parts and dates"), _parts(found)),
    ]


def _words(found: Found) -> list[Example]:
    word, other, third = found.word, found.other, found.phrase.partition(" ")[0]
    known = bool(word)
    return [
        Example(
            f"{word} {other}" if known else "karabakh ceasefire",
            gettext_lazy("both words, anywhere in the article"),
        ),
        Example(
            f"{word} OR {other}" if known else "karabakh OR karabağ",
            gettext_lazy("either word; OR is written in capitals"),
        ),
        Example(
            f"{word} -{found.person.rpartition(' ')[2] or 'peace'}" if known else "war -peace",
            gettext_lazy("the first word without the second"),
        ),
        Example(
            f"({word} OR {other}) {third}" if known else "(gas OR oil) pipeline",
            gettext_lazy("brackets group alternatives"),
        ),
        Example(f"{word[:4]}*" if known else "minist*", gettext_lazy("every word that begins so")),
    ]


def _phrases(found: Found) -> list[Example]:
    one, _, two = found.phrase.partition(" ")
    return [
        Example(
            f'"{found.phrase}"' if two else '"prime minister"',
            gettext_lazy("the words together, in this order"),
        ),
        Example('"state of the nation"', gettext_lazy("small words count inside quotes")),
        Example(
            f'"{two} {one}"~5' if two else '"minister defence"~5',
            gettext_lazy("the words near each other, in any order"),
        ),
    ]


def _names(found: Found) -> list[Example]:
    return [
        Example(
            found.spelled or "Бужинский", gettext_lazy("a name in one alphabet finds it in the others too")
        ),
        Example(
            f"{found.person.rpartition(' ')[2] or 'Buzhinsky'}~",
            gettext_lazy("other spellings of a word, and slips of the pen"),
        ),
        Example(
            f'person:"{found.person or "Yevgeny Buzhinsky"}"',
            gettext_lazy("articles that mention this person, however spelled"),
        ),
    ]


def _parts(found: Found) -> list[Example]:
    year = found.year
    return [
        Example(f"headline:{found.word or 'election'}", gettext_lazy("only in the headline")),
        Example(f"source:{_quoted(found.source) or 'turan.az'}", gettext_lazy("only from this source")),
        Example(
            f"section:{_quoted(found.section) or 'politics'} place:{_quoted(found.place) or 'baku'}",
            gettext_lazy("of this section and place; any language's name will do"),
        ),
        Example(f"lang:{found.language or 'ru'}", gettext_lazy("only in this language")),
        Example(
            f"date:{year}" if year else "date:2020-10",
            gettext_lazy("published in that year; a month or a day will do too"),
        ),
        Example(
            f"from:{int(year) - 1}-09-27 to:{year}-11-10" if year else "from:2020-09-27 to:2020-11-10",
            gettext_lazy("between two days, both included"),
        ),
    ]


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name


EXAMPLES = groups_of(Found())


@reads_only
def search_help(request: HttpRequest) -> HttpResponse:
    return render(request, "help/search.html", {"groups": groups_of(examples())})
