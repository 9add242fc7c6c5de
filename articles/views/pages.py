"""Pages that every archive needs: as its editors wrote them, else as they stand here."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.models import StandingPage
from articles.views.caching import until_edited
from articles.views.errors import reads_only

# Said until an archive says it itself; nothing that could be wrong of one.
DEFAULTS: Mapping[str, tuple[Promise, ...]] = {
    StandingPage.Key.ABOUT: (
        _(
            "This is an archive of news. It keeps the exact text that each article was read from, and "
            "shows beside each article how it was read."
        ),
        _(
            "A machine reads the pages: it finds the headline, the date, the text and the people who "
            "are named. Editors correct it. What nobody has checked yet says so."
        ),
    ),
    StandingPage.Key.RIGHTS: (
        _(
            "The texts belong to those who wrote and published them. They are kept here to be read, "
            "searched and cited; an article's page says where it was first published."
        ),
        _(
            "Who wants to reuse a text asks its publisher. Facts about the articles, such as dates, "
            "places and counts, may be reused freely."
        ),
    ),
    StandingPage.Key.CONTACT: (
        _(
            "Each article has a link to report an error in it, and one to ask for its takedown. An "
            "editor reads what is sent."
        ),
    ),
    StandingPage.Key.TAKEDOWN: (
        _(
            "Whoever is named in an article, or holds rights in it, may ask that it, or a name in it, "
            "be no longer shown. The article's page has a link for it; no account is needed."
        ),
        _(
            "An editor decides on each request by its reason: privacy, an order of a court, "
            "copyright, an untrue statement, somebody's safety, a child who is named. An article is "
            "withdrawn, or a name in it is replaced by initials, or the request is refused. What is "
            "withdrawn leaves every list, search, feed and table at once."
        ),
        _("How many requests were decided, and how, is public. Who asked is not."),
    ),
    StandingPage.Key.PRIVACY: (
        _(
            "Reading this archive needs no account. Nothing is loaded from elsewhere, and nobody is "
            "followed; the only cookie remembers the language that a reader has chosen."
        ),
        _(
            "Who reports an error or asks for a takedown may say how to be reached; editors alone see "
            "it, and it is deleted after half a year. Addresses of computers are used to keep "
            "programs from sending without end, as a code of the day that cannot be turned back."
        ),
        _("Editors log in; their changes are kept with their names, for editors to see."),
    ),
}


@reads_only
@until_edited
def page(request: HttpRequest, key: str) -> HttpResponse:
    """In the reader's language, else in the one for all others, else the default."""
    code = (get_language() or "").split("-")[0]
    rows = {row.language: row for row in StandingPage.objects.filter(key=key, language__in=("", code))}
    row = rows.get(code) or rows.get("")
    context = {
        "title": row.title if row else dict(StandingPage.Key.choices)[key],
        "paragraphs": row.text.split("\n\n") if row else DEFAULTS[key],
        "keys": StandingPage.Key.choices,
        "key": key,
    }
    return render(request, "pages/page.html", context)
