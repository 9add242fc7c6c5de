"""Addresses that cost an archive much: made by a seed of what it holds most, over all public routes."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlencode

_LETTERS = "aeiost"
_NAMES_READ = 50_000
_MOST_SHARED = 200
_MONTHS = ("1998-03", "2004-11", "2010-05", "2020-10", "undated", "undated-2")


@dataclass(frozen=True)
class Vocabulary:
    """What the archive holds most of, the most frequent first."""

    beginnings: list[str]  # three letters, or whole words, that many names share
    words: list[str]
    people: list[int]
    articles: list[str]  # public ids
    filed: list[str]  # addresses of sources, sections and places


def vocabulary() -> Vocabulary:
    """Of the archive in use. Raises ``IndexMissing``."""
    from articles.models import Article, Name, Place, Section, Source
    from articles.search.find import reader

    shared: Counter[str] = Counter()
    for name in Name.objects.values_list("folded", flat=True)[:_NAMES_READ].iterator():
        for word in name.split():
            shared.update({word, word[:3]})
    words = [word for letter in _LETTERS for word, _ in reader().completions(letter, 40)]
    people = Name.objects.order_by("pk").values_list("person", flat=True)[:_MOST_SHARED]
    articles = Article.objects.public().order_by("pk").values_list("public_id", flat=True)[:50]
    filed = [
        row.get_absolute_url()
        for rows in (Source.objects, Section.objects, Place.objects)
        for row in rows.order_by("pk")[:10]
    ]
    return Vocabulary(
        [word for word, _ in shared.most_common(_MOST_SHARED)], words, list(people), list(articles), filed
    )


class Hostile:
    """Draws of one kind after the other, hostile more often than kind; the same for the same seed."""

    def __init__(self, known: Vocabulary, seed: int) -> None:
        self.known = known
        self.draw = random.Random(seed)

    def addresses(self, count: int) -> Iterator[str]:
        kinds = (
            *(self.lists,) * 8,
            *(self.streams, self.people, self.person, self.article, self.filed, self.dates),
            *(self.typed, self.listed_by_api, self.one_by_api, self.discovery),
        )
        for _ in range(count):
            yield self.draw.choice(kinds)()

    def question(self) -> str:
        """Words for the search box."""
        most = self.draw.choice
        return most(
            (
                lambda: self.names(64),
                lambda: self.names(4),
                lambda: self.words(30),
                lambda: f"{self.words(6)} {self.names(8)}",
                lambda: f"({self.words(8)}) ({self.words(8)}) -({self.words(4)})",
                lambda: f"headline:({self.words(8)})",
                lambda: f"{self.words(2)} date:{self.draw.randint(1990, 2026)}",
                lambda: self.draw.choice(self.known.words).title(),
                lambda: "",
            )
        )()

    def names(self, most: int) -> str:
        some = (self.draw.choice(self.known.beginnings) for _ in range(self.draw.randint(1, most)))
        joint = self.draw.choice([" OR ", " ", " -"])
        return joint.join(f"person:{name}" for name in some)

    def words(self, most: int) -> str:
        def one(word: str) -> str:
            other = self.draw.choice(self.known.words)
            return self.draw.choice(
                [
                    *(word, word.title(), f"{word[:2]}*", f"{word}~", f"{word[:2]}*{word[-1:]}*", f"-{word}"),
                    *(f'"{word} {other}"', f'"{word} {other} {word[:3]}"~5', f"{word[:2]}?{word[3:] or '?'}"),
                ]
            )

        some = (one(self.draw.choice(self.known.words)) for _ in range(self.draw.randint(1, most)))
        return self.draw.choice([" ", " OR "]).join(some)

    def with_filters(self, path: str, **given: str) -> str:
        draw = self.draw
        filters = [
            ("sort", draw.choice(["", "oldest", "newest", "relevance"])),
            ("exact", draw.choice(["", "", "1"])),
            ("spelling", draw.choice(["", "", "near", "other"])),
            ("from", draw.choice(["", "1998", "2010-05"])),
            ("person", str(draw.choice(self.known.people)) if draw.random() < 0.3 else ""),
        ]
        asked = [*given.items(), *(pair for pair in filters if pair[1])]
        return f"{path}?{urlencode([pair for pair in asked if pair[1]])}"

    def lists(self) -> str:
        page, more = self.draw.choice(["", "2", "50", "999999"]), self.draw.choice(["", "person", "source"])
        return self.with_filters("/articles/", q=self.question(), page=page, more=more)

    def streams(self) -> str:
        """Tables, feeds, exports and addresses to cite: asked to the last hit."""
        path = self.draw.choice(
            ["/articles/table/", "/articles/feed/", "/articles/feed.json", "/api/v1/export", "/articles/"]
        )
        more = {"cite": "1"} if path == "/articles/" else {}
        if path == "/api/v1/export":
            more = {"format": self.draw.choice(["jsonl", "csv", "csv-text", "bibtex", "ris", "csl"])}
        return self.with_filters(path, q=self.question(), **more)

    def people(self) -> str:
        kind, few = self.draw.randrange(4), self.draw.choice(["", "1"])
        if kind == 0:
            return "/people/?" + urlencode({"name": self.draw.choice(self.known.beginnings), "few": few})
        if kind == 1:
            return "/people/?" + urlencode({"from": self.draw.choice(["1998", "2010-05"]), "few": few})
        asked = {"script": "Latn", "letter": self.draw.choice("ABKMS")}
        return "/people/?" + urlencode(asked | {"page": self.draw.choice(["1", "150", "999999"]), "few": few})

    def person(self) -> str:
        page = self.draw.choice(["", "?page=2", "?page=999999"])
        return f"/people/{self.draw.choice(self.known.people)}/-/{page}"

    def article(self) -> str:
        one = self.draw.choice(self.known.articles)
        asked = urlencode({"q": self.question(), "at": self.draw.randint(1, 3000)})
        ending = self.draw.choice([f"/?{asked}", f"/-/?{asked}", "/original/", "/original/bytes/"])
        return f"/articles/{one}{ending}"

    def filed(self) -> str:
        page = self.draw.choice(["", "?page=2", "?page=999999"])
        return self.draw.choice([*self.known.filed, "/sources/", "/sections/", "/places/"]) + page

    def dates(self) -> str:
        year, month = self.draw.randint(1990, 2026), self.draw.randint(1, 12)
        return self.draw.choice(
            [
                *("/", "/dates/", f"/dates/{year}/", f"/dates/{year}/{month}/?page=999999"),
                f"/dates/{year}/{month}/{self.draw.randint(1, 28)}/",
            ]
        )

    def typed(self) -> str:
        """Into a box that proposes."""
        draw = self.draw
        text = draw.choice(
            [draw.choice(self.known.beginnings), draw.choice(self.known.words), "https://a.az/1"]
        )
        path = draw.choice(["/suggest/", "/api/v1/suggestions"])
        return f"{path}?{urlencode({'q': text[: draw.randint(2, 14)]})}"

    def listed_by_api(self) -> str:
        draw = self.draw
        if draw.random() < 0.3:
            return self.with_filters(
                "/api/v1/dates", q=self.question(), by=draw.choice(["year", "month", "day"])
            )
        return self.with_filters(
            "/api/v1/articles",
            q=self.question(),
            limit=draw.choice(["", "100"]),
            facets=draw.choice(["", "person", "source,section,language,place,person"]),
            facet_limit=draw.choice(["", "200"]),
            histogram=draw.choice(["", "year", "day"]),
            highlights=draw.choice(["", "1"]),
            fields=draw.choice(["", "public_id,body,persons,evidence"]),
        )

    def one_by_api(self) -> str:
        draw, known = self.draw, self.known
        article, person = draw.choice(known.articles), draw.choice(known.people)
        name = quote(draw.choice(known.beginnings))
        return draw.choice(
            [
                *(f"/api/v1/articles/{article}", f"/api/v1/articles/{article}/original?limit=5000"),
                *(f"/api/v1/persons/{person}", f"/api/v1/persons/{person}/company?by=month"),
                *(f"/api/v1/persons?name={name}&limit=100", "/api/v1/persons?limit=100&after=100000"),
                *(f"/api/v1{draw.choice(known.filed).rstrip('/')}", "/api/v1/places", "/api/v1/sections"),
            ]
        )

    def discovery(self) -> str:
        month = self.draw.choice(_MONTHS)
        return self.draw.choice(
            [
                *("/sitemap.xml", f"/sitemaps/{month}.xml", "/opensearch.xml", "/robots.txt"),
                *("/help/search/", "/api/v1/", "/api/v1/openapi.json", "/api/v1/docs", "/no/such/page/"),
            ]
        )
