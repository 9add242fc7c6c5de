"""What outlets changed after publication, which of their pages are gone: a page, feeds of the newest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.exporting.record import facts_of
from articles.exporting.xml import in_xml
from articles.identity import archive_name
from articles.likeness.differing import LETTERS
from articles.lists.changed import (
    MOST,
    SIZE,
    WHAT,
    ChangeFilter,
    ChangeShown,
    GoneShown,
    part_of,
    sources_with_changes,
    total_of,
)
from articles.lists.links import ListAddress
from articles.lists.paging import Pages, page_asked
from articles.text.difference import Change, Stretch
from articles.text.languages import UNDETERMINED
from articles.views.caching import until_edited
from articles.views.errors import not_understood, reads_only
from articles.views.parameters import parameters_of

KEPT = 60  # seconds; as long as a withdrawal may still be seen in a feed
FEED = 50
PARAMETERS = ("what", "source", "from", "to")

Shown = ChangeShown | GoneShown


@reads_only
@until_edited
def changes(request: HttpRequest) -> HttpResponse:
    """The newest first; ``what`` is changed (of substance), mended or gone."""
    filters = ChangeFilter(request.GET)
    address = ListAddress(parameters_of(request), request.path).only(PARAMETERS)
    context: dict[str, Any] = {"form": filters.form, "problems": filters.problems, "most": MOST}
    what = "changed"
    if not filters.problems:
        asked = filters.asked
        what = asked.what
        pages = Pages.of(page_asked(parameters_of(request)), total_of(asked), SIZE)
        context |= {"pages": pages, "shown": part_of(asked, pages)}
    context |= {
        "what": what,
        "kinds": [
            (key, label, str(address.setting(what="" if key == "changed" else key)))
            for key, label in WHAT.items()
        ],
        "sources": sources_with_changes(),
        "chosen": request.GET.getlist("source"),
        "address": address,
        "feed_address": str(address.under(reverse("changes-feed"))),
        "json_feed_address": str(address.under(reverse("changes-json-feed"))),
    }
    return render(request, "articles/changes.html", context)


@reads_only
def changes_feed(request: HttpRequest) -> HttpResponse:
    """Atom (RFC 4287) of the same; 400 with the reasons where it is not clear what is asked."""
    filters = ChangeFilter(request.GET)
    if filters.problems:
        return not_understood(filters.problems)
    whole = request.build_absolute_uri
    atom = Atom1Feed(
        title=title_of(filters.asked.what),
        link=whole(address_of(request.GET, "changes")),
        feed_url=whole(address_of(request.GET, "changes-feed")),
        description=None,
    )
    for one in newest(filters):
        facts = facts_of(one.article)
        atom.add_item(
            title=in_xml(one.article.title),
            link=whole(page_of(one)),
            description=in_xml(told_of(one)),
            unique_id=whole(name_of(one)),
            author_name=in_xml(facts.source or _("Source unknown")),
            updateddate=one.seen_at,
        )
    answer = HttpResponse(atom.writeString("utf-8"), content_type=atom.content_type)
    patch_cache_control(answer, max_age=KEPT)
    return answer


@reads_only
def changes_json_feed(request: HttpRequest) -> HttpResponse:
    """JSON Feed 1.1 of the same."""
    filters = ChangeFilter(request.GET)
    if filters.problems:
        return not_understood(filters.problems)
    whole = request.build_absolute_uri
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title_of(filters.asked.what),
        "home_page_url": whole(address_of(request.GET, "changes")),
        "feed_url": whole(address_of(request.GET, "changes-json-feed")),
        "items": [json_item(one, whole) for one in newest(filters)],
    }
    answer = JsonResponse(feed, content_type="application/feed+json")
    patch_cache_control(answer, max_age=KEPT)
    return answer


def newest(filters: ChangeFilter) -> Sequence[Shown]:
    return part_of(filters.asked, Pages(1, FEED, FEED))


def address_of(given: QueryDict, name: str) -> str:
    return str(ListAddress(dict(given.lists()), reverse(name)).only(PARAMETERS))


def title_of(what: str) -> str:
    told = {"gone": _("Addresses that are gone"), "mended": _("Mended after publication")}
    words = told.get(what) or _("Changed after publication")
    return f"{words} – {archive_name()}"


def page_of(one: Shown) -> str:
    """Where it is told whole."""
    return name_of(one) if isinstance(one, ChangeShown) else one.article.get_absolute_url()


def name_of(one: Shown) -> str:
    """An address that is this change's alone, and stays."""
    if isinstance(one, GoneShown):
        return f"{reverse('article', args=[one.article.public_id])}#gone"
    between = f"?from={one.before[:LETTERS]}&to={one.after[:LETTERS]}"
    return reverse("versions-difference", args=[one.article.public_id]) + between


def told_of(one: Shown) -> SafeString:
    """In HTML, as readers of feeds show it."""
    if isinstance(one, GoneShown):
        day = _utc(one.seen_at)
        return escape(_("On %(day)s this address answered no more: %(url)s") % {
            "day": day, "url": one.article.original_url,
        })  # fmt: skip
    told = format_html("<p>{}</p>", marked(one.told, " ")) if one.told else SafeString()
    passages = ((marked(passage.stretches),) for passage in one.passages)
    return told + format_html_join("", "<p>{}</p>", passages)


def marked(stretches: Sequence[Stretch], between: str = "") -> SafeString:
    marks = {Change.OUT: "<del>{}</del>", Change.IN: "<ins>{}</ins>", Change.SAME: "{}"}
    return SafeString(escape(between).join(format_html(marks[one.change], one.text) for one in stretches))


def _utc(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).date().isoformat()


def json_item(one: Shown, whole: Any) -> dict[str, Any]:
    facts = facts_of(one.article)
    known = {
        "id": whole(name_of(one)),
        "url": whole(page_of(one)),
        "external_url": facts.url if facts.url.startswith(("http://", "https://")) else "",
        "title": one.article.title,
        "content_html": told_of(one),
        "date_modified": one.seen_at.isoformat(),
        "authors": [{"name": facts.source}] if facts.source else [],
        "language": facts.language if facts.language != UNDETERMINED else "",
    }
    return {name: value for name, value in known.items() if value}
