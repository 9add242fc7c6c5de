"""Logging in is throttled for each account and each address, and never holds up readers."""

from __future__ import annotations

import logging
import threading

import pytest
from django.contrib.auth.models import User
from django.test import Client

from newsarchive import logins

pytestmark = pytest.mark.django_db
FORM = "/admin/login/"


def attempt(name: str, password: str, address: str = "192.0.2.1", client: Client | None = None) -> int:
    given = {"username": name, "password": password}
    return (client or Client()).post(FORM, given, REMOTE_ADDR=address).status_code


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("editor", password="right", is_staff=True)


@pytest.fixture(autouse=True)
def _three_failures(settings) -> None:
    settings.AXES_FAILURE_LIMIT = 3


def test_an_account_is_throttled_from_wherever_it_is_tried(editor: User) -> None:
    tried = [attempt("editor", "wrong", f"192.0.2.{n}") for n in range(1, 5)]
    assert tried == [200, 200, 429, 429]
    assert attempt("editor", "right", "192.0.2.99") == 429
    assert attempt("EDITOR", "right", "192.0.2.99") in (200, 429)  # another account's name


def test_an_address_is_throttled_whatever_account_it_tries(editor: User) -> None:
    tried = [attempt(f"name{n}", "wrong") for n in range(4)]
    assert tried == [200, 200, 429, 429]
    assert attempt("editor", "right") == 429
    assert attempt("editor", "right", "192.0.2.2") == 302


def test_the_address_is_the_readers_and_cannot_be_chosen(editor: User, settings) -> None:
    settings.PROXIES = 1
    client = Client()
    tried = [
        client.post(
            FORM,
            {"username": f"name{n}", "password": "wrong"},
            REMOTE_ADDR="10.0.0.1",
            HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 192.0.2.1",
        ).status_code
        for n in range(4)
    ]
    assert tried == [200, 200, 429, 429]
    other = client.post(
        FORM,
        {"username": "editor", "password": "right"},
        REMOTE_ADDR="10.0.0.1",
        HTTP_X_FORWARDED_FOR="192.0.2.2",
    )
    assert other.status_code == 302


def test_success_ends_the_count(editor: User) -> None:
    assert [attempt("editor", "wrong") for _ in range(2)] == [200, 200]
    assert attempt("editor", "right") == 302
    assert [attempt("editor", "wrong") for _ in range(2)] == [200, 200]


def test_whoever_is_throttled_costs_no_hashing(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        attempt("editor", "wrong")
    monkeypatch.setattr(logins, "at_work", lambda: pytest.fail("hashed"))
    answer = Client().post(FORM, {"username": "editor", "password": "right"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "900"
    assert "quarter of an hour" in answer.content.decode()


def test_each_refused_login_has_one_line(editor: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for name in ("editor", "editor\nroot", "editor", "editor"):
        attempt(name, "secret-word", "192.0.2.7")
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "login refused: account 'editor' from 192.0.2.7: wrong name or password",
        "login refused: account 'editor\\nroot' from 192.0.2.7: wrong name or password",
        "login refused: account 'editor' from 192.0.2.7: wrong name or password",
        "login refused: account 'editor' from 192.0.2.7: throttled after too many failures",
        "login refused: account 'editor' from 192.0.2.7: throttled after too many failures",
    ]
    assert "secret-word" not in caplog.text


def test_one_login_is_at_work_another_waits_and_more_are_sent_away(
    editor: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """While the first hashes: this is the moment in which 16 clients would have taken every thread."""
    hashing, go_on = threading.Event(), threading.Event()

    def hold(turn: threading.Event) -> None:
        with logins.at_work():
            turn.set()
            assert go_on.wait(30)

    first = threading.Thread(target=hold, args=(hashing,))
    second = threading.Thread(target=hold, args=(threading.Event(),))
    first.start()
    assert hashing.wait(30)
    second.start()
    while logins._let_in._value:
        second.join(0.01)
    try:
        answer = Client().post(FORM, {"username": "editor", "password": "right"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "2")
        assert "Others are logging in" in answer.content.decode()
        [line] = [record.getMessage() for record in caplog.records]
        assert line == "503 for POST /admin/login/ (127.0.0.1): too many logins at once"
    finally:
        go_on.set()
        first.join()
        second.join()
    assert attempt("editor", "right") == 302
