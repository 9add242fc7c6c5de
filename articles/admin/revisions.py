"""Who changed what, and why: revisions of a row listed, compared with what it is now, and put back."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey, Model
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelDelta
from simple_history.template_utils import HistoricalRecordContextHelper

from articles.admin.large import LargeAdmin, editor, number_in
from articles.editing.changing import changing, put_back, save_row
from articles.editing.closed import may_see_closed
from articles.fields import FIELDS, Kind, columns_of
from articles.text.periods import written
from articles.wording.parts import part_word

LINES_COMPARED = 2000  # of one field: comparing takes the square of them
LINES_SHOWN = 300
LETTERS_SHOWN = 1000  # of one line


@dataclass(frozen=True)
class Difference:
    """One field that is not what it was: lines marked "−" as they were, "+" as they are now."""

    field: str
    lines: list[tuple[str, str]]


def when_written(row: Any) -> str:
    """The date of an article, or of a revision of one, with all that belongs to it."""
    return written(row.published_from, row.published_time, row.published_timezone, row.published_precision)


# Fields of several columns, which are shown as one.
TOGETHER: dict[str, Callable[[Any], str]] = {
    field.name: when_written for field in FIELDS if field.kind is Kind.DATE
}


class ChangesShown(HistoricalRecordContextHelper):
    """What one revision changed, for the list of them; columns that are one field as one."""

    def context_for_delta_changes(self, delta: ModelDelta) -> list[dict[str, Any]]:
        inside = {column for name in TOGETHER for column in columns_of(name)}
        others = [change for change in delta.changes if change.field not in inside]
        shown: list[dict[str, Any]] = super().context_for_delta_changes(replace(delta, changes=others))
        for name, as_text in TOGETHER.items():
            if not hasattr(delta.new_record, columns_of(name)[0]):
                continue  # of another table
            old, new = as_text(delta.old_record), as_text(delta.new_record)
            if old != new:
                shown.append({"field": capfirst(part_word(name)), "old": old or None, "new": new or None})
        return shown


def differences(then: Any, now: Model, fields: Iterable[str]) -> list[Difference]:
    """What differs between a revision and the row it is of."""
    found = []
    for name in fields:
        if name in TOGETHER:
            before, after = TOGETHER[name](then), TOGETHER[name](now)
            if before != after:
                found.append(Difference(called(name, type(now)), list(compared(before, after))))
            continue
        field: Any = now._meta.get_field(name)
        before, after = getattr(then, field.attname), getattr(now, field.attname)
        if before != after:
            lines = compared(_shown(field, before), _shown(field, after))
            found.append(Difference(called(name, type(now)), list(islice(lines, LINES_SHOWN))))
    return found


def called(name: str, model: type[Model]) -> str:
    """What a field of the table is called, in the language that is shown."""
    field: Any = None if name in TOGETHER else model._meta.get_field(name)
    return str(field.verbose_name) if field else part_word(name)


def compared(before: str, after: str) -> Iterator[tuple[str, str]]:
    """The lines of two texts that are not the same, each with "−" or "+"."""
    old, new = before.splitlines()[:LINES_COMPARED], after.splitlines()[:LINES_COMPARED]
    matcher = difflib.SequenceMatcher(None, old, new)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if what != "equal":
            yield from (("−", line[:LETTERS_SHOWN]) for line in old[old_from:old_to] if line)
            yield from (("+", line[:LETTERS_SHOWN]) for line in new[new_from:new_to] if line)


def _shown(field: Any, value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(field, ForeignKey):
        row = field.related_model._default_manager.filter(pk=value).first()
        return str(row) if row else _("%(number)s (gone)") % {"number": value}
    return str(value)


class RevisionsAdmin(SimpleHistoryAdmin, LargeAdmin):
    """A table whose rows editors change. ``compared_fields`` are shown of a revision and put back."""

    object_history_list_template = "admin/revisions/list.html"
    history_list_per_page = 50
    compared_fields: tuple[str, ...] = ()

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        if change:
            save_row(obj, form.changed_data, editor(request))
        else:
            super().save_model(request, obj, form, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if not hasattr(formset.model, "history"):
            super().save_formset(request, form, formset, change)
            return
        formset.save(commit=False)
        for row in formset.deleted_objects:
            row.delete()
        for row, names in formset.changed_objects:
            save_row(row, names, editor(request))
        for row in formset.new_objects:
            row.save()

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not number_in(object_id):
            raise Http404
        self._must_see(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def _must_see(self, request: HttpRequest, object_id: str) -> None:
        """Revisions outlive their row: of what is closed they are not shown either."""
        rows = self.get_queryset(request).filter(pk=number_in(object_id))
        if not may_see_closed(request.user) and not rows.exists():
            raise Http404

    def get_historical_record_context_helper(
        self, request: HttpRequest, historical_record: Any
    ) -> HistoricalRecordContextHelper:
        return ChangesShown(self.model, historical_record)

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """One revision beside what the row is now; by POST the row becomes what it was."""
        self._must_see(request, object_id)
        row = get_object_or_404(self.model, pk=number_in(object_id))
        revision = get_object_or_404(
            self.model.history.model,
            **{self.opts.pk.attname: row.pk, "history_id": number_in(version_id)},
        )
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        if request.method == "POST":
            return self._put_back(request, row, revision)
        context = self.admin_site.each_context(request) | {
            "title": _("As of %(moment)s") % {"moment": f"{revision.history_date:%Y-%m-%d %H:%M}"},
            "opts": self.opts,
            "row": row,
            "revision": revision,
            "differences": differences(revision, row, self.compared_fields),
            "can_revert": self.has_change_permission(request, row),
        }
        return render(request, "admin/revisions/revision.html", context)

    def revert(self, request: HttpRequest, row: Any, revision: Any) -> list[str]:
        """Make the row what it was, and return the fields that changed. Raises ValidationError."""
        changed = [name for name in self.compared_fields if getattr(row, name) != getattr(revision, name)]
        if changed:
            with changing(row, editor(request), put_back(revision)):
                for name in changed:
                    setattr(row, name, getattr(revision, name))
                row.full_clean()
        return changed

    def log_fields(self, request: HttpRequest, row: Model, names: Iterable[str]) -> None:
        """Django's note of which fields were changed, which it puts into the language of who reads it."""
        with override(None):
            fields = [called(name, self.model) for name in names]
        self.log_change(request, row, [{"changed": {"fields": fields}}])

    def _put_back(self, request: HttpRequest, row: Any, revision: Any) -> HttpResponse:
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        try:
            changed = self.revert(request, row, revision)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return HttpResponseRedirect(request.path)
        if changed:
            self.log_fields(request, row, changed)
            fields = ", ".join(called(name, self.model) for name in changed)
            messages.success(request, _("Put back: %(fields)s.") % {"fields": fields})
        else:
            messages.info(request, _("Nothing differs from that revision."))
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
        )
