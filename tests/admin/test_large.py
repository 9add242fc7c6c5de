"""The lists of a million rows: what they ask the database is found by indexes and ends early."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.large import LargeAdmin
from articles.models import Article, ImportEntry, ImportRun, Mention, Name, NameKey, Proposal
from articles.search import indexing
from tests.admin.sent import said
from tests.factories import make_article, make_person

BIG = (
    "articles_article",
    "articles_original",
    "articles_reading",
    "articles_person",
    "articles_name",
    "articles_namekey",
    "articles_mention",
    "articles_extraction",
    "articles_proposal",
    "articles_importentry",
    "articles_sighting",
    "articles_pendingchange",
)

LISTS = [
    "article/",
    "article/?p=3",
    "article/?all=1",
    "article/?_facets=True",
    "article/?status__exact=in+review",
    "article/?status__exact=withdrawn",
    "article/?language=ka",
    "article/?revised=yes",
    "article/?q=bridge",
    "article/?o=1.-2",
    "original/",
    "original/?q=abc",
    "reading/",
    "person/",
    "person/?standing__exact=confirmed",
    "person/?q=Ilham",
    "person/?q=Yevgeny+Buzhinsky",
    "person/?q=Бужинский",
    "person/?q=12",
    "name/",
    "name/?q=Buzhinsky",
    "name/?q=Евгений+Бужинский",
    "namekey/",
    "namekey/?q=PS",
    "mention/",
    "mention/?q=Buzhinsky",
    "extraction/",
    "proposal/",
    "proposal/?state__exact=open",
    "importentry/",
    "importentry/?run__id__exact=1&outcome__exact=rejected",
    "sighting/",
    "pendingchange/",
    "person/choose/?app_label=articles&model_name=mention&field_name=person&term=Buzhinsky",
]


@pytest.fixture
def rows(db, monkeypatch):
    """Enough that the choice of a plan is not a matter of taste for the database, few enough to be quick."""
    person, other = make_person("Yevgeny Buzhinsky", "Евгений Бужинский"), make_person("Ilham Karimov")
    run = ImportRun.objects.create(pk=1)
    for number in range(3):
        article = make_article(headline=f"Bridge {number}", body="Yevgeny Buzhinsky spoke.", persons=[person])
        ImportEntry.objects.create(run=run, path="x", outcome="imported", article=article)
    Proposal.objects.create(first=person, second=other, score=0.8, reason={"code": "match.similar"})
    indexing.rebuild()
    monkeypatch.setattr(LargeAdmin, "list_per_page", 1)  # what fits one page needs no LIMIT
    monkeypatch.setattr(LargeAdmin, "list_max_show_all", 1)


def asked(client, address):
    """The selects of a page that read a big table."""
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(f"/admin/articles/{address}", follow=True)
    assert answer.status_code == 200
    tables = "|".join(BIG)
    return [one["sql"] for one in queries if re.search(rf'FROM \(?.*"({tables})"', one["sql"])], answer


@pytest.mark.parametrize("address", LISTS)
def test_nothing_is_counted_read_or_searched_whole(address, rows, admin_client):
    queries, answer = asked(admin_client, address)
    listed = answer.context and answer.context.get("cl")
    for sql in queries:
        one_page = "COUNT(" not in sql and listed and listed.result_count <= listed.list_per_page
        of_few_rows = re.search(r'_?id" (IN \(\d|= \d)', sql)
        assert "LIMIT" in sql or one_page or of_few_rows, sql
        scanned, is_sorted, plan = plan_of(sql)
        # Without a condition, a walk along the order wanted, which LIMIT ends, is what there is to do.
        assert not (scanned and "WHERE" in sql), f"{sql}\n{plan}"
        # What the engine or the names found is sorted, and that is a few hundred rows.
        assert of_few_rows or not is_sorted, f"{sql}\n{plan}"


def plan_of(sql):
    """The big tables that a select walks through, whether it sorts them, and its plan."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":  # which walks through what is small, if it is let
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        cursor.execute(f"{explain} {sql}")
        plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
    tables = "|".join(BIG)
    scanned = re.search(rf"(?:^SCAN|Seq Scan on) (?:{tables})\b", plan, re.MULTILINE)
    is_sorted = re.search(r"USE TEMP B-TREE FOR ORDER BY|(?<!Incremental )\bSort\b  ", plan)
    return bool(scanned), bool(is_sorted), plan


def test_the_count_stops(rows, admin_client, monkeypatch):
    monkeypatch.setattr("articles.admin.large.COUNT_UP_TO", 2)
    assert Article.objects.count() == 3
    assert admin_client.get("/admin/articles/article/").context["cl"].result_count == 2


@pytest.mark.parametrize(
    "address", ["article/", "person/", "mention/", "importentry/", "reading/", "original/"]
)
def test_more_rows_take_no_more_queries(address, rows, admin_client, django_assert_num_queries):
    few = len(asked(admin_client, address)[0])
    run, person = ImportRun.objects.get(), Name.objects.get(text="Yevgeny Buzhinsky").person
    for number in range(12):
        article = make_article(
            headline="" if number % 2 else "More", persons=[make_person(f"Ann Lee {number}")]
        )
        ImportEntry.objects.create(run=run, path="x", outcome="imported", article=article)
        place = {"article": article, "field": "body", "start": 900, "end": 901}
        Mention.objects.create(person=person, surface="x", extractor="t", version="1", **place)
    assert len(asked(admin_client, address)[0]) == few


def test_the_first_page_says_what_waits(rows, admin_client, as_staff):
    Article.objects.update(status="in review")
    ImportRun.objects.update(rejected=7)
    with CaptureQueriesContext(connection) as queries:
        page = admin_client.get(reverse("admin:index")).content.decode()
    assert "<b>3</b> articles in review" in page
    assert "<b>1</b> people who may be the same" in page
    assert "<b>7</b> files rejected in the last import" in page
    assert all("LIMIT" in one["sql"] for one in queries)
    assert "in review" not in as_staff("view_source").get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Yevgeny Buzhinsky", ["Yevgeny Buzhinsky"]),
        ("Евгений Бужинский", ["Yevgeny Buzhinsky"]),
        ("Yevgeni Bujinski", ["Yevgeny Buzhinsky"]),
        ("Buzhinsky Yevgeny", ["Yevgeny Buzhinsky"]),
        ("yevgeny", ["Yevgeny Buzhinsky"]),
        ("buzhin", ["Yevgeny Buzhinsky"]),
        ("БУЖИНСК", ["Yevgeny Buzhinsky"]),
        ("Kari", ["Ilham Karimov"]),
        ("Nobody", []),
        ("%", []),
        ("_", []),
        ("'\"\\", []),
        ("x" * 5000, []),
        ("12345678901234567890", []),
    ],
)
def test_people_are_found_by_any_spelling(typed, names, rows, admin_client):
    assert NameKey.objects.exists()
    answer = admin_client.get("/admin/articles/person/", {"q": typed})
    assert [person.name for person in answer.context["cl"].result_list] == names
    assert said(answer) == []
    choices = admin_client.get(
        "/admin/articles/person/choose/",
        {"app_label": "articles", "model_name": "mention", "field_name": "person", "term": typed},
    ).json()["results"]
    assert [choice["text"].split(" (no.")[0] for choice in choices] == names


@pytest.mark.parametrize("number", ["9" * 40, str(2**63), f"1,-{2**70}"])
def test_a_number_that_no_column_can_hold_is_not_understood(admin_client, number):
    answer = admin_client.get("/admin/articles/article/", {"id__in": number})
    if connection.vendor == "sqlite":
        assert (answer.status_code, answer["Location"]) == (302, "/admin/articles/article/?e=1")
    else:  # which compares with any number, and finds none
        assert (answer.status_code, list(answer.context["cl"].result_list)) == (200, [])


@pytest.mark.parametrize("kind", ["user", "group"])
def test_no_number_of_a_user_or_a_group_is_an_error_page(kind, admin_client):
    large = "9" * 40
    answer = admin_client.get(f"/admin/auth/{kind}/", {"id__in": large})
    if connection.vendor == "sqlite":
        assert (answer.status_code, answer["Location"]) == (302, f"/admin/auth/{kind}/?e=1")
    else:  # which compares with any number, and finds none
        assert (answer.status_code, list(answer.context["cl"].result_list)) == (200, [])
    pages = [f"{large}/change/", f"{large}/delete/", f"{large}/history/"]
    pages += [f"{large}/password/"] if kind == "user" else []
    answers = [admin_client.get(f"/admin/auth/{kind}/{page}").status_code for page in pages]
    assert set(answers) <= {302, 404}


def test_users_are_found_and_changed_as_in_django(admin_client, admin_user):
    answer = admin_client.get("/admin/auth/user/", {"q": admin_user.username})
    assert [one.pk for one in answer.context["cl"].result_list] == [admin_user.pk]
    page = admin_client.get(f"/admin/auth/user/{admin_user.pk}/change/")
    assert (page.status_code, "password" in page.context["adminform"].form.fields) == (200, True)


def test_all_our_admins_have_one_base():
    """Two had not: what is no number, where a place was to be chosen, was an error page there."""
    ours = [one for model, one in admin.site._registry.items() if model._meta.app_label == "articles"]
    assert len(ours) > 30
    assert [type(one).__name__ for one in ours if not isinstance(one, LargeAdmin)] == []


@pytest.mark.parametrize("kind", ["place", "section"])
def test_a_name_of_nothing_is_asked_for_again(admin_client, kind):
    sent = {"name": "Baku", "language": "en", kind: "a"}
    answer = admin_client.post(f"/admin/articles/{kind}name/add/", sent)
    assert answer.status_code == 200
    assert kind in answer.context["adminform"].form.errors
