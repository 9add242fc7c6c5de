"""People with rights, and articles that wait."""

import threading
from collections.abc import Callable

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from articles.migrations._groups import make_groups
from articles.models import Article, Reading
from articles.text.codes import coded
from articles.working.claiming import Claimant
from articles.working.work import run
from tests.factories import make_article

RAW = """\
Home | News | Contact
Bridge over the Kura opens
Baku, 31 October 2020
The bridge was opened on Saturday. Many came to see it.
It has two lanes. It took six years.
Read also: another matter
"""
BODY = "The bridge was opened on Saturday. Many came to see it.\n\nIt has two lanes. It took six years."
ROLES = ["furniture", "headline", "dateline", "body", "body", "teaser"]


@pytest.fixture
def member(db: None) -> Callable[..., Client]:
    """Somebody of a group, logged in."""
    make_groups(apps)

    def log_in(group: str = "Editor", name: str = "", *, staff: bool = False) -> Client:
        user, _ = User.objects.get_or_create(username=name or group, defaults={"is_staff": staff})
        user.groups.add(Group.objects.get(name=group))
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def chief(transactional_db: None) -> User:
    make_groups(apps)
    user = User.objects.create_user("chief", password="correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name="Chief"))
    return user


@pytest.fixture
def visit(page: Page, live_server: LiveServer, chief: User) -> Callable[[str], Page]:
    """Opens an address of the desk, logged in."""
    client = Client()
    client.force_login(chief)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )

    def open_address(address: str) -> Page:
        page.goto(live_server.url + address)
        return page

    return open_address


def work_off() -> None:
    """What the worker does, to the end of what is asked of it."""
    claimant = Claimant()
    while task := claimant.claim():
        run(task, threading.Event())


def waiting(
    code: str = "headline.guess", headline: str = "Bridge over the Kura opens", **fields: object
) -> Article:
    """An article in review for one reason, read from RAW and a number."""
    fields.setdefault("status", Article.Status.IN_REVIEW)
    number = Article.objects.count()
    article = make_article(
        headline=headline,
        body=BODY,
        raw=f"{RAW}Page {number}\n",
        **fields,  # type: ignore[arg-type]
    )
    evidence = {
        "headline": {"lines": [2], "rule": coded("headline.plain").as_json(), "start": None, "end": None},
        "body": {"lines": [4, 5], "rule": coded("body.prose").as_json(), "start": None, "end": None},
    }
    params = {"percent": 70} if code.endswith(".guess") else {}
    Reading.objects.filter(article=article).update(
        roles=[*ROLES, "furniture"], evidence=evidence, doubts=[{"code": code, **params}]
    )
    return article
