"""What readers asked for, on the desk: who decides, once, and what follows."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.editing.requests import decide_case
from articles.models import Article, Report, TakedownCase
from articles.models.requests import cases_waiting
from articles.rights import GROUPS
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

Member = Callable[..., Client]


def test_a_report_is_accepted_once_and_leads_to_the_article(member: Member) -> None:
    report = Report.objects.create(article=make_article(), text="It was in 2019.", kind="date")
    client = member()
    assert "It was in 2019." in client.get("/desk/reports/").content.decode()
    answer = client.post(f"/desk/reports/{report.pk}/", {"deed": "accept"})
    assert answer["Location"] == f"/desk/articles/{report.article_id}/?report={report.pk}"
    assert 'value="reported by a reader"' in client.get(answer["Location"]).content.decode()
    client.post(f"/desk/reports/{report.pk}/", {"deed": "refuse"})
    report.refresh_from_db()
    assert (report.state, report.decided_by.username) == ("accepted", "Editor")  # type: ignore[union-attr]


def test_readers_of_drafts_see_no_letters(member: Member) -> None:
    case = TakedownCase.objects.create(article=make_article())
    for address in ("/desk/reports/", "/desk/cases/", f"/desk/cases/{case.pk}/"):
        assert member("Reader of drafts").get(address).status_code == 403


@pytest.mark.parametrize("group", [group for group in GROUPS if group != "Chief"])
def test_only_a_chief_decides_cases(member: Member, group: str) -> None:
    article = make_article()
    case = TakedownCase.objects.create(article=article)
    client = member(group)
    sent = {"reason": "privacy", "deed": "withdrawn"}
    assert client.post(f"/desk/cases/{case.pk}/", sent).status_code == 403
    assert client.post(f"/desk/articles/{article.pk}/case/").status_code == 403
    article.refresh_from_db()
    assert (article.status, TakedownCase.objects.count()) == ("published", 1)


def test_a_case_withdraws_and_shows_again(member: Member) -> None:
    article = make_article()
    client = member("Chief")
    address = client.post(f"/desk/articles/{article.pk}/case/")["Location"]
    sent = {"reason": "court", "legal_note": "2-1/2020", "review_on": "2030-01-01"}
    client.post(address, sent | {"deed": "withdrawn"})
    case = TakedownCase.objects.get()
    assert (case.state, case.reason, case.legal_note, str(case.review_on)) == (
        *("withdrawn", "court", "2-1/2020", "2030-01-01"),
    )
    assert client.get(f"/articles/{article.public_id}/", follow=True).status_code == 410
    assert Article.objects.get(pk=article.pk).original.closed
    assert client.post(address, sent | {"deed": "refused"}).status_code == 422  # decided already
    client.post(address, sent | {"deed": "ended"})
    assert client.get(f"/articles/{article.public_id}/", follow=True).status_code == 200


def test_a_case_takes_a_name_out_and_puts_it_back(member: Member) -> None:
    ada = make_person("Ada Bell")
    article = make_article(body="Ada Bell said so.", persons=[ada])
    case = TakedownCase.objects.create(article=article, name="ada bell")
    client = member("Chief")
    address = f"/desk/cases/{case.pk}/"
    assert f'<option value="{ada.pk}">Ada Bell' in client.get(address).content.decode()
    assert client.post(address, {"reason": "privacy", "deed": "delisted"}).status_code == 422  # whom?
    client.post(address, {"reason": "privacy", "deed": "delisted", "person": ada.pk})
    shown = client.get(article.get_absolute_url(), follow=True).content.decode()
    assert "A. B. said so." in shown and "Ada Bell" not in shown
    client.post(address, {"reason": "privacy", "deed": "ended"})
    article.refresh_from_db()
    assert article.body == "Ada Bell said so."


def test_only_a_chief_puts_a_name_back(member: Member) -> None:
    ada = make_person("Ada Bell")
    article = make_article(body="Ada Bell said so.", persons=[ada])
    case = TakedownCase.objects.create(article=article)
    decide_case(case, "delisted", None, ada)
    page, then = f"/desk/articles/{article.pk}/", article.history.last().pk
    ways = {
        page: {"hand_back": "body"},
        f"{page}undo/{article.history.first().pk}/": {},
        f"{page}life/{then}/put-back/": {},
        f"/admin/articles/article/{article.pk}/history/{then}/": {"put_back": "1"},
    }
    client = member(staff=True)
    for address, sent in ways.items():
        assert client.post(address, sent).status_code == 403, address
    assert Article.objects.get().body == "A. B. said so."
    assert client.post(page, {"hand_back": "source"}).status_code == 302
    assert member("Chief").post(page, {"hand_back": "body"}).status_code == 302
    assert Article.objects.get().body == "Ada Bell said so."


def test_a_case_waits_again_from_its_day_on(member: Member) -> None:
    today = timezone.localdate()
    days = (None, today + dt.timedelta(days=1), today, today + dt.timedelta(days=9))
    made = [
        TakedownCase.objects.create(
            article=make_article(), state="withdrawn", review_on=day, decided_at=timezone.now()
        )
        for day in days
    ]
    refused = TakedownCase.objects.create(article=make_article(), state="refused", review_on=today)
    fresh = TakedownCase.objects.create(article=make_article())
    assert set(TakedownCase.objects.filter(cases_waiting(today))) == {made[2], fresh}
    client = member("Chief")
    assert re.search(r">2</span> <span>takedown cases", client.get("/desk/").content.decode())
    shown = re.findall(r"/desk/cases/(\d+)/", client.get("/desk/cases/").content.decode())
    order = [made[2], fresh, refused, made[1], made[3], made[0]]
    assert [int(pk) for pk in shown] == [case.pk for case in order]


@pytest.mark.parametrize("address", ["/desk/reports/", "/desk/cases/"])
def test_questions_to_the_database_do_not_grow(member: Member, address: str) -> None:
    client = member()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def one_more() -> None:
        article = make_article()
        Report.objects.create(article=article, text="x")
        TakedownCase.objects.create(article=article)

    one_more()
    one = asked()
    for _ in range(29):
        one_more()
    assert asked() == one <= 10
