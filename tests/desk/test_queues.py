"""Queues by reason: who sees them, how they are counted, narrowed and walked."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.desk.counting import InHand, InTable
from articles.desk.queues import Queue
from articles.desk.urls import urlpatterns
from articles.models import Article, ImportEntry, ImportRun, ReviewReason
from articles.rights import GROUPS
from articles.search import indexing
from tests.desk.conftest import waiting
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

Member = Callable[..., Client]


def counts(parameters: dict[str, list[str]]) -> dict[str, int]:
    return {one.code: one.count for group in Queue(parameters).reasons() for one in group.values}


def test_who_is_not_logged_in_is_asked_to(client: Client) -> None:
    answer = client.get("/desk/queue/?reason=date.none")
    assert answer.status_code == 302
    assert answer["Location"] == "/desk/login/?next=/desk/queue/%3Freason%3Ddate.none"
    page = client.get(answer["Location"])
    assert page.status_code == 200 and "no-store" in page["Cache-Control"]


def test_every_page_of_the_desk_asks_who_it_is(client: Client) -> None:
    for one in urlpatterns:
        if one.name not in ("login", "logout"):
            route = re.sub(r"<int:\w+>", "1", str(one.pattern))
            for answer in (client.get(f"/desk/{route}"), client.post(f"/desk/{route}")):
                assert answer.status_code == 302, route
                assert answer["Location"].startswith("/desk/login/"), route


def test_a_login_ends_after_a_day_of_work(client: Client, django_user_model: type) -> None:
    django_user_model.objects.create_user("ann", password="right")  # type: ignore[attr-defined]
    sent = {"username": "ann", "password": "right", "next": "/desk/changes/"}
    answer = client.post("/desk/login/", sent)
    assert (answer.status_code, answer["Location"]) == (302, "/desk/changes/")
    assert answer.cookies["sessionid"]["max-age"] == 12 * 3600


def test_guessing_a_password_is_throttled_here_too(client: Client, settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    sent = {"username": "ann", "password": "wrong"}
    assert [client.post("/desk/login/", sent).status_code for _ in range(4)] == [200, 200, 429, 429]


@pytest.mark.parametrize("group", GROUPS)
def test_all_groups_may_look_and_only_editors_may_edit(member: Member, group: str) -> None:
    article = waiting()
    client = member(group)
    assert client.get("/desk/").status_code == 200
    allowed = 200 if group in ("Editor", "Chief") else 403
    assert client.get(f"/desk/articles/{article.pk}/").status_code == allowed
    assert client.post(f"/desk/articles/{article.pk}/undo/1/").status_code == (302 if allowed == 200 else 403)


def test_a_user_without_rights_is_refused(client: Client, django_user_model: type) -> None:
    client.force_login(django_user_model.objects.create_user("nobody"))  # type: ignore[attr-defined]
    assert client.get("/desk/").status_code == 403


def test_counts_by_reason_and_no_date_is_a_queue_of_its_own(member: Member) -> None:
    waiting("headline.guess")
    waiting("headline.guess")
    waiting("body.short")
    waiting("headline.guess", status=Article.Status.PUBLISHED)
    make_article(date=None)
    assert counts({}) == {"date.none": 1, "headline.guess": 2, "body.short": 1}
    page = member().get("/desk/").content.decode()
    shown = re.findall(r'reason-count">(\d+)</span> <span>([^<]+)', page)
    assert shown[:3] == [
        ("1", "no date"),
        ("2", "the headline is a guess: …% likely"),
        ("1", "the text is only …% of the prose on the page"),
    ]


def test_a_queue_is_narrowed_as_lists_are() -> None:
    here = waiting("headline.guess", source="turan.az", section="Politics")
    waiting("headline.guess", source="other.az", language="tr")
    run = ImportRun.objects.create(status=ImportRun.Status.FINISHED)
    ImportEntry.objects.create(run=run, path="a", outcome=ImportEntry.Outcome.IMPORTED, article=here)
    ReviewReason.objects.filter(article=here).update(since=timezone.now() - dt.timedelta(days=10))
    indexing.rebuild()
    for asked in (
        {"source": ["turan-az"]},
        {"section": ["politics"]},
        {"language": ["en"]},
        {"run": [str(run.pk)]},
        {"age": ["week"]},
        {"q": ["bridge source:turan.az"]},
    ):
        assert list(Queue(asked).ids) == [here.pk], asked
    assert Queue({"age": ["month"]}).total == 0
    assert Queue({"section": ["-"]}).total == 1
    assert Queue({"source": ["no-such"]}).total == 0
    assert Queue({"from": ["2021"]}).total == 0


def test_what_is_left_out_of_a_list_is_left_out_of_a_queue() -> None:
    waiting("headline.guess", source="turan.az")
    other = waiting("headline.guess", source="other.az")
    indexing.rebuild()
    assert list(Queue({"not_source": ["turan-az"]}).ids) == [other.pk]


def test_words_narrow_a_queue_by_all_that_they_find() -> None:
    """What waits may be the worst hit of all."""
    for n in range(30):
        make_article(headline="bridge bridge", body=f"bridge {n}")
    last = waiting("body.short", headline="A road", source="turan.az")
    indexing.rebuild()
    queue = Queue({"q": ["kura OR bridge"]})
    assert (queue.total, list(queue.ids)) == (1, [last.pk])
    assert [group.values[0].count for group in queue.reasons()] == [1]


@pytest.mark.parametrize("reason", ["", "headline.guess"])
def test_here_and_in_the_database_the_same_is_counted(reason: str) -> None:
    one = waiting("headline.guess", section="Politics", date=None)
    two = waiting("headline.guess", source="other.az", language="tr")
    three = waiting("body.short", section="Sport", source=None)
    rows = ReviewReason.objects.order_by()
    ids = [one.pk, two.pk, three.pk]
    table, hand = InTable(rows, reason), InHand(rows, set(ids), reason)
    assert list(table.ids) == hand.ids == (ids[:2] if reason else ids)
    assert table.total == hand.total == len(hand.ids)
    assert table.reasons() == hand.reasons() == {"date.none": 1, "headline.guess": 2, "body.short": 1}
    for column in ("source", "section", "language"):
        assert sorted(table.values(column, 9), key=repr) == sorted(hand.values(column, 9), key=repr), column
    assert hand.values("language", 1) == [("en", 1 if reason else 2)]
    assert [table.after(pk) for pk in ids] == [hand.after(pk) for pk in ids]
    assert InHand(rows, {one.pk}, reason).after(one.pk) is None
    assert InHand(rows, {two.pk}, reason).after(one.pk) == two.pk


def test_the_next_of_a_queue_is_the_one_after_and_then_the_first_left() -> None:
    first, second, third = waiting(), waiting(), waiting()
    queue = Queue({"reason": ["headline.guess"]})
    assert [queue.after(one.pk) for one in (first, second, third)] == [second.pk, third.pk, first.pk]
    ReviewReason.objects.exclude(article=second).delete()
    assert Queue({}).after(second.pk) is None


def test_words_without_an_index_are_told_so(member: Member) -> None:
    waiting()
    answer = member().get("/desk/queue/?q=bridge")
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("address", ["/desk/", "/desk/queue/", "/desk/queue/?reason=headline.guess"])
def test_questions_to_the_database_do_not_grow(member: Member, address: str) -> None:
    client = member()

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    waiting()
    one = asked()
    for n in range(29):
        waiting(source=f"outlet{n}.az", section=f"Section {n}")
    assert one <= 20
    assert asked() <= one + 4  # groups of one value are not looked up
