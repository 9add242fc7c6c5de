"""Many articles at once, from the desk: who may, how they are chosen, one click to do and one to undo."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import BulkChange, Report, TakedownCase, Task
from articles.rights import GROUPS
from articles.search import indexing
from tests.desk.conftest import waiting, work_off
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

Member = Callable[..., Client]
ASKED = {"field": "section", "value": "Sport"}


@pytest.mark.parametrize("group", GROUPS)
def test_who_may_change_in_bulk(member: Member, group: str) -> None:
    article = make_article()
    client = member(group)
    allowed = group in ("Editor", "Chief")
    answer = client.post("/desk/bulk/", {**ASKED, "which": "ticked", "article": article.pk})
    assert (answer.status_code == 302) is allowed
    assert BulkChange.objects.count() == allowed
    assert Task.objects.count() == 0


def test_chosen_by_hand_by_query_or_by_queue(member: Member) -> None:
    one, two, three = make_article(headline="Bridge"), make_article(headline="Bridge"), make_article()
    queued = waiting()
    indexing.rebuild()
    client = member()
    for sent, ids in (
        ({"which": "ticked", "article": [str(one.pk), str(three.pk), "x"]}, [one.pk, three.pk]),
        ({"which": "all", "from": "all", "query": "q=bridge&source=turan-az"}, [one.pk, two.pk, queued.pk]),
        ({"which": "all", "from": "queue", "query": "reason=headline.guess"}, [queued.pk]),
    ):
        client.post("/desk/bulk/", ASKED | sent)
        newest = BulkChange.objects.first()
        assert newest is not None and newest.articles == ids


def test_nothing_happens_before_it_is_confirmed_and_then_once(member: Member) -> None:
    article = make_article(headline="Bridge opens", section="Politics")
    client = member()
    answer = client.post(
        "/desk/bulk/", {**ASKED, "which": "ticked", "article": article.pk, "why": "misfiled"}
    )
    page = client.get(answer["Location"]).content.decode()
    assert "<b>1</b> are changed" in page and "Politics" in page and "Bridge opens" in page
    bulk = BulkChange.objects.get()
    assert bulk.task is None
    other = member("Chief").post(f"/desk/bulk/{bulk.pk}/steer/", {"deed": "do"})
    assert other.status_code == 403  # what another has drafted
    for _ in range(2):
        client.post(f"/desk/bulk/{bulk.pk}/steer/", {"deed": "do"})
    task = Task.objects.get()
    assert (task.kind, task.arguments, task.created_by) == ("change-in-bulk", {"bulk": bulk.pk}, bulk.made_by)
    assert client.get(answer["Location"])["Refresh"] == "3"
    client.post(f"/desk/bulk/{bulk.pk}/steer/", {"deed": "stop"})
    task.refresh_from_db()
    assert task.state == Task.State.STOPPED
    for _ in range(2):
        client.post(f"/desk/bulk/{bulk.pk}/steer/", {"deed": "undo"})
    assert list(Task.objects.order_by("pk").values_list("kind", flat=True)) == [
        "change-in-bulk",
        "undo-bulk-change",
    ]


def test_what_was_stopped_goes_on_where_it_was(member: Member) -> None:
    first, second = make_article(section="Politics"), make_article(section="Politics")
    client = member()
    address = client.post("/desk/bulk/", {**ASKED, "which": "ticked", "article": [first.pk, second.pk]})[
        "Location"
    ]
    client.post(f"{address}steer/", {"deed": "do"})
    client.post(f"{address}steer/", {"deed": "stop"})
    # As if the first article had been done before.
    Task.objects.update(cursor={"at": 1, "counts": {"changed": 1}}, done=1, total=2)
    assert 'value="go-on"' in client.get(address).content.decode()
    for _ in range(2):
        client.post(f"{address}steer/", {"deed": "go-on"})
    assert Task.objects.count() == 2
    work_off()
    assert "<b>2</b> are changed" in client.get(address).content.decode()
    first.refresh_from_db()
    second.refresh_from_db()
    assert (str(first.section), str(second.section)) == ("Politics", "Sport")


@pytest.mark.parametrize(
    "sent",
    [
        {"field": "section", "value": "Sport", "pattern": "YYYY"},
        {"field": "published", "value": "yesterday"},
        {"field": "status", "status": ""},
        {"field": "headline", "value": "x"},
    ],
)
def test_what_cannot_be_is_said(member: Member, sent: dict[str, str]) -> None:
    client = member()
    answer = client.post("/desk/bulk/", sent | {"which": "ticked", "article": make_article().pk}, follow=True)
    assert 'role="alert"' in answer.content.decode()
    assert not BulkChange.objects.exists()


def test_questions_to_the_database_do_not_grow(member: Member) -> None:
    client = member()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/choose/").status_code == 200
        return len(queries)

    make_article()
    indexing.rebuild()
    asked()  # after the index was changed, whether an import goes on is looked up once
    one = asked()
    for _ in range(29):
        make_article()
    indexing.rebuild()
    asked()
    assert asked() == one <= 12


def test_an_article_without_a_headline_is_told_by_its_first_words(member: Member) -> None:
    article = make_article(headline="", body="The bridge opened on Saturday.")
    client = member()
    sent = {**ASKED, "which": "ticked", "article": article.pk}
    assert "The bridge opened on Saturday." in client.post("/desk/bulk/", sent, follow=True).content.decode()
    TakedownCase.objects.create(article=article)
    Report.objects.create(article=article, text="wrong")
    for address in ("/desk/cases/", "/desk/reports/"):
        assert "The bridge opened on Saturday." in client.get(address).content.decode()


def test_the_page_that_shows_progress_reads_no_ids(member: Member) -> None:
    """It asks again every three seconds, of a change of 50,000 articles perhaps."""
    client = member()
    client.post("/desk/bulk/", {**ASKED, "which": "ticked", "article": make_article().pk})
    address = f"/desk/bulk/{BulkChange.objects.values_list('pk', flat=True).get()}/"
    for _deed in (None, client.post(f"{address}steer/", {"deed": "do"})):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert not [one["sql"] for one in queries if '"articles_bulkchange"."articles"' in one["sql"]]
