"""The page of one article, or its tombstone."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.db.models import Count, Exists, OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.editing.delisting import texts_left
from articles.exporting.metadata import described, linked_data, metas
from articles.lists.exporting import cited_as
from articles.lists.named import filed_in_language_shown
from articles.lists.named_in_text import named_in
from articles.lists.parameters import Parameters, last_value
from articles.lists.related import about_the_same, elsewhere_that_day, same_source_and_day
from articles.lists.samples import samples
from articles.lists.stepping import steps
from articles.models import Article, Mention, Person, Reading, TakedownCase, Vanished
from articles.models.people import Standing
from articles.search.find import variants_of
from articles.search.parsing import LONGEST_TEXT, parse
from articles.search.snippets import Terms, highlight, terms_of
from articles.views.caching import until_edited
from articles.views.errors import reads_only
from articles.views.evidence import FieldShown, fields_shown
from articles.views.marking import (
    Span,
    beside,
    match_spans,
    mention_spans,
    moved_to,
    paragraphs,
    pieces,
)
from articles.views.parameters import parameters_of
from articles.views.reprints import also_published_with_origin
from articles.wording.codes import worded

CITATIONS = (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl", "CSL-JSON"))


@reads_only
@until_edited
def article(request: HttpRequest, public_id: str, slug: str = "") -> HttpResponse:
    """Shows what the archive knows of one article; `q` marks words, `at` leads on in the list.

    A slug that is wrong or missing redirects to the right address, an article withdrawn answers 410.
    """
    found = get_object_or_404(
        Article.objects.with_names()
        .select_related("original", "fingerprint")
        .annotate(version_count=_versions_open(), gone_at=_seen_gone(), has_text_left=_text_left())
        .defer("original__compressed", "fingerprint__bands"),
        public_id=public_id,
    )
    if not found.is_public:
        return tombstone(request, found)
    address = found.get_absolute_url()
    if request.path != address:
        query = request.GET.urlencode()
        return redirect(f"{address}?{query}" if query else address, permanent=True)
    context = article_context(found, parameters_of(request)) | told_to_programs(request, found)
    return render(request, "article/article.html", context)


def told_to_programs(request: HttpRequest, article: Article) -> dict[str, Any]:
    """What the page's head says of the article."""
    cited = cited_as(article, request.build_absolute_uri)
    return {
        "description": described(article.body),
        "metas": metas(cited, article.body),
        "linked_data": linked_data(cited),
        "api_address": reverse("api:article", args=[article.public_id]),
    }


def tombstone(request: HttpRequest, article: Article) -> HttpResponse:
    """What remains at the address of a withdrawn article or a closed original (410 Gone)."""
    if article.held_for_id is not None:
        raise Http404(_("It was never shown."))
    return render(request, "article/withdrawn.html", {"article": article}, status=410)


def article_context(article: Article, parameters: Parameters) -> dict[str, Any]:
    words = last_value(parameters, "q")[:LONGEST_TEXT].strip()
    mentions = list(article.mentions.standing().select_related("person"))
    people = people_mentioned(mentions)
    neighbours = same_source_and_day(article)
    filed_in_language_shown([article])
    also = also_published_with_origin(article)
    reprints = {one.article.pk for one in also.others}
    seen = {article.pk, *(neighbour.pk for neighbour in neighbours)}
    same_people = about_the_same([one.person for one in people], seen)
    elsewhere = elsewhere_that_day(article, seen | reprints | {one.article.pk for one in same_people})
    reading = article.newest_reading()
    tree = parse(words).tree
    terms = terms_of(tree, variants_of(tree) if tree is not None else {})
    left = texts_left(article) if getattr(article, "has_text_left", False) else {}

    def marked(field: str) -> tuple[str, list[Span], list[Span]]:
        text, *spans = marks(article, field, mentions, terms)
        named, matched = (moved_to(left[field], text, some) for some in spans) if field in left else spans
        return left.get(field, text), named, matched

    return {
        "article": article,
        "words": words,
        "headline": pieces(*marked("headline")),
        "caption": pieces(*marked("caption")),
        "paragraphs": paragraphs(*marked("body")),
        "byline": left.get("byline", article.byline),
        "is_found_by_all": not left,
        "people": people,
        "doubts": reading.doubts if reading else [],  # what the reader was not sure of, as codes
        "fields": why_of(article, reading),
        "day_address": day_address(article),
        "web_address": web_address(article.original_url),
        "gone_at": getattr(article, "gone_at", None),
        "also_published": also,
        "version_count": getattr(article, "version_count", None) or 0,
        "neighbours": neighbours,
        "elsewhere": elsewhere,
        "same_people": same_people,
        "steps": steps(article, parameters),
        "citations": CITATIONS,
        "is_sample": article.pk in samples(),
        "citation_address": reverse("api:citation", args=[article.public_id]),
    }


def marks(
    article: Article, field: str, mentions: list[Mention], terms: Terms
) -> tuple[str, list[Span], list[Span]]:
    """One text of the article, where it names people, and where it has the words searched for."""
    text = getattr(article, field)
    named = mention_spans(text, (mention for mention in mentions if mention.field == field))
    if field == "body":
        named = beside(named, [Span(one.start, one.end, address=one.address) for one in named_in(text)])
    return text, named, match_spans(highlight(text, article.language, terms)) if terms.texts else []


def day_address(article: Article) -> str:
    """The page of the day, month or year that the article is dated to; "" for an undated one."""
    day = article.published_from
    if day is None:
        return ""
    if article.published_precision == "year":
        return reverse("date-year", args=[day.year])
    if article.published_precision == "month":
        return reverse("date-month", args=[day.year, day.month])
    return reverse("date-day", args=[day.year, day.month, day.day])


def web_address(url: str) -> str:
    """The address if it can be linked safely: imported text may hold `javascript:`."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


@dataclass(frozen=True)
class PersonMentioned:
    person: Person
    count: int
    reason: str  # why a surname that stands alone is theirs; "" where the full name stands


def people_mentioned(mentions: list[Mention]) -> list[PersonMentioned]:
    """Who is mentioned and how often, most often first, then in the order of the text."""
    counts = Counter(mention.person for mention in mentions if mention.person)
    reasons: dict[Person, set[str]] = defaultdict(set)
    for mention in mentions:
        if mention.person:
            # What an editor decided needs no other reason.
            is_inferred = mention.inferred and mention.status == Standing.SUGGESTED
            reasons[mention.person].add(worded(mention.reason) if is_inferred else "")
    return [
        PersonMentioned(person, count, "" if "" in reasons[person] else min(reasons[person]))
        for person, count in counts.most_common()
    ]


def _versions_open() -> Subquery:
    """How many texts its open originals have, as they were read last; none where its own is closed."""
    read_in = Reading.objects.filter(article=OuterRef("pk"), article__original__closed=False)
    later = Reading.objects.filter(article=OuterRef("article"), original=OuterRef("original"))
    newest = read_in.filter(~Exists(later.filter(pk__gt=OuterRef("pk"))), original__closed=False)
    of_it = newest.order_by().values("article")
    return Subquery(of_it.annotate(number=Count("text", distinct=True)).values("number"))


def _text_left() -> Exists:
    """Whether a name that was taken out of it is still read on its own page."""
    state = TakedownCase.State.DELISTED
    return Exists(TakedownCase.objects.filter(article=OuterRef("pk"), state=state, text_left=True))


def _seen_gone() -> Subquery:
    """When it was first seen that the article's address answers no more."""
    return Subquery(
        Vanished.objects.filter(address=OuterRef("address")).order_by("seen_at").values("seen_at")[:1]
    )


def why_of(article: Article, reading: Reading | None) -> list[FieldShown]:
    """What was read, where it stands in the original and by what rule; nothing where that is closed."""
    return [] if reading is None or article.original.closed else fields_shown(reading)
