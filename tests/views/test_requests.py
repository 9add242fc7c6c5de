"""What readers send without an account: taken in, kept from programs, counted in public without names."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.editing.requests import PER_DAY, forget_contacts
from articles.models import Report, TakedownCase
from articles.views import requests as asked
from articles.working.asking import ask
from articles.working.claiming import Claimant
from articles.working.work import Work
from tests.factories import make_article

pytestmark = pytest.mark.django_db

ERROR = {"kind": "date", "text": "It was in 2019.", "suggestion": "2019-10-31", "contact": "a@b.az"}
TAKEDOWN = {"reason": "privacy", "name": "Ada Bell", "text": "It is me.", "contact": "a@b.az"}


@pytest.fixture
def send(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Opens a form and sends it as a person would, who takes a while."""
    monkeypatch.setattr(asked, "LEAST_SECONDS", -1)

    def fill_in(address: str, **given: str) -> int:
        page = client.get(address)
        found = re.search(r'name="shown" value="([^"]+)"', page.content.decode())
        assert found, page.status_code
        return client.post(address, given | {"shown": found[1]}).status_code

    return fill_in


def test_an_error_is_told(send: Callable[..., int]) -> None:
    article = make_article()
    assert send(f"/articles/{article.public_id}/report/", **ERROR) == 200
    report = Report.objects.get()
    assert (report.article, report.kind, report.text, report.suggestion, report.state) == (
        *(article, "date", "It was in 2019.", "2019-10-31", "open"),
    )
    assert report.sender and "127.0.0.1" not in report.sender


def test_a_takedown_is_asked_for_and_needs_a_contact(send: Callable[..., int]) -> None:
    article = make_article()
    address = f"/articles/{article.public_id}/takedown/"
    assert send(address, **TAKEDOWN | {"contact": ""}) == 422
    assert not TakedownCase.objects.exists()
    assert send(address, **TAKEDOWN) == 200
    case = TakedownCase.objects.get()
    assert (case.article, case.reason, case.name, case.state) == (article, "privacy", "Ada Bell", "open")


def test_programs_are_kept_out(
    client: Client, send: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/articles/{make_article().public_id}/report/"
    assert send(address, **ERROR, website="https://spam.example") == 200  # and is not told that it failed
    assert client.post(address, ERROR).status_code == 422  # the form was never opened
    monkeypatch.setattr(asked, "LEAST_SECONDS", 3)
    assert send(address, **ERROR) == 422  # within a blink
    assert not Report.objects.exists()


def test_nobody_sends_without_end(send: Callable[..., int]) -> None:
    address = f"/articles/{make_article().public_id}/report/"
    assert [send(address, **ERROR) for _ in range(PER_DAY + 1)] == [200] * PER_DAY + [429]
    assert Report.objects.count() == PER_DAY


def test_what_is_withdrawn_cannot_be_asked_about(client: Client) -> None:
    article = make_article(status="withdrawn")
    for page in ("report", "takedown"):
        assert client.get(f"/articles/{article.public_id}/{page}/").status_code == 404


def test_the_contact_is_forgotten_in_time() -> None:
    article = make_article()
    for days in (0, 2, 200):
        row = Report.objects.create(article=article, text="x", contact="a@b.az", sender="s")
        Report.objects.filter(pk=row.pk).update(made_at=timezone.now() - dt.timedelta(days=days))
    ask("forget-contacts")
    task = Claimant().claim()
    assert task is not None
    list(forget_contacts(Work(task)))
    kept = list(Report.objects.order_by("-made_at").values_list("contact", "sender"))
    assert kept == [("a@b.az", "s"), ("a@b.az", ""), ("", "")]


def test_takedowns_are_counted_in_public_without_names(client: Client) -> None:
    article = make_article(headline="Secret headline")
    decided = dt.datetime(2020, 5, 6, tzinfo=dt.UTC)
    for state in ("withdrawn", "withdrawn", "refused", "open"):
        TakedownCase.objects.create(
            article=article, name="Ada Bell", reason="privacy", state=state, decided_at=decided, note="secret"
        )
    page = client.get("/takedowns/").content.decode()
    rows = re.findall(r"<tr><th[^>]*>(\d+)</th><td>(.+?)</td><td>(.+?)</td><td>(\d+)</td>", page)
    assert rows == [("2020", "Privacy", "Refused", "1"), ("2020", "Privacy", "Article withdrawn", "2")]
    assert "Ada" not in page and "ecret" not in page


def test_each_article_leads_there_and_its_own_name_is_no_such_page(client: Client) -> None:
    article = make_article(headline="Report")
    assert article.get_absolute_url().endswith("/-/")
    page = client.get(article.get_absolute_url()).content.decode()
    for name in ("report", "takedown"):
        assert f'href="/articles/{article.public_id}/{name}/"' in page
    assert "/desk/" not in page
