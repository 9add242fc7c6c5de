"""Every table is in the admin; what the machine writes is read only there."""

import re

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import RequestFactory
from django.urls import reverse
from simple_history.models import HistoricalChanges

from articles.editing.decisions import confirm_person
from articles.integrity import log
from articles.models import (
    ApiKey,
    Article,
    AuthorityRecord,
    BulkChange,
    BulkEntry,
    Decision,
    Identity,
    Place,
    Proposal,
    Reading,
    Removal,
    RemovedOriginal,
    Report,
    ReviewReason,
    Section,
    SectionName,
    Source,
    StandingPage,
    TakedownCase,
    TextChange,
    Vanished,
)
from articles.working.asking import ask
from tests.admin.conftest import admin_address
from tests.admin.sent import said, send
from tests.factories import make_article, make_person, make_section, make_source

MODELS = [
    model
    for model in apps.get_app_config("articles").get_models()
    if not issubclass(model, HistoricalChanges)
]
EDITED = {
    *("Article", "Source", "Section", "SectionName", "Place", "PlaceName", "Person", "Name"),
    *("ApiKey", "StandingPage", "Identity", "IdentityWords"),
}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_is_registered_and_read_only_unless_editors_own_it(model, db):
    request = RequestFactory().get("/")
    request.user = User(is_superuser=True, is_active=True)
    row_admin = admin.site._registry[model]
    may = {
        row_admin.has_add_permission(request),
        row_admin.has_change_permission(request),
        row_admin.has_delete_permission(request),
    }
    assert row_admin.has_view_permission(request)
    assert (True in may) == (model.__name__ in EDITED)


@pytest.fixture
def one_of_each(footbridge, monkeypatch):
    """At least one row in every table."""
    first, second = footbridge.mentions.exclude(person=None).values_list("person", flat=True).distinct()[:2]
    proposal = Proposal(
        first_id=min(first, second), second_id=max(first, second), score=0.8, reason={"code": "match.similar"}
    )
    proposal.save()
    confirm_person(footbridge.mentions.exclude(person=None)[0].person)
    make_article(place="Baku", headline="Another")
    ask("forget-tasks")
    ApiKey.objects.issue("A lab")
    text = "The council of the lower town lit the lamps of the old bridge again on Monday evening. " * 5
    for source in ("aras.example", "kura.example"):
        make_article(headline="Lamps are lit", body=f"{text} They burn until midnight.", source=source)
    call_command("find_reprints", verbosity=0)
    Vanished.objects.create(address=1, url="https://aras.example/1", seen_at="2020-11-01T00:00Z")
    monkeypatch.setattr(log, "SUBTREE", 2)
    log.grow()
    log.keep_root()
    Removal.objects.create(public_id="abcdefghijkl", language="en")
    bulk = BulkChange.objects.create(field="language", value="en")
    BulkEntry.objects.create(bulk=bulk, article=footbridge, before={}, after={})
    Report.objects.create(article=footbridge, text="A name is wrong.")
    TakedownCase.objects.create(article=footbridge, name="Nino")
    StandingPage.objects.create(key="about", language="en", title="About", text="Us.")
    identity = Identity(name="Kura")
    identity.save()
    identity.words.create(language="ru", name="Кура")
    record = AuthorityRecord.objects.create(authority_id="Q1", names=[["Ann Lee", "en"]])
    record.folded.create(folded="ann lee")
    Reading.objects.filter(article=footbridge).update(doubts=[{"code": "date.none"}])
    Article.objects.filter(pk=footbridge.pk).update(status="in review")
    assert ReviewReason.objects.exists()
    RemovedOriginal.objects.create(sha256="0" * 64)
    reading = Reading.objects.filter(article=footbridge).first()
    TextChange.objects.create(
        article=footbridge, before=reading, after=reading, is_substance=True, seen_at="2020-11-01T00:00Z"
    )
    assert Place.objects.exists()
    assert Decision.objects.exists()


def test_lists_rows_and_histories_open(one_of_each, admin_client):
    for model in MODELS:
        name = model.__name__
        listing = reverse(f"admin:articles_{model._meta.model_name}_changelist")
        answer = admin_client.get(listing)
        assert answer.status_code == 200, name
        assert not re.search(r"<a [^>]*><a ", answer.content.decode()), name  # no link opens within another
        if admin.site._registry[model].search_fields:
            assert admin_client.get(f"{listing}?q=Baku+%00+'%22%5C%25").status_code == 200, name
        row = model._default_manager.first()
        assert row is not None, name
        assert admin_client.get(admin_address(row)).status_code == 200, name
        assert admin_client.get(admin_address(row, "history")).status_code == 200, name


@pytest.mark.parametrize("number", ["x", "0", "99", "9" * 30])
def test_a_row_that_is_not_there(number, admin_client):
    for model in MODELS:
        base = reverse(f"admin:articles_{model._meta.model_name}_changelist")
        for page in ("change", "history", "history/1", "history/x"):
            answer = admin_client.get(f"{base}{number}/{page}/")
            while answer.status_code == 302 and answer.headers["Location"] != "/admin/":
                answer = admin_client.get(answer.headers["Location"])
            assert answer.status_code in (200, 302, 404)
    said_so = admin_client.get(reverse("admin:articles_source_change", args=[number]), follow=True)
    assert said_so.status_code == 200
    assert "doesn’t exist" in said_so.content.decode()


def test_strangers_are_asked_who_they_are(client, db):
    for address in (
        reverse("admin:index"),
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_import"),
        reverse("admin:articles_person_merge"),
        reverse("admin:articles_article_withdraw", args=[1]),
        reverse("admin:articles_decision_decide", args=[1]),
    ):
        assert client.get(address).status_code == 302
        assert client.post(address).status_code == 302


def test_staff_without_permission_may_do_nothing(as_staff, footbridge):
    staff = as_staff()
    person = make_person("Ann Lee")
    for address in (
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_import"),
        reverse("admin:articles_person_merge"),
        admin_address(footbridge),
        admin_address(footbridge, "withdraw"),
        admin_address(footbridge, "history"),
        admin_address(person, "split"),
        admin_address(person, "reject"),
    ):
        assert staff.get(address).status_code == 403
        assert staff.post(address).status_code == 403


def test_who_may_only_look_sees_the_article_and_no_buttons(as_staff, footbridge):
    staff = as_staff("view_article")
    page = staff.get(admin_address(footbridge)).content.decode()
    assert "Footbridge over the Kura opens" in page
    assert "2020-10-31 19:19" in page
    assert "_save" not in page
    assert ">Withdraw<" not in page
    assert staff.post(admin_address(footbridge), {"headline": "Mine"}).status_code == 403
    assert staff.post(admin_address(footbridge, "withdraw"), {"reason": "so"}).status_code == 403


@pytest.mark.parametrize("make", [make_source, make_section], ids=["source", "section"])
def test_what_articles_are_filed_under_stays(make, admin_client):
    row = make()
    make_article(**{row._meta.model_name: row})
    page = admin_client.get(admin_address(row, "delete")).content.decode()
    assert "articles are filed under it. File them elsewhere first, or rename it." in page
    admin_client.post(admin_address(row, "delete"), {"post": "yes"})
    listing = reverse(f"admin:articles_{row._meta.model_name}_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin_client.post(listing, chosen)
    assert type(row).objects.filter(pk=row.pk).exists()
    assert Article.objects.filter(**{row._meta.model_name: row}).exists()


def test_an_unused_source_can_go(admin_client):
    source = make_source("old.example")
    admin_client.post(admin_address(source, "delete"), {"post": "yes"})
    assert not Source.objects.exists()


def test_a_source_keeps_its_revisions_and_takes_one_back(admin_client, admin_user):
    source = make_source("turan.az")
    source.history.all().delete()
    send(admin_client, admin_address(source), name="Turan Agency")
    newest, first = source.history.all()
    assert (newest.name, newest.history_user) == ("Turan Agency", admin_user)
    assert (first.name, first.history_user, first.history_change_reason) == (
        "turan.az",
        None,
        {"code": "revision.first"},
    )
    past = reverse("admin:articles_source_simple_history", args=[source.pk, first.pk])
    assert "turan.az" in admin_client.get(past).content.decode()
    assert said(send(admin_client, past)) == ["Put back: name."]
    source.refresh_from_db()
    assert source.name == "turan.az"
    assert source.history.count() == 3


def test_what_cannot_be_put_back_says_why(admin_client):
    source = make_source("turan.az")
    source.history.all().delete()
    send(admin_client, admin_address(source), slug="turan", domain="turan.example")
    make_source("turan.az")
    first = source.history.last()
    past = reverse("admin:articles_source_simple_history", args=[source.pk, first.pk])
    assert said(send(admin_client, past)) == [
        "Source with this Slug already exists. Source with this Domain already exists."
    ]


def test_a_time_zone_that_does_not_exist_is_refused(admin_client):
    answer = send(admin_client, admin_address(make_source()), timezone="Baku")
    assert "Not a time zone" in answer.content.decode()


@pytest.mark.parametrize(
    ("sent", "complaint"),
    [
        ({"name": "///"}, "A name needs a letter or a digit"),
        ({"slug": "-"}, "Small letters and digits, hyphens between them."),
        ({"slug": "Kura"}, "Small letters and digits, hyphens between them."),
        ({"domain": "kura"}, "Not a domain. Give one such as turan.az."),
    ],
)
def test_keys_that_nobody_could_use_are_refused(sent, complaint, admin_client):
    row = {"name": "Kura", "slug": "kura", "domain": "", "timezone": "", "description": ""}
    answer = admin_client.post(reverse("admin:articles_source_add"), row | sent)
    assert answer.status_code == 200
    assert complaint in str(answer.context["adminform"].form.errors)
    assert not Source.objects.exists()
    admin_client.post(reverse("admin:articles_source_add"), row | {"domain": "https://www.Kura.example/news"})
    assert Source.objects.get().domain == "kura.example"


def test_names_that_are_the_same_to_a_reader_are_told(admin_client):
    section = make_section("Politics")
    other = make_section("Society")
    added = {"names-TOTAL_FORMS": "3", "names-1-section": section.pk, "names-2-section": section.pk}
    twice = send(
        admin_client,
        admin_address(section),
        **added,
        **{"names-1-name": "Siyaset", "names-2-name": "SİYASET"},
    )
    assert "Given twice: siyaset." in twice.content.decode()
    taken = send(admin_client, admin_address(section), **added, **{"names-1-name": "SOCIETY"})
    assert "is a name of another row already" in taken.content.decode()
    send(admin_client, admin_address(section), **added, **{"names-1-name": "Siyasət"})
    assert Section.objects.named("SİYASƏT") == section
    assert SectionName.objects.filter(section=other).count() == 1
