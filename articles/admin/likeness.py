"""What the archive found out of texts that are much the same; each row can be made anew at any time."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.deciding import check_may_decide, decide
from articles.admin.decisions import DecidingAdmin
from articles.admin.large import ReadOnlyAdmin, editor
from articles.admin.links import link_to
from articles.editing.closed import readable
from articles.editing.decisions import join_reprints, keep_apart
from articles.likeness.grouping import parted_by
from articles.models import Article, Band, Decision, Fingerprint, Reprint, TextChange

PARTED = 10  # pairs that are told
MOST_CHOSEN = 5  # articles joined or kept apart at once


@admin.register(Reprint)
class ReprintAdmin(DecidingAdmin):
    list_display = ("id", "first_link", "second_link", "similarity", "state", "compare")
    list_filter = ("state",)
    fields = readonly_fields = ("first_link", "second_link", "similarity", "state", "compare")

    def right_to_decide(self, row: Reprint) -> str:
        return "change_article"

    def take(self, request: HttpRequest, row: Reprint) -> None:
        names = {"first": row.first, "second": row.second}
        by, note = editor(request), self.note_given(request)
        match request.POST.get("decision"):
            case "join":
                said = _("“%(first)s” and “%(second)s” are joined.") % names
                decide(request, said, join_reprints, row.first, row.second, by, note)
            case "apart":
                said = _("“%(first)s” and “%(second)s” are no reprints of one another.") % names
                tell_of_parted(request, row.first, row.second)
                decide(request, said, keep_apart, row.first, row.second, by, note)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Reprint]:
        rows = super().get_queryset(request).select_related("first", "second")
        return rows.defer("first__body", "second__body")

    @admin.display(description=gettext_lazy("what differs"))
    def compare(self, reprint: Reprint) -> str:
        if not (reprint.first.is_public and reprint.second.is_public):
            return "–"
        both = [reprint.first.public_id, reprint.second.public_id]
        return format_html('<a href="{}">{}</a>', reverse("reprint-difference", args=both), _("Compare"))

    @admin.display(description=gettext_lazy("one"))
    def first_link(self, reprint: Reprint) -> str:
        return link_to(reprint.first)

    @admin.display(description=gettext_lazy("other"))
    def second_link(self, reprint: Reprint) -> str:
        return link_to(reprint.second)


@admin.register(Fingerprint)
class FingerprintAdmin(ReadOnlyAdmin):
    list_display = ("article_id", "version", "made_of", "group")
    fields = readonly_fields = ("article_link", "version", "made_of", "group")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fingerprint]:
        return super().get_queryset(request).select_related("article").defer("bands", "article__body")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, fingerprint: Fingerprint) -> str:
        return link_to(fingerprint.article)


@admin.register(Band)
class BandAdmin(ReadOnlyAdmin):
    list_display = ("id", "key", "article_id")
    fields = readonly_fields = ("key", "article_link")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, band: Band) -> str:
        """No constraint holds the article: it may be gone."""
        found = Article.objects.defer("body").filter(pk=band.article_id).first()
        return link_to(found) if found else "-"


def tell_of_parted(request: HttpRequest, first: Article, second: Article) -> None:
    """What goes with one of two that are kept apart, and stood with both, as far as the user may see it."""
    pairs = parted_by(first.pk, second.pk)[:PARTED]
    rows = readable(Article.objects.defer("body"), request.user)
    articles = rows.in_bulk({one for pair in pairs for one in pair})
    shown = [pair for pair in pairs if articles.keys() >= set(pair)]
    if shown:
        told = ", ".join(f"“{articles[one]}” – “{articles[other]}”" for one, other in shown)
        messages.warning(request, _("This also parts, which stood with both: %(pairs)s.") % {"pairs": told})


def decide_pairs(
    request: HttpRequest, articles: QuerySet[Article], decision: Callable[..., Decision], said: str
) -> None:
    """A decision about each two of the articles chosen in their list."""
    check_may_decide(request, "change_article")
    chosen = list(articles.order_by("pk").defer("body")[: MOST_CHOSEN + 1])
    if not 2 <= len(chosen) <= MOST_CHOSEN:
        messages.error(request, _("Choose two articles, or a few: up to %(count)d.") % {"count": MOST_CHOSEN})
        return
    for first, second in combinations(chosen, 2):
        if decision is keep_apart:
            tell_of_parted(request, first, second)
        decide(request, said % {"first": first, "second": second}, decision, first, second, editor(request))


@admin.register(TextChange)
class TextChangeAdmin(ReadOnlyAdmin):
    list_display = ("id", "article_link", "is_substance", "seen_at")
    list_filter = ("is_substance",)
    fields = readonly_fields = ("article_link", "before_link", "after_link", "is_substance", "seen_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[TextChange]:
        return super().get_queryset(request).select_related("article").defer("article__body")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, change: TextChange) -> str:
        return link_to(change.article)

    @admin.display(description=gettext_lazy("before"))
    def before_link(self, change: TextChange) -> str:
        return link_to(change.before)

    @admin.display(description=gettext_lazy("after"))
    def after_link(self, change: TextChange) -> str:
        return link_to(change.after)
