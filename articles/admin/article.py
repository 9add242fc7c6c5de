"""Articles: corrected beside their Original, withdrawn and restored, never added or deleted here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Model, QuerySet, When
from django.db.models.functions import Left
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.forms import ArticleForm, ReasonForm, given_for
from articles.admin.large import LargeList, editor, no_search, number_in, searched_for
from articles.admin.likeness import decide_pairs
from articles.admin.links import TITLE_SHOWN, address_of, link_to
from articles.admin.pasting import import_page
from articles.admin.revisions import RevisionsAdmin
from articles.editing.changing import hand_back, hold, mark_checked, revert, save_edit
from articles.editing.closed import may_see_closed
from articles.editing.decisions import join_reprints, keep_apart
from articles.editing.delisting import FIELDS as TEXTS
from articles.editing.delisting import is_delisted, may_name_again
from articles.editing.withdrawal import restore, withdraw
from articles.fields import FIELDS, FILED, PUBLISHED, TEXT
from articles.lists.wording import language_name
from articles.models import Article, Reading
from articles.models.archive import PUBLIC_ID_LENGTH
from articles.reading.lines import split_lines
from articles.search.find import IndexMissing, search
from articles.search.query import Query
from articles.text import languages
from articles.text.periods import written
from articles.wording.codes import worded
from articles.wording.parts import part_word

FOUND_AT_MOST = 500  # articles that the search box brings
LINES_SHOWN = 1000  # of the Original; the rest is on its own page
LETTERS_SHOWN = 2000  # of one line
MENTIONS_SHOWN = 200
LANGUAGES_SHOWN = 100

_PUBLIC_ID = re.compile(rf"(?:.*/articles/)?([a-z2-7]{{{PUBLIC_ID_LENGTH}}})(?:/.*)?")


class LanguageFilter(admin.SimpleListFilter):
    """Those that articles are in, by name. The index knows: to ask the table would read it whole."""

    title = gettext_lazy("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        asked = [code for code in [request.GET.get(self.parameter_name)] if code]
        return sorted(((code, language_name(code)) for code in {*_languages(), *asked}), key=itemgetter(1))

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(language=self.value()) if self.value() else queryset


def _languages() -> list[str]:
    """The codes of the languages that articles are in; of all that are known, while there is no index."""
    try:
        counted = search(Query(), limit=1, facets=("language",), facet_limit=LANGUAGES_SHOWN)
    except IndexMissing:
        return [each.code for each in languages.LANGUAGES]
    return [str(found.value) for found in counted.facets["language"]]


class RevisedFilter(admin.SimpleListFilter):
    """Only editors' changes leave revisions, so the revisions tell without reading the articles."""

    title = gettext_lazy("editing")
    parameter_name = "revised"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", _("Changed by editors"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(pk__in=Article.history.values("id")) if self.value() else queryset


class ArticleList(LargeList):
    """A list that reads and writes no more of the texts than a title may need: they may be megabytes."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet[Any]:
        rows = super().get_queryset(request, exclude_parameters)
        return rows.defer("body").annotate(beginning=Left("body", TITLE_SHOWN * 2))

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        for article in self.result_list:
            article.body = article.beginning
            article.headline = article.headline[: TITLE_SHOWN * 2]


# The fieldsets of what the reader fills, by the groups of its fields.
TITLES = {TEXT: None, FILED: gettext_lazy("Filed under"), PUBLISHED: gettext_lazy("Published")}


def grouped_fields() -> list[tuple[Any, dict[str, Any]]]:
    """The fieldsets of what the reader fills."""
    groups = {
        group: given_for(field for field in FIELDS if field.group == group)
        for group in (TEXT, FILED, PUBLISHED)
    }
    groups[FILED].append("original_url")
    return [(TITLES[group], {"fields": tuple(given)}) for group, given in groups.items()]


@admin.register(Article)
class ArticleAdmin(RevisionsAdmin):
    form = ArticleForm
    list_display = ("shown_title", "source", "published", "language", "status")
    list_display_links = ("shown_title",)
    list_filter = ("status", LanguageFilter, RevisedFilter)
    list_select_related = ("source",)
    ordering = ["-pk"]
    sortable_by = ()  # the newest first, or the most relevant; other orders would sort the whole table
    actions = ("mark_checked", "join_as_reprints", "keep_apart_as_reprints")
    search_fields = ("headline",)  # shows the box; get_search_results asks the engine
    search_help_text = gettext_lazy(
        "Words of the article, as in the public search; or its public id or address, "
        "which find withdrawn articles, too."
    )
    autocomplete_fields = ("source", "section", "place")
    readonly_fields = ("public_id", "published", "status", "why", "created_at", "updated_at")
    compared_fields = (*Article.READ_FIELDS, "original_url", "status", "status_reason")
    fieldsets: ClassVar[Any] = (
        *grouped_fields(),
        (gettext_lazy("Yours and the reader's"), {"fields": ("hand_back", "is_checked", "change_reason")}),
        (
            gettext_lazy("In the archive"),
            {"fields": ("public_id", "status", "why", "created_at", "updated_at", "seen")},
        ),
    )

    # What can be done

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # articles are made by import

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # articles are withdrawn

    def get_urls(self) -> list[URLPattern]:
        def named(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_article_{name}")

        return [
            named("import/", lambda request: import_page(request, self.admin_site), "import"),
            named("<int:pk>/withdraw/", self.withdraw_view, "withdraw"),
            named("<int:pk>/restore/", self.restore_view, "restore"),
            *super().get_urls(),
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look sees the date as one, and none of what belongs to editing."""
        if self.has_change_permission(request, obj):
            return self.fieldsets
        given = {"seen", "hand_back", "is_checked", "change_reason"}
        shown = [
            (title, {"fields": [name for name in options["fields"] if name not in given]})
            for title, options in self.fieldsets
            if title != TITLES[PUBLISHED]
        ]
        return [*shown[:2], (TITLES[PUBLISHED], {"fields": ("published",)}), shown[-1]]

    # Lists

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """The engine's answer, best first: no list of articles is ever searched by the database."""
        term = searched_for(search_term)
        if not term:
            return queryset, False
        if (named := _PUBLIC_ID.fullmatch(term.lower())) and (
            by_id := queryset.filter(public_id=named[1])
        ).exists():
            return by_id, False
        try:
            results = search(Query(text=term), limit=FOUND_AT_MOST, facets=())
        except IndexMissing as error:
            messages.error(request, str(error))
            return no_search(queryset)
        ids = [hit.article_id for hit in results.hits]
        if not ids:
            return no_search(queryset)
        rank = Case(*(When(pk=pk, then=place) for place, pk in enumerate(ids)))
        return queryset.filter(pk__in=ids).order_by(rank), False

    @admin.display(description=gettext_lazy("article"))
    def shown_title(self, article: Any) -> str:
        title = article.title
        cut = title if len(title) <= TITLE_SHOWN else title[:TITLE_SHOWN] + "…"
        return cut if article.has_headline else format_html("<i>{}</i>", cut)

    @admin.display(description=gettext_lazy("published"))
    def published(self, article: Article) -> str:
        """The local date as exactly as it is known."""
        when = (article.published_from, article.published_time, "", article.published_precision)
        return written(*when) or "–"

    @admin.display(description=gettext_lazy("status reason"))
    def why(self, article: Article) -> str:
        """As an editor said it, or the machine."""
        return worded(article.status_code) or article.status_reason or "–"

    @admin.action(description=gettext_lazy("Mark as checked: take out of review"), permissions=["change"])
    def mark_checked(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        chosen = queryset.values_list("pk", flat=True)[: self.list_max_show_all]
        checked = 0
        for pk in list(chosen):
            article = Article.objects.get(pk=pk)
            if mark_checked(article, editor(request)):
                self.log_fields(request, article, ["status"])
                checked += 1
        messages.success(request, _("Taken out of review: %(count)d.") % {"count": checked})

    @admin.action(description=gettext_lazy("One story: join as reprints"), permissions=["change"])
    def join_as_reprints(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        decide_pairs(request, queryset, join_reprints, _("“%(first)s” and “%(second)s” are joined."))

    @admin.action(description=gettext_lazy("Other stories: keep apart"), permissions=["change"])
    def keep_apart_as_reprints(self, request: HttpRequest, queryset: QuerySet[Article]) -> None:
        said = _("“%(first)s” and “%(second)s” are no reprints of one another.")
        decide_pairs(request, queryset, keep_apart, said)

    # One article

    def _must_see(self, request: HttpRequest, object_id: str) -> None:
        """The revisions keep a name that was taken out, for those who may see what is closed."""
        super()._must_see(request, object_id)
        if not may_see_closed(request.user) and is_delisted(Article(pk=number_in(object_id))):
            raise Http404

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Locked while it is saved, lest an import brings a later version in between."""
        if request.method == "POST":
            hold(number_in(object_id))
        return super().get_object(request, object_id, from_field)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        article = Article.objects.select_related("original").filter(pk=number_in(object_id)).first()
        return super().change_view(
            request, object_id, form_url, (extra_context or {}) | _original_beside(article, request)
        )

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        given = form.cleaned_data
        changed = ArticleForm.read_fields_of(form.changed_data)
        handed_back = set(given.get("hand_back") or ()) - changed
        others = {"original_url"} & set(form.changed_data)
        if given.get("is_checked") and obj.held_for_id is None:
            obj.status = Article.Status.PUBLISHED
            others.add("status")
        if changed or others:
            save_edit(obj, changed | others, editor(request), given.get("change_reason", ""))
        if handed_back:
            _needs_to_name_again(request, obj, handed_back)
            hand_back(obj, handed_back, editor(request))

    def revert(self, request: HttpRequest, row: Any, revision: Any) -> list[str]:
        _needs_to_name_again(request, row, TEXTS)
        return revert(row, revision, editor(request))

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._with_reason(request, pk, withdrawing=True)

    def restore_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._with_reason(request, pk, withdrawing=False)

    def _with_reason(self, request: HttpRequest, pk: int, *, withdrawing: bool) -> HttpResponse:
        article = get_object_or_404(Article.objects.select_related("original"), pk=pk)
        if not request.user.has_perm("articles.withdraw_article"):
            raise PermissionDenied
        form = ReasonForm(request.POST or None, can_close=withdrawing)
        if request.method == "POST" and form.is_valid():
            try:
                self._withdraw_or_restore(request, article, form.cleaned_data, withdrawing)
            except ValueError as error:
                messages.error(request, str(error))
            return HttpResponseRedirect(address_of(article))
        context = self.admin_site.each_context(request) | {
            "title": _("Withdraw an article") if withdrawing else _("Restore an article"),
            "article": article,
            "row": article,
            "form": form,
            "withdraw": withdrawing,
            "opts": self.opts,
        }
        return render(request, "admin/articles/article/reason.html", context)

    def _withdraw_or_restore(
        self, request: HttpRequest, article: Article, given: dict[str, Any], withdrawing: bool
    ) -> None:
        reason, by = given["reason"], editor(request)
        if withdrawing:
            withdraw(article, reason, by, close_original=given["close_original"])
        else:
            restore(article, reason, by)
        self.log_fields(request, article, ["status"])  # the reason stands in the revision
        said = _("{article} is withdrawn.") if withdrawing else _("{article} is back.")
        messages.success(request, format_html(said, article=link_to(article)))


def _needs_to_name_again(request: HttpRequest, article: Article, names: Iterable[str]) -> None:
    """Raises PermissionDenied, where an earlier text of these fields may tell a name that was taken out."""
    if not set(names).isdisjoint(TEXTS) and not may_name_again(request.user, article):
        raise PermissionDenied


def _original_beside(article: Article | None, request: HttpRequest) -> dict[str, Any]:
    """The raw lines with their roles, what the reader doubted, and who is mentioned."""
    if article is None:
        return {}
    if article.original.closed and not may_see_closed(request.user):
        return {"article": article, "edited_fields": map(part_word, article.edited_fields)}
    reading: Reading | None = article.newest_reading()
    lines = split_lines(article.original.text)
    mentions = article.mentions.select_related("person").order_by("field", "start")
    return {
        "article": article,
        "edited_fields": [part_word(name) for name in article.edited_fields],
        "reading": reading,
        "original_lines": _lines_shown(lines, reading),
        "original_lines_left": max(0, len(lines) - LINES_SHOWN),
        "mentions": mentions[:MENTIONS_SHOWN],
    }


def _lines_shown(lines: Sequence[str], reading: Reading | None) -> list[dict[str, Any]]:
    roles = reading.roles if reading else []
    return [
        {
            "n": n,
            "role": roles[n - 1] if n <= len(roles) else "",
            "text": text[:LETTERS_SHOWN],
            "cut": max(0, len(text) - LETTERS_SHOWN),
        }
        for n, text in enumerate(lines[:LINES_SHOWN], 1)
    ]
