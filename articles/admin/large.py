"""What makes an admin list usable with a million rows: no counts of whole tables, few queries a page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db import DataError
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

from articles.editing.closed import readable

COUNT_UP_TO = 10_000


class CappedPaginator(Paginator):
    """Counts no further than ``COUNT_UP_TO`` rows: nobody pages on to there."""

    @cached_property
    def count(self) -> int:
        rows = self.object_list
        if isinstance(rows, QuerySet):
            return rows.order_by().values("pk")[:COUNT_UP_TO].count()
        return len(rows)


class LargeList(ChangeList):
    """A list sorted by no other columns than its admin offers to sort by: an address could ask for any.

    One that asks for what no column can hold (such a number, or text for bytes) is not understood, and no
    fault of ours.
    """

    def get_results(self, request: HttpRequest) -> None:
        try:
            super().get_results(request)
        except (OverflowError, DataError, TypeError) as error:
            raise IncorrectLookupParameters(error) from error

    def get_ordering_field(self, field_name: Any) -> Any:
        offered = self.model_admin.sortable_by
        return super().get_ordering_field(field_name) if offered is None or field_name in offered else None


class NumberSelect(AutocompleteSelect):
    """A form sent with something else than a number is shown again with its error, not as an error page."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        return super().optgroups(name, [one if number_in(str(one)) else "" for one in value], attrs)


class LargeAdmin(admin.ModelAdmin):
    """The base of all our admins."""

    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # they count the table once for every value
    list_per_page = 50
    list_max_show_all = 200
    actions_on_bottom = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return LargeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Lists, single rows and what forms propose."""
        return readable(super().get_queryset(request), request.user)

    def view_on_site(self, obj: Model) -> str | None:
        """The public page of a row that has one."""
        address = getattr(obj, "get_absolute_url", None)
        return address() if address else None

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = NumberSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row; None also for a number that no database could hold."""
        return super().get_object(request, str(number_in(object_id)), from_field)


class ReadOnlyAdmin(LargeAdmin):
    """Rows that only the archive itself writes. In the order they were made, which needs no sorting."""

    ordering = ["-pk"]
    sortable_by = ()

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


def editor(request: HttpRequest) -> User | None:
    """Who decides and corrects here; pages of the admin are shown to nobody else."""
    return request.user if isinstance(request.user, User) else None


def number_in(text: str) -> int:
    """The row id in a page's address; 0, which is no row's, where there is none that a database takes."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def searched_for(term: str) -> str:
    """What was typed into a list's box, as a database takes it."""
    return " ".join(term.replace("\x00", " ").split())


def no_search(queryset: QuerySet[Any]) -> tuple[QuerySet[Any], bool]:
    """Nothing found, as ``get_search_results`` says it."""
    return queryset.none(), False
