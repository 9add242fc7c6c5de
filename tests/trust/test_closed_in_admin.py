"""Staff who may look, and not change articles, find nothing of closed ones in any page of the admin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from articles.editing.changing import save_edit
from articles.editing.decisions import confirm, confirm_person, keep_separate
from articles.editing.requests import decide_case
from articles.editing.withdrawal import restore, withdraw
from articles.importing.run import import_text
from articles.models import Article, Decision, Name, Original, Person, Proposal, TakedownCase
from articles.reading.model import Hints
from articles.search import indexing

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = re.compile("Zyxomatic|Qorvath|vexillograph|Tresmilian|xyzzyword", re.IGNORECASE)
PAGE = """\
Zyxomatic affair opens in Baku
Baku/31.10.20/Turan: The vexillographer Ludmila Qorvath met Edgar Tresmilian on Saturday morning.

Ludmila Qorvath and Edgar Tresmilian have waited for this flag for six years, said the mayor, Leyla Mammadova.

The vexillographers carry a flag for people on foot and another one for bicycles, the engineers said. --0--
"""
OPEN = PAGE.replace("Zyxomatic", "Harmless").replace("Ludmila Qorvath", "Nazim Orucov")
OPEN = OPEN.replace("Edgar Tresmilian", "Togrul Babayev").replace("vexillographer", "engineer")

# The tables whose pages hold something of the article before it is withdrawn, for staff who may look at them.
TELLING = {
    "Article", "Band", "Decision", "Extraction", "Fingerprint", "ImportEntry", "Mention", "Name", "NameKey",
    "Original", "Person", "Proposal", "Reading", "Sighting",
}  # fmt: skip


# Of a table's rows so many of the first, which are the article's, and of the last, which came after it.
ROWS = 2


@pytest.fixture(autouse=True)
def one_list_of_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of all tables beside each page, a third of its time, is looked at on the first page alone."""
    full = admin.site.get_app_list
    monkeypatch.setattr(
        admin.site,
        "get_app_list",
        lambda request, app_label=None: full(request, app_label) if request.path == "/admin/" else [],
    )


@pytest.fixture
def told(db: None) -> Article:
    """An article with a row in every table that tells of articles, and another one."""
    article = Article.objects.get(
        pk=import_text(PAGE.encode(), Hints(path="zyxomatic.txt", url="https://turan.az/zyxomatic"))
        .articles[0]
        .pk
    )
    import_text(OPEN.encode(), Hints(path="harmless.txt"))
    article.headline = "Zyxomatic affair again"
    save_edit(article, {"headline"}, None, "a better word")
    qorvath, tresmilian = Person.objects.filter(name__in=["Ludmila Qorvath", "Edgar Tresmilian"]).order_by(
        "pk"
    )
    confirm_person(qorvath)
    confirm(article.mentions.exclude(person=None)[0])
    keep_separate(qorvath, tresmilian)
    Proposal.objects.get_or_create(first=qorvath, second=tresmilian, defaults={"score": 0.5})
    for person in (qorvath, tresmilian):
        person.description = "vexillographer"
        person.save()
    for name in qorvath.names.all():
        name.language = "en"
        name.save()
    indexing.rebuild()
    return article


def looker(*others: str) -> Client:
    user = User.objects.create_user("looker", password="x", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__startswith="view_")
        | Permission.objects.filter(codename__in=others)
    )
    client = Client()
    client.force_login(user)
    return client


def pages_of(model: type[Model]) -> Iterator[str]:
    """Every page of a table: its list, what its box finds, each row with its revisions."""
    name = f"admin:articles_{model._meta.model_name}"
    listing = reverse(f"{name}_changelist")
    yield listing
    if admin.site._registry[model].search_fields:
        yield from (f"{listing}?q={word}" for word in ("zyxomatic", "qorvath", "ludmila", "tresm"))
    rows = list(model._default_manager.order_by("pk"))
    for row in rows if len(rows) <= 2 * ROWS else rows[:ROWS] + rows[-ROWS:]:
        for page in ("change", "history", "delete"):
            yield reverse(f"{name}_{page}", args=[row.pk])
        if hasattr(row, "history"):
            for revision in row.history.all():
                yield f"{reverse(f'{name}_history', args=[row.pk])}{revision.pk}/"


def other_pages(article: Article) -> Iterator[str]:
    """Proposals of fields, and pages on which is decided."""
    asked = (
        "app_label=articles&model_name=mention&field_name=person",
        "app_label=articles&model_name=name&field_name=person",
    )
    for fields in asked:
        yield f"/admin/autocomplete/?{fields}&term=qorvath"
        yield f"/admin/autocomplete/?{fields}&term="
    people = list(Person.objects.values_list("pk", flat=True))
    for number in people:
        for page in ("split", "confirm", "reject"):
            yield reverse(f"admin:articles_person_{page}", args=[number])
    yield f"{reverse('admin:articles_person_merge')}?{'&'.join(f'person={number}' for number in people)}"
    for term in ("qorvath", "", "Edgar", *map(str, people)):
        yield f"{reverse('admin:articles_person_choose')}?term={term}"
    yield from ("/admin/", "/admin/articles/")
    for page in ("withdraw", "restore"):
        yield reverse(f"admin:articles_article_{page}", args=[article.pk])


def found_in(client: Client, addresses: Iterator[str], secret: re.Pattern[str] = SECRET) -> dict[str, str]:
    """What of the secret each page shows; what was typed into a box is no finding."""
    found = {}
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code in (200, 403, 404), address
        text = answer.content.decode()
        text = text.replace(quote(address, safe=""), "")  # the chooser of languages leads back
        if "?q=" in address:  # what was typed is said again
            text = text.replace(address.partition("=")[2], "")
        if match := secret.search(text):
            found[address] = text[max(0, match.start() - 60) : match.end() + 60]
    return found


MODELS = [model for model in admin.site._registry if model._meta.app_label == "articles"]


def telling(client: Client) -> dict[str, dict[str, str]]:
    """The tables that tell something of the secret, each with where and what."""
    found = {model.__name__: found_in(client, pages_of(model)) for model in MODELS}
    return {name: pages for name, pages in found.items() if pages}


def test_no_page_of_a_table_shows_what_is_closed(told: Article) -> None:
    client = looker()
    assert telling(client).keys() == TELLING
    withdraw(told, "a takedown")
    indexing.drain()
    assert telling(client) == {}
    for model in MODELS:  # which may be looked at beside it
        assert client.get(reverse(f"admin:articles_{model._meta.model_name}_changelist")).status_code == 200


def test_nor_what_is_held(told: Article) -> None:
    withdraw(told, "a takedown")
    import_text((PAGE + "Share this page\n").encode(), Hints(path="again.txt"))
    assert Article.objects.filter(held_for=told).exists()
    indexing.drain()
    assert telling(looker()) == {}


def test_nor_a_name_that_was_taken_out(told: Article, admin_client: Client) -> None:
    """Readers see initials; the revisions, the person and the decision about them keep the name."""
    case = TakedownCase.objects.create(article=told)
    decide_case(case, "delisted", None, Person.objects.get(name="Edgar Tresmilian"))
    indexing.drain()
    named = re.compile("Tresmilian", re.IGNORECASE)
    client = looker()
    shown = {model: found_in(client, pages_of(model), named) for model in (Article, Decision, Name, Person)}
    assert not any(shown.values())
    seen = {model: found_in(admin_client, pages_of(model), named) for model in shown}
    assert all(seen.values())  # to who may see what is closed


def test_a_list_that_is_asked_for_what_no_column_holds_says_so(admin_client: Client) -> None:
    for asked in ("original/?compressed=806", "fingerprint/?bands__exact=x"):
        assert admin_client.get(f"/admin/articles/{asked}").status_code == 302  # to the list, with e=1


def test_nor_do_pages_on_which_is_decided_and_what_fields_propose(told: Article) -> None:
    client = looker("change_person", "change_mention")
    assert len(found_in(client, other_pages(told))) > 8
    withdraw(told, "a takedown")
    indexing.drain()
    assert found_in(client, other_pages(told)) == {}


def test_nothing_can_be_decided_about_what_is_hidden(told: Article) -> None:
    client = looker("change_person")
    person = Person.objects.get(name="Edgar Tresmilian")
    withdraw(told, "a takedown")
    for page in ("split", "confirm", "reject"):
        assert client.post(reverse(f"admin:articles_person_{page}", args=[person.pk])).status_code == 404
    mention = told.mentions.exclude(person=None)[0]
    decided = client.post(reverse("admin:articles_mention_decide", args=[mention.pk]), {"decision": "reject"})
    assert decided.status_code == 404


def test_a_closed_original_beside_an_open_article_is_not_shown(told: Article) -> None:
    client = looker()
    page = reverse("admin:articles_article_change", args=[told.pk])
    only_raw = "waited for this flag"
    Article.objects.filter(pk=told.pk).update(body="Nothing.", headline="Nothing")
    assert only_raw in client.get(page).content.decode()
    Original.objects.filter(pk=told.original_id).update(closed=True)
    assert only_raw not in client.get(page).content.decode()
    for model in ("original", "reading", "sighting"):
        listed = client.get(reverse(f"admin:articles_{model}_changelist")).content.decode()
        assert len(re.findall(r"/change/\"", listed)) >= 1
        assert f"/{model}/{told.original_id}/" not in listed


def test_who_may_change_articles_sees_them_and_restored_all_see_them(
    told: Article, admin_client: Client
) -> None:
    client = looker()
    withdraw(told, "a takedown")
    assert telling(admin_client).keys() == TELLING | {"ImportRun"}  # by the paths it was given
    restore(told, "an error")
    assert SECRET.search(client.get(reverse("admin:articles_reading_changelist")).content.decode())
