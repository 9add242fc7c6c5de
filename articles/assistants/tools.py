"""Five questions and their answers, as values of JSON. Only what a public reader sees; nothing is stored.

Every answer has addresses to cite: ``address`` of this archive, for ever, and ``url`` where it was published.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import reverse

from articles.exporting.record import facts_of, records_of
from articles.lists.asking import Asked
from articles.lists.histogram import iso_key
from articles.lists.knowing import Known
from articles.lists.links import ListAddress
from articles.lists.listing import HitShown, listing
from articles.lists.meant import is_clear, people_meant
from articles.lists.suggesting import LONGEST, names_beginning
from articles.models import Article, Person
from articles.people.candidates import spelling_of
from articles.reading.model import Hints, Rejected
from articles.reading.reader import read as read_page
from articles.search.engine import Step
from articles.search.find import search as ask_engine
from articles.search.query import Sort
from articles.wording.codes import worded

MOST_HITS = 20
LONGEST_TEXT = 20_000  # characters of a text in one answer
LONGEST_PARSED = 100_000  # characters of a page
MOST_ITEMS = 10
MOST_PEOPLE = 5
MOST_NAMES = 30
MOST_PERIODS = 400

Answer = dict[str, Any]


class NotAnswered(ValueError):
    """Why there is no answer, in a sentence for whoever asked."""


@dataclass(frozen=True)
class Tools:
    """``whole`` makes a path of this archive an address."""

    whole: Callable[[str], str]

    def search(
        self,
        words: str = "",
        source: str = "",
        language: str = "",
        person: int = 0,
        first_day: str = "",
        last_day: str = "",
        sort: str = "",
        page: int = 1,
        size: int = 10,
    ) -> Answer:
        """Search the archive's news articles.

        words: as in a search box, in any language; "quoted phrases", OR, -without, person:name.
        source: an outlet's slug, as answers have it. language: az, en, hy, ka, ru, tr.
        person: a number that the tool person gave. first_day, last_day: 2020, 2020-10 or 2020-10-31.
        sort: relevance (the default), newest or oldest. size: at most 20 articles; page: from 1.
        Names are found in other alphabets, too. Cite each article by its address.
        """
        asked = self._asked(words, source, language, person, first_day, last_day, sort)
        shown = listing(asked.resolved, max(1, page), size=min(max(1, size), MOST_HITS))
        return {
            "found": shown.results.total,
            "page": shown.pages.number,
            "pages": shown.pages.last,
            "address": self.whole(str(asked.narrowed)),
            "articles": [self._hit(hit) for hit in shown.hits],
        }

    def read(self, id: str, start: int = 0) -> Answer:
        """Read one article: its text and what is known of it.

        id: as search gives it. start: where to go on in a long text, as `next` of the answer before says.
        """
        article = Article.objects.public().with_names().filter(public_id=_kept(id[:20])).first()
        if article is None:
            raise NotAnswered(f"There is no article {_kept(id[:20])!r}, or it was withdrawn.")
        start = max(0, start)
        end = start + LONGEST_TEXT
        return self._facts(article) | {
            "caption": article.caption[:LONGEST_TEXT],
            "text": article.body[start:end],
            "next": end if end < len(article.body) else None,
            "original": self.whole(reverse("original", args=[article.public_id])),
        }

    def person(self, name: str = "", id: int = 0) -> Answer:
        """Find a person the articles mention: by name, in any alphabet and spelling, or by number.

        Answers who may be meant, the likeliest first: spellings, how many articles there are in each year, in
        which outlets. `sure` says whether the first is surely the one.
        """
        if id:
            found = [(person, 1.0) for person in _people(id)]
            sure = bool(found)
        else:
            typed = " ".join(_kept(name).split())[:LONGEST]
            [meant] = people_meant([spelling_of(typed, "")])
            found, sure = [(one.person, one.score) for one in meant[:MOST_PEOPLE]], is_clear(meant)
            if not found:
                begun = names_beginning(typed, MOST_PEOPLE, few=True)
                found = [(one.person, 0.0) for one in begun]
        if not found:
            raise NotAnswered("Nobody of that name is known.")
        return {"sure": sure, "people": [self._person(person, score) for person, score in found]}

    def timeline(
        self,
        words: str = "",
        by: str = "year",
        source: str = "",
        language: str = "",
        person: int = 0,
        first_day: str = "",
        last_day: str = "",
    ) -> Answer:
        """Count the articles that a search finds, by year, month or day.

        The parameters are those of search. Each count has the address of the articles that it counts.
        """
        steps: Mapping[str, Step] = {"year": "year", "month": "month", "day": "day"}
        if by not in steps:
            raise NotAnswered("`by` is year, month or day.")
        asked = self._asked(words, source, language, person, first_day, last_day, "")
        found = ask_engine(asked.resolved, limit=0, facets=(), histogram=steps[by])
        counted = [(iso_key(key, steps[by]), count) for key, count in found.histogram if count]
        if len(counted) > MOST_PERIODS:
            raise NotAnswered(
                f"That is {len(counted)} counts, more than {MOST_PERIODS}: ask for less, or coarser."
            )
        return {
            "found": found.total,
            "address": self.whole(str(asked.narrowed)),
            "counts": [
                {"period": period, "articles": count, "address": self.whole(asked.narrowed.on(period))}
                for period, count in counted
            ],
            "undated": found.total - sum(count for _period, count in counted),
        }

    def parse(self, text: str, url: str = "") -> Answer:
        """Read the raw text of a news page as the archive would: headline, date, place, source, people, body.

        Nothing is stored. text: at most 100,000 characters, with its line breaks. url: where it came from.
        """
        if len(text) > LONGEST_PARSED:
            raise NotAnswered(f"A page has at most {LONGEST_PARSED:,} characters.")
        url = _kept(url[:2000])
        try:
            page = read_page(text.encode("utf-8", "replace"), Hints(url=url))
        except Rejected as reason:
            raise NotAnswered(f"The reader can make no article of this: {worded(reason.why)}.") from reason
        items = [
            {
                "headline": one.headline,
                "language": one.language,
                "source": one.source,
                "section": one.section,
                "place": one.place,
                "agency": one.agency,
                "byline": one.byline,
                "published": asdict(one.published) if one.published else None,
                "people": [person.name for person in one.persons],
                "body": one.body[:LONGEST_TEXT],
            }
            for one in records_of(page, url)[:MOST_ITEMS]
        ]
        known = Article.objects.public().at_address(url).order_by("pk").first() if url else None
        there = self.whole(known.get_absolute_url()) if known else None
        return {"items": items, "in_archive": there, "address": self.whole(reverse("home"))}

    def _asked(
        self, words: str, source: str, language: str, person: int, first: str, last: str, sort: str
    ) -> Asked:
        given = {
            "q": words,
            "source": source,
            "language": language,
            "person": str(person) if person else "",
            "from": first,
            "to": last,
            "sort": "" if sort == Sort.RELEVANCE.value else sort,
        }
        asked = Asked({name: [_kept(value)] for name, value in given.items() if value})
        if asked.problems:
            raise NotAnswered(" ".join(f"{label}: {message}" for label, message in asked.problems))
        return asked

    def _hit(self, hit: HitShown) -> Answer:
        snippet = "".join(text for text, _is_match in hit.snippet)
        return self._facts(hit.article) | {"snippet": snippet, **({"why": hit.why} if hit.why else {})}

    def _facts(self, article: Article) -> Answer:
        facts = facts_of(article)
        known = {
            "id": facts.public_id,
            "title": article.title[:500],
            "address": self.whole(reverse("article", args=[facts.public_id])),
            "url": facts.url if facts.url.startswith(("http://", "https://")) else "",
            "source": facts.source,
            "source_slug": article.source.slug if article.source else "",
            "section": facts.section,
            "place": facts.place,
            "agency": facts.agency,
            "byline": facts.byline[:500],
            "language": facts.language,
            "published": facts.published.iso if facts.published else "",
            "in_review": article.status == Article.Status.IN_REVIEW,
        }
        return {name: value for name, value in known.items() if value not in ("", False)}

    def _person(self, person: Person, score: float) -> Answer:
        known = Known(person)
        return {
            "id": person.pk,
            "name": person.name,
            "score": round(score, 3),
            "description": person.description[:1000],
            "wikidata": person.wikidata_id,
            "names": known.names[:MOST_NAMES],
            "articles": known.articles,
            "years": {str(year): count for year, count in sorted(known.by_year.items())},
            "sources": [source.name for source in known.sources],
            "address": self.whole(person.get_absolute_url()),
            "articles_address": self.whole(str(ListAddress().with_value("person", str(person.pk)))),
        }


def _kept(text: str) -> str:
    """As a database takes it: JSON may hold halves of characters, and zeros."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def _people(id: int) -> list[Person]:
    """The one of that number, or whom it was merged into; none whom readers may not know of."""
    row = Person.objects.select_related("merged_into").filter(pk=id).first() if 0 < id < 2**63 else None
    return list(Person.objects.live().public().filter(pk=row.live.pk)) if row else []
