"""Articles: corrected beside their Original, withdrawn and restored, never added or deleted here."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from simple_history.admin import SimpleHistoryAdmin

from articles.admin.forms import ArticleForm, ImportForm, ReasonForm
from articles.admin.large import LargeAdmin
from articles.importing.editing import hand_back, save_edit
from articles.importing.run import import_text
from articles.importing.storing import Fate
from articles.importing.withdrawal import restore, withdraw
from articles.models import Article, Reading
from articles.models.archive import PUBLIC_ID_LENGTH
from articles.reading.lines import split_lines
from articles.reading.model import Rejected
from articles.search.find import IndexMissing, search
from articles.search.query import Query

FOUND_AT_MOST = 1000  # articles that the search box brings
LINES_SHOWN = 1000  # of the Original; the rest is on its own page
LANGUAGES = ("en", "ru", "az", "tr", "hy", "ka", "uk", "fa", "de", "fr", "und")


class LanguageFilter(admin.SimpleListFilter):
    """The languages by name: asking the table which there are would read it whole."""

    title = "language"
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, code) for code in LANGUAGES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


class EditedFilter(admin.SimpleListFilter):
    title = "edited"
    parameter_name = "edited"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "by an editor"), ("no", "not yet")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() == "yes":
            return queryset.exclude(edited_fields=[])
        return queryset.filter(edited_fields=[]) if self.value() == "no" else queryset


@admin.register(Article)
class ArticleAdmin(SimpleHistoryAdmin, LargeAdmin):
    form = ArticleForm
    list_display = ("title", "source", "section", "published_from", "language", "status")
    list_filter = ("status", LanguageFilter, EditedFilter)
    list_select_related = ("source", "section")
    ordering = ("-id",)
    search_fields = ("headline",)  # shows the box; get_search_results asks the engine
    search_help_text = "any words of the article, as in the public search, or its public id"
    autocomplete_fields = ("source", "section", "place")
    readonly_fields = ("public_id", "status", "status_reason", "created_at", "updated_at")
    fieldsets = (
        (None, {"fields": ("headline", "body", "caption", "byline")}),
        ("Filed under", {"fields": ("source", "section", "place", "agency", "language", "original_url")}),
        (
            "Published",
            {
                "fields": (
                    "published_date",
                    "published_time",
                    "published_timezone",
                    "published_precision",
                )
            },
        ),
        ("Yours and the reader's", {"fields": ("hand_back", "is_checked", "change_reason")}),
        (
            "In the archive",
            {"fields": ("public_id", "status", "status_reason", "created_at", "updated_at")},
        ),
    )

    # What can be done

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # articles are made by import

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # articles are withdrawn

    def get_urls(self) -> list[URLPattern]:
        mine = [
            path("import/", self.admin_site.admin_view(self.import_view), name="articles_article_import"),
            path(
                "<int:pk>/withdraw/",
                self.admin_site.admin_view(self.withdraw_view),
                name="articles_article_withdraw",
            ),
            path(
                "<int:pk>/restore/",
                self.admin_site.admin_view(self.restore_view),
                name="articles_article_restore",
            ),
        ]
        return mine + super().get_urls()

    # Lists

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return super().get_queryset(request)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The engine's answer: no list of articles is ever searched by the database."""
        term = search_term.replace("\x00", " ").strip()
        if not term:
            return queryset, False
        if len(term) == PUBLIC_ID_LENGTH and (by_id := queryset.filter(public_id=term.lower())).exists():
            return by_id, False
        try:
            results = search(Query(text=term), limit=FOUND_AT_MOST, facets=())
        except IndexMissing as error:
            messages.error(request, str(error))
            return queryset.none(), False
        return queryset.filter(pk__in=[hit.article_id for hit in results.hits]), False

    # One article

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        article = Article.objects.select_related("original").filter(pk=_number(object_id)).first()
        return super().change_view(
            request, object_id, form_url, (extra_context or {}) | _original_beside(article)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        changed = ArticleForm.read_fields_of(form.changed_data)
        if form.cleaned_data.get("is_checked"):
            obj.status = Article.Status.PUBLISHED
        handed_back = set(form.cleaned_data.get("hand_back") or ()) - changed
        save_edit(obj, changed, request.user, form.cleaned_data.get("change_reason", ""))
        if handed_back:
            hand_back(obj, handed_back, request.user)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._with_reason(request, pk, withdraw=True)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._with_reason(request, pk, withdraw=False)

    def _with_reason(self, request: HttpRequest, pk: int, *, withdraw: bool) -> HttpResponse:
        article = get_object_or_404(Article.objects.select_related("original"), pk=pk)
        if not self.has_change_permission(request, article):
            raise PermissionDenied
        form = ReasonForm(request.POST or None, can_close=withdraw)
        if request.method == "POST" and form.is_valid():
            _withdraw_or_restore(article, form.cleaned_data, request, withdraw)
            self.log_change(
                request, article, f"{'Withdrawn' if withdraw else 'Restored'}: {article.status_reason}"
            )
            messages.success(request, f"“{article}” is {'withdrawn' if withdraw else 'back'}.")
            return HttpResponseRedirect(reverse("admin:articles_article_change", args=[pk]))
        context = self.admin_site.each_context(request) | {
            "title": f"{'Withdraw' if withdraw else 'Restore'} an article",
            "article": article,
            "form": form,
            "withdraw": withdraw,
            "opts": self.opts,
        }
        return render(request, "admin/articles/article/reason.html", context)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """One text, pasted or uploaded, imported as the command imports a file."""
        if not request.user.has_perm("articles.add_article"):
            raise PermissionDenied
        form = ImportForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                stored = import_text(form.data_given(), form.hints())
            except Rejected as rejected:
                form.add_error(None, f"This text cannot become an article: {rejected}.")
            else:
                if stored.fate is Fate.UNCHANGED:
                    messages.info(request, "The archive has this text already; nothing was changed.")
                    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))
                messages.success(request, f"{stored.fate.capitalize()}: {stored.articles[0]}.")
                return HttpResponseRedirect(
                    reverse("admin:articles_article_change", args=[stored.articles[0].pk])
                )
        context = self.admin_site.each_context(request) | {
            "title": "Import a text",
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/articles/article/import.html", context)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _withdraw_or_restore(
    article: Article, given: dict[str, Any], request: HttpRequest, is_withdrawal: bool
) -> None:
    article._history_user = request.user
    article._change_reason = given["reason"][:100]
    if is_withdrawal:
        withdraw(article, given["reason"], close_original=given["close_original"])
    else:
        restore(article, given["reason"])


def _original_beside(article: Article | None) -> dict[str, Any]:
    """The raw lines with their roles, and what the reader doubted."""
    if article is None:
        return {}
    reading: Reading | None = article.readings.filter(original=article.original).first()
    lines = split_lines(article.original.text)
    roles = reading.roles if reading else []
    shown = [
        {"n": n, "role": roles[n - 1] if n <= len(roles) else "", "text": text[:2000]}
        for n, text in enumerate(lines[:LINES_SHOWN], 1)
    ]
    return {
        "original_lines": shown,
        "original_lines_left": max(0, len(lines) - LINES_SHOWN),
        "doubts": reading.doubts if reading else [],
        "edited_fields": article.edited_fields,
        "article": article,
    }
