"""Import runs as they go and when they are over, what became of their files, and where originals were met."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, re_path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.forms import RunHintsForm
from articles.admin.large import ReadOnlyAdmin, editor, number_in
from articles.admin.links import address_of, link_to
from articles.editing.closed import may_see_closed, readable
from articles.importing.undoing import touched
from articles.models import Article, ImportEntry, ImportRun, Sighting, Vanished
from articles.wording.codes import kind_worded, worded
from articles.working.asking import ask
from articles.working.telling import steps

SHOWN = 20  # articles, reasons
BREAK = SafeString("<br>")
REFRESH_SECONDS = 5


@admin.register(ImportRun)
class ImportRunAdmin(ReadOnlyAdmin):
    list_display = (
        "id",
        "started_at",
        "status",
        "how_far",
        "imported",
        "updated",
        "unchanged",
        "rejected_files",
        "needs_review",
        "finished_at",
    )
    list_filter = ("status",)
    fields = readonly_fields = (
        "status",
        "how_far",
        "asked_for",
        "started_at",
        "finished_at",
        "imported",
        "updated",
        "unchanged",
        "rejected_files",
        "why_rejected",
        "articles_by_status",
        "doubts_by_kind",
    )
    actions = ("stop",)
    change_form_template = "admin/articles/importrun/change_form.html"

    @admin.display(description=gettext_lazy("how far"))
    def how_far(self, run: ImportRun) -> str:
        said = steps(run.read, run.total, run.rate(), run.seconds_left())
        return ", ".join((said, _("asked to stop"))) if run.is_running and run.asked_to_stop else said

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A path often says what the file in it is about."""
        return (
            self.fields
            if may_see_closed(request.user)
            else [one for one in self.fields if one != "asked_for"]
        )

    @admin.display(description=gettext_lazy("rejected"))
    def rejected_files(self, run: ImportRun) -> str:
        """Their number, leading to which they were and why; the entries have an index for it."""
        if not run.rejected:
            return "0"
        return format_html('<a href="{}">{}</a>', _entries(run), run.rejected)

    @admin.display(description=gettext_lazy("why they were rejected"))
    def why_rejected(self, run: ImportRun) -> str:
        rejected = run.entries.filter(outcome=ImportEntry.Outcome.REJECTED).order_by()
        codes = rejected.values_list("reason__code").annotate(count=Count("pk"))
        lines = (
            (f"{_entries(run)}&{urlencode({'reason__code': code})}", kind_worded(code), count)
            for code, count in codes.order_by("-count", "reason__code")[:SHOWN]
        )
        return format_html_join(BREAK, '<a href="{}">{}</a>: {}', lines) or "–"

    @admin.display(description=gettext_lazy("asked for"))
    def asked_for(self, run: ImportRun) -> str:
        return format_html_join(BREAK, "{}: <bdi>{}</bdi>", arguments_in_words(run)) or "–"

    @admin.display(description=gettext_lazy("articles"))
    def articles_by_status(self, run: ImportRun) -> str:
        names = dict(Article.Status.choices)
        counts = Counter(run.tally.get("articles", {}))
        lines = ((names.get(status, status), count) for status, count in counts.most_common())
        return format_html_join(BREAK, "{}: {}", lines) or "–"

    @admin.display(description=gettext_lazy("doubts"))
    def doubts_by_kind(self, run: ImportRun) -> str:
        counts = Counter(run.tally.get("doubts", {}))
        lines = ((kind_worded(code), count) for code, count in counts.most_common())
        return format_html_join(BREAK, "{}: {}", lines) or "–"

    def has_stop_permission(self, request: HttpRequest) -> bool:
        """Rows are nobody's to change by hand; the right to change runs is the right to steer them."""
        return request.user.has_perm("articles.change_importrun")

    @admin.action(description=gettext_lazy("Stop after the files in hand"), permissions=["stop"])
    def stop(self, request: HttpRequest, runs: QuerySet[ImportRun]) -> None:
        stopped = runs.filter(status=ImportRun.Status.RUNNING).update(asked_to_stop=True)
        if stopped:
            self.message_user(request, ngettext("%s run stops.", "%s runs stop.", stopped) % stopped)
        else:
            self.message_user(request, _("What was chosen has ended already."), messages.WARNING)

    def get_urls(self) -> list[URLPattern]:
        steer = self.admin_site.admin_view(self.steer)
        deeds = "|".join(DEEDS)
        return [
            re_path(rf"^(?P<run_id>[^/]+)/(?P<deed>{deeds})/$", steer, name="articles_importrun_steer"),
            *super().get_urls(),
        ]

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        run = ImportRun.objects.filter(pk=number_in(object_id)).first()
        steering = run is not None and self.has_stop_permission(request)
        response = super().change_view(
            request, object_id, form_url, (extra_context or {}) | {"steering": steering}
        )
        if run is not None and run.is_running and request.method == "GET":
            response["Refresh"] = str(REFRESH_SECONDS)
        return response

    def steer(self, request: HttpRequest, run_id: str, deed: str) -> HttpResponse:
        """Stop it, try its rejected files again, undo it, or read it again with other hints."""
        if not self.has_stop_permission(request):
            raise PermissionDenied
        if deed == "undo" and not request.user.has_perm("articles.undo_importrun"):
            raise PermissionDenied
        run = ImportRun.objects.filter(pk=number_in(run_id)).first()
        if run is None:
            raise Http404(_("There is no such run."))
        form = RunHintsForm(request.POST if request.method == "POST" else None) if deed == "hints" else None
        if request.method == "POST" and (form is None or form.is_valid()):
            said = self._do(request, run, deed, form.hints() if form else {})
            self.message_user(request, said)
            return HttpResponseRedirect(address_of(run))
        worked_on = readable(touched(run) if deed == "undo" else Article.objects.none(), request.user)
        context = {
            "title": DEEDS[deed],
            "deed": deed,
            "row": run,
            "form": form,
            "opts": ImportRun._meta,
            "worked_on": worked_on.defer("body").order_by("pk").distinct()[:SHOWN],
            "count": worked_on.distinct().count(),
        }
        return render(
            request, "admin/articles/importrun/steer.html", self.admin_site.each_context(request) | context
        )

    def _do(self, request: HttpRequest, run: ImportRun, deed: str, hints: dict[str, str]) -> str:
        if deed == "stop":
            ImportRun.objects.filter(pk=run.pk, status=ImportRun.Status.RUNNING).update(asked_to_stop=True)
            return _("The run stops after the files in hand.")
        kind, more = {
            "undo": ("undo-run", {}),
            "rejected": ("try-rejected", {}),
            "hints": ("read-run-again", {"hints": hints}),
        }[deed]
        if run.is_running:
            return _("The run is going on: stop it first.")
        task = ask(kind, {"run": run.pk} | more, by=editor(request))
        return format_html(_("The worker does it: {task}."), task=link_to(task))


DEEDS = {
    "stop": gettext_lazy("Stop the run"),
    "rejected": gettext_lazy("Try the rejected files again"),
    "undo": gettext_lazy("Undo the run"),
    "hints": gettext_lazy("Read again with other hints"),
}


def _entries(run: ImportRun) -> str:
    """The list of what it rejected."""
    entries = reverse("admin:articles_importentry_changelist")
    return f"{entries}?run__id__exact={run.pk}&outcome__exact={ImportEntry.Outcome.REJECTED}"


def arguments_in_words(run: ImportRun) -> list[tuple[str, str]]:
    """What the run was asked for, as (what, its value)."""
    given = run.arguments
    words = {
        "paths": _("files"),
        "manifest": _("manifest"),
        "source": _("source"),
        "section": _("section"),
        "language": _("language"),
        "timezone": _("time zone"),
        "host": _("computer"),
    }
    said = [
        (what, ", ".join(value) if isinstance(value, list) else str(value))
        for name, what in words.items()
        if (value := given.get(name))
    ]
    if given.get("section_from_folder"):
        said.append((_("section"), _("the file's folder")))
    if given.get("no_people"):
        said.append((_("people"), _("not looked for")))
    return said


@admin.register(ImportEntry)
class ImportEntryAdmin(ReadOnlyAdmin):
    list_display = ("path", "outcome", "why", "article_link", "run")
    fields = readonly_fields = ("path", "outcome", "why", "article_link", "run")

    def get_queryset(self, request: HttpRequest) -> QuerySet[ImportEntry]:
        return super().get_queryset(request).select_related("article", "run").defer("article__body")

    @admin.display(description=gettext_lazy("reason"))
    def why(self, entry: ImportEntry) -> str:
        return worded(entry.reason)

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, entry: ImportEntry) -> str:
        return link_to(entry.article)


@admin.register(Vanished)
class VanishedAdmin(ReadOnlyAdmin):
    list_display = ("url", "seen_at", "run")
    fields = readonly_fields = ("url", "seen_at", "run")


@admin.register(Sighting)
class SightingAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "original_link", "seen_at", "run")
    fields = readonly_fields = ("path", "url", "hints", "original_link", "run", "seen_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Sighting]:
        rows = super().get_queryset(request).select_related("original", "run")
        return rows.defer("original__compressed")

    @admin.display(description=gettext_lazy("original"))
    def original_link(self, sighting: Sighting) -> str:
        return link_to(sighting.original)
