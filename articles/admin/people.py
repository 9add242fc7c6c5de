"""People and their spellings: found by any spelling, merged, split, confirmed and rejected."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.deciding import confirm_view, merge_view, reject_view, split_view
from articles.admin.large import ReadOnlyAdmin, number_in, searched_for
from articles.admin.links import address_of, link_to
from articles.admin.revisions import RevisionsAdmin
from articles.editing.closed import readable
from articles.lists.people_found import names_like, people_named
from articles.models import Name, NameKey, Person, Proposal
from articles.models.beginning import begins_with

SPELLINGS_SHOWN = 6  # of a person, in lists
MENTIONS_SHOWN = 50  # on a person's page


def open_proposals(person: Person, request: HttpRequest) -> list[Proposal]:
    """Who else the person may be, the likeliest first."""
    # One person's are few. Asked for in order, the database would walk through everybody's.
    rows = readable(Proposal.objects.filter(Q(first=person) | Q(second=person)).order_by(), request.user)
    asked = [one for one in rows.select_related("first", "second") if one.state == Proposal.State.OPEN]
    return sorted(asked, key=lambda one: -one.score)


class NameInline(admin.TabularInline):
    model = Name
    fk_name = "person"
    fields = ("text", "language", "standing")
    extra = 1
    can_delete = False  # a machine would make it again: rejected, it stays so

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return readable(super().get_queryset(request), request.user)


def names_shown(request: HttpRequest) -> Prefetch:
    """The spellings of people that this user may see."""
    return Prefetch("names", readable(Name.objects.all(), request.user))


class PeopleToChoose(AutocompleteJsonView):
    """Namesakes are told apart by their number and their other spellings."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(obj.pk), "text": described(obj)}


def described(person: Person) -> str:
    """The name, the number, other spellings, and what tells about the person's row."""
    others = [name.text for name in person.names.all() if name.text != person.name][:SPELLINGS_SHOWN]
    spelled = f" – {', '.join(dict.fromkeys(others))}" if others else ""
    told = {"name": person.name, "number": person.pk, "standing": person.standing}
    return _("%(name)s (no. %(number)d, %(standing)s)") % told + spelled


@admin.register(Person)
class PersonAdmin(RevisionsAdmin):
    list_display = ("name", "number", "spellings", "standing", "merged_into_link")
    list_filter = ("standing",)
    ordering = ["name", "pk"]
    sortable_by = ()
    search_fields = ("name",)  # for the box; see get_search_results
    search_help_text = gettext_lazy(
        "A name or surname in any script and spelling, or the beginning of one, or a number."
    )
    actions = ("merge_chosen",)
    fields = (
        "name",
        "description",
        "wikidata_id",
        "authority_id",
        "standing",
        "merged_into_link",
        "created_at",
    )
    readonly_fields = ("standing", "merged_into_link", "created_at")
    compared_fields = ("name", "description", "wikidata_id", "authority_id")
    inlines = [NameInline]

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False  # people are rejected or merged, which can be undone

    def get_urls(self) -> list[URLPattern]:
        def mine(route: str, view: Any, name: str) -> URLPattern:
            def wrapped(request: HttpRequest, **arguments: Any) -> HttpResponse:
                return view(self, request, **arguments)

            return path(route, self.admin_site.admin_view(wrapped), name=f"articles_person_{name}")

        return [
            path(
                "choose/",
                self.admin_site.admin_view(PeopleToChoose.as_view(admin_site=self.admin_site)),
                name="articles_person_choose",
            ),
            mine("merge/", merge_view, "merge"),
            mine("<int:pk>/split/", split_view, "split"),
            mine("<int:pk>/confirm/", confirm_view, "confirm"),
            mine("<int:pk>/reject/", reject_view, "reject"),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        rows = super().get_queryset(request).select_related("merged_into")
        return rows.prefetch_related(names_shown(request))

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = searched_for(search_term)[:200]
        if not term:
            return queryset, False
        number = number_in(term)
        return queryset.filter(pk__in=[number] if number else people_named(term)), False

    @admin.display(description=gettext_lazy("no."))
    def number(self, person: Person) -> int:
        return person.pk

    @admin.display(description=gettext_lazy("other spellings"))
    def spellings(self, person: Person) -> str:
        texts = dict.fromkeys(name.text for name in person.names.all() if name.text != person.name)
        shown = list(texts)[:SPELLINGS_SHOWN]
        listed, left = ", ".join(shown), len(texts) - len(shown)
        return _("%(names)s and %(count)d more") % {"names": listed, "count": left} if left else listed

    @admin.display(description=gettext_lazy("merged into"))
    def merged_into_link(self, person: Person) -> str:
        return link_to(person.merged_into)

    @admin.action(description=gettext_lazy("Merge into one person…"), permissions=["change"])
    def merge_chosen(self, request: HttpRequest, queryset: QuerySet[Person]) -> HttpResponse | None:
        people = list(queryset.values_list("pk", flat=True)[:10])
        if len(people) < 2:
            messages.error(request, _("Choose two people or more."))
            return None
        query = urlencode({"person": people}, doseq=True)
        return HttpResponseRedirect(f"{reverse('admin:articles_person_merge')}?{query}")

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        person = Person.objects.filter(pk=number_in(object_id)).first()
        context = {"person": person} | (extra_context or {})
        if person is not None:
            mentions = readable(person.mentions.order_by("-article_id"), request.user).select_related(
                "article"
            )
            context["mentions"] = mentions.defer("article__body")[:MENTIONS_SHOWN]
            context["proposals"] = open_proposals(person, request)
            decisions = readable(person.decisions.select_related("made_by"), request.user)
            context["decisions"] = decisions[:MENTIONS_SHOWN]
        return super().change_view(request, object_id, form_url, context)


@admin.register(Name)
class NameAdmin(RevisionsAdmin):
    list_display = ("text", "language", "standing", "person_link")
    fields = ("text", "language", "standing", "person_link")
    readonly_fields = ("person_link",)
    ordering = ["text", "pk"]
    sortable_by = ()
    search_fields = ("text",)  # for the box; see get_search_results
    search_help_text = PersonAdmin.search_help_text
    compared_fields = ("text", "language", "standing")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # on the person's page

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Name]:
        return super().get_queryset(request).select_related("person")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = searched_for(search_term)[:200]
        if not term:
            return queryset, False
        return queryset.filter(pk__in=list(names_like(term).values_list("pk", flat=True))), False

    @admin.display(description=gettext_lazy("person"))
    def person_link(self, name: Name) -> str:
        return link_to(name.person)


@admin.register(NameKey)
class NameKeyAdmin(ReadOnlyAdmin):
    list_display = ("key", "name_link")
    fields = readonly_fields = ("key", "name_link")
    search_fields = ("key",)  # for the box; see get_search_results
    search_help_text = gettext_lazy("the beginning of a key")

    def get_queryset(self, request: HttpRequest) -> QuerySet[NameKey]:
        return super().get_queryset(request).select_related("name")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = searched_for(search_term)
        return (queryset.filter(begins_with("key", term)).order_by("key") if term else queryset), False

    @admin.display(description=gettext_lazy("name"))
    def name_link(self, key: NameKey) -> str:
        return format_html('<a href="{}"><bdi>{}</bdi></a>', address_of(key.name), key.name)
