"""Tasks: what the worker does, has done and will do. They can be stopped, else only looked at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.admin.large import ReadOnlyAdmin
from articles.models import Task
from articles.wording.codes import worded
from articles.working.asking import ask_to_stop
from articles.working.telling import how_far


@admin.register(Task)
class TaskAdmin(ReadOnlyAdmin):
    list_display = ("id", "kind", "state", "how_far", "not_before", "created_by", "created_at", "finished_at")
    list_filter = ("state",)
    list_select_related = ("created_by",)
    actions = ("stop",)

    def get_fields(self, request: HttpRequest, obj: Task | None = None) -> list[Any]:
        """All there is, the error in words."""
        return ["why" if name == "error" else name for name in super().get_fields(request, obj)]

    @admin.display(description=gettext_lazy("error"))
    def why(self, task: Task) -> str:
        return worded(task.error) or "–"

    @admin.display(description=gettext_lazy("how far"))
    def how_far(self, task: Task) -> str:
        return how_far(task) or "–"

    def has_stop_permission(self, request: HttpRequest) -> bool:
        """Rows are nobody's to change by hand; the right to change tasks is the right to stop them."""
        return request.user.has_perm("articles.change_task")

    @admin.action(description=gettext_lazy("Stop after the batch in hand"), permissions=["stop"])
    def stop(self, request: HttpRequest, tasks: QuerySet[Task]) -> None:
        stopped = sum(ask_to_stop(pk) for pk in tasks.values_list("pk", flat=True))
        if stopped:
            said = ngettext("%s task stops.", "%s tasks stop.", stopped) % stopped
            self.message_user(request, said)
        else:
            self.message_user(request, _("What was chosen has ended already."), messages.WARNING)
