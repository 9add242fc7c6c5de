"""Mentions, proposals, decisions: what the machine suggests about people, and what editors made of it."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.deciding import (
    NoteForm,
    check_may_decide,
    decide,
    may_decide,
    note_field,
    person_field,
    surroundings,
)
from articles.admin.large import ReadOnlyAdmin, editor, number_in, searched_for
from articles.admin.links import address_of, link_to
from articles.editing.closed import readable
from articles.editing.decisions import confirm, keep_separate, merge, move_mention, reject_mention, undo
from articles.lists.people_found import people_named
from articles.models import Decision, Extraction, Mention, Proposal
from articles.wording.codes import worded


class MentionForm(forms.Form):
    """What is decided of one mention; whom it is moved to is needed for moving only."""

    person = person_field(required=False, label=gettext_lazy("Move to"))
    note = note_field()


class DecidingAdmin(ReadOnlyAdmin):
    """Rows that are read only but for decisions, each made by POST from the row's page."""

    def decide_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Decide as the button pressed says, and go back to where it stood."""
        row = get_object_or_404(readable(self.model._default_manager.all(), request.user), pk=pk)
        check_may_decide(request, self.right_to_decide(row))
        back = request.POST.get("back", "")
        if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            back = address_of(row)
        if request.method == "POST":
            self.take(request, row)
        return HttpResponseRedirect(back)

    def right_to_decide(self, row: Any) -> str:
        return "change_person"

    def take(self, request: HttpRequest, row: Any) -> None:
        """Do what ``request.POST["decision"]`` says."""
        raise NotImplementedError

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.decide_view)
        name = f"articles_{self.opts.model_name}_decide"
        return [path("<int:pk>/decide/", view, name=name), *super().get_urls()]

    def note_given(self, request: HttpRequest) -> str:
        form = NoteForm(request.POST)
        return form.cleaned_data["note"] if form.is_valid() else ""

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        row = self.model._default_manager.filter(pk=number_in(object_id)).first()
        may = row is not None and may_decide(request, self.right_to_decide(row))
        context = {"row": row, "may_decide": may, "decision_form": self.decision_form()}
        context["decision_media"] = context["decision_form"].media
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def decision_form(self) -> forms.Form:
        return NoteForm()


@admin.register(Mention)
class MentionAdmin(DecidingAdmin):
    list_display = ("surface", "person_link", "article_link", "field", "status", "why", "extractor")
    fields = readonly_fields = (
        "in_its_text",
        "person_link",
        "why",
        "article_link",
        "status",
        "field",
        "start",
        "end",
        "extractor",
        "version",
    )
    search_fields = ("surface",)  # for the box; see get_search_results
    search_help_text = gettext_lazy("a person's name, as in the list of people: the mentions of those found")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("article", "person").defer("article__body")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = searched_for(search_term)[:200]
        if not term:
            return queryset, False
        return queryset.filter(person__in=people_named(term)).order_by("person_id", "article_id"), False

    def decision_form(self) -> forms.Form:
        return MentionForm()

    def take(self, request: HttpRequest, row: Any) -> None:
        form = MentionForm(request.POST)
        by = editor(request)
        if not form.is_valid():
            messages.error(request, " ".join(str(text) for texts in form.errors.values() for text in texts))
            return
        note, to = form.cleaned_data["note"], form.cleaned_data["person"]
        match request.POST.get("decision"):
            case "confirm":
                decide(request, _("“%(row)s” is confirmed.") % {"row": row}, confirm, row, by, note)
            case "reject":
                decide(request, _("“%(row)s” is rejected.") % {"row": row}, reject_mention, row, by, note)
            case "move" if to is not None:
                decide(
                    request,
                    _("“%(row)s” is %(to)s's now.") % {"row": row, "to": to},
                    move_mention,
                    row,
                    to,
                    by,
                    note,
                )
            case "move":
                messages.error(request, _("Choose whom to move the mention to."))

    @admin.display(description=gettext_lazy("mention"))
    def in_its_text(self, mention: Mention) -> str:
        return format_html('<span dir="auto">{}<mark>{}</mark>{}</span>', *surroundings(mention, 200))

    @admin.display(description=gettext_lazy("person"))
    def person_link(self, mention: Mention) -> str:
        return link_to(mention.person)

    @admin.display(description=gettext_lazy("reason"))
    def why(self, mention: Mention) -> str:
        return worded(mention.reason)

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, mention: Mention) -> str:
        return link_to(mention.article)


@admin.register(Proposal)
class ProposalAdmin(DecidingAdmin):
    list_display = ("first_link", "second_link", "percent", "why", "state", "compare")
    list_display_links = None
    list_filter = ("state",)
    ordering = ["state", "-score", "pk"]
    fields = readonly_fields = (
        "first_link",
        "second_link",
        "percent",
        "why",
        "state",
        "compare",
        "created_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        people = ("first", "second", "first__merged_into", "second__merged_into")
        return super().get_queryset(request).select_related(*people)

    def take(self, request: HttpRequest, row: Any) -> None:
        first, second = row.first.live, row.second.live
        note, by = self.note_given(request), editor(request)
        match request.POST.get("decision"):
            case "merge":
                decide(
                    request,
                    _("“%(second)s” is merged into “%(first)s”.") % {"second": second, "first": first},
                    merge,
                    first,
                    second,
                    by,
                    note,
                )
            case "merge into second":
                decide(
                    request,
                    _("“%(first)s” is merged into “%(second)s”.") % {"first": first, "second": second},
                    merge,
                    second,
                    first,
                    by,
                    note,
                )
            case "separate":
                said = _("“%(first)s” and “%(second)s” are kept apart.") % {"first": first, "second": second}
                decide(request, said, keep_separate, first, second, by, note)

    @admin.display(description=gettext_lazy("one"))
    def first_link(self, proposal: Proposal) -> str:
        return link_to(proposal.first.live)

    @admin.display(description=gettext_lazy("the other"))
    def second_link(self, proposal: Proposal) -> str:
        return link_to(proposal.second.live)

    @admin.display(description=gettext_lazy("score"))
    def percent(self, proposal: Proposal) -> str:
        return f"{proposal.score:.0%}"

    @admin.display(description=gettext_lazy("reason"))
    def why(self, proposal: Proposal) -> str:
        return worded(proposal.reason)

    @admin.display(description=gettext_lazy("to decide"))
    def compare(self, proposal: Proposal) -> str:
        if proposal.state != Proposal.State.OPEN:
            return format_html('<a href="{}">{}</a>', address_of(proposal), _("Look"))
        people = urlencode({"person": [proposal.first_id, proposal.second_id]}, doseq=True)
        return format_html(
            '<a href="{}?{}">{}</a> · <a href="{}">{}</a>',
            reverse("admin:articles_person_merge"),
            people,
            _("Compare"),
            address_of(proposal),
            _("Decide"),
        )


@admin.register(Decision)
class DecisionAdmin(DecidingAdmin):
    list_display = ("made_at", "kind", "whom", "made_by", "said", "undone")
    list_filter = ("kind",)
    fields = readonly_fields = (
        "kind",
        "whom",
        "article_link",
        "said",
        "made_by",
        "made_at",
        "undone",
        "exactly",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Decision]:
        rows = super().get_queryset(request).select_related("made_by", "article", "undone_by", "undoes")
        return rows.defer("article__body").prefetch_related("people")

    @admin.display(description=gettext_lazy("note"))
    def said(self, decision: Decision) -> str:
        return decision.note or worded(decision.reason)

    def right_to_decide(self, row: Decision) -> str:
        return row.right

    def take(self, request: HttpRequest, row: Any) -> None:
        if request.POST.get("decision") == "undo":
            decide(request, _("Undone."), undo, row, editor(request), self.note_given(request))

    @admin.display(description=gettext_lazy("people"))
    def whom(self, decision: Decision) -> str:
        numbered = _("%(person)s (no. %(number)d)")
        people = (numbered % {"person": person, "number": person.pk} for person in decision.people.all())
        return format_html("{}", ", ".join(people) or "–")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, decision: Decision) -> str:
        return link_to(decision.article)

    @admin.display(description=gettext_lazy("undone"))
    def undone(self, decision: Decision) -> str:
        if decision.undoes is not None:
            return format_html(_("undoes {decision}"), decision=link_to(decision.undoes))
        if not hasattr(decision, "undone_by"):
            return "–"
        return format_html(_("by {decision}"), decision=link_to(decision.undone_by))

    @admin.display(description=gettext_lazy("exactly"))
    def exactly(self, decision: Decision) -> str:
        written = json.dumps(decision.data, ensure_ascii=False, indent=1)[:20_000]
        return format_html('<pre class="raw">{}</pre>', written)


@admin.register(Extraction)
class ExtractionAdmin(ReadOnlyAdmin):
    list_display = ("version", "article_link")
    fields = readonly_fields = ("article_link", "version")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extraction]:
        return super().get_queryset(request).select_related("article").defer("article__body")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, extraction: Extraction) -> str:
        return link_to(extraction.article)
