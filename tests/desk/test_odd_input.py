"""Whatever is sent to the desk, it answers: no odd number, character or field is an error of the server."""

from collections.abc import Callable, Mapping

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.desk.urls import urlpatterns
from articles.search import indexing
from tests.desk.test_rights import addresses

pytestmark = pytest.mark.django_db(transaction=True)

TOO_LARGE = ("9223372036854775807", "9223372036854775808", "1" + "0" * 40)
ODD = ("\0", "a\0b", "\udcff", *TOO_LARGE, "²", "x" * 3000)
QUEUE = ("q", "from", "to", "source", "section", "language", "place", "person", "not_source", "page")
# By the page's name: what is asked of it in its address, and what its forms send.
ASKED: Mapping[str, tuple[str, ...]] = {
    "overview": ("reason", "source"),
    "queue": ("reason", "run", "age", *QUEUE),
    "choose": ("q", "from", "page"),
    "changes": ("by", "before"),
    "proposals": ("after",),
    "person": ("spelling", "page", "look"),
    "find-people": ("q",),
    "merging": ("person",),
    "reprints": ("after", "source"),
    "cases": ("state", "page"),
    "reports": ("state", "page"),
    "article": ("reason", "report", "q"),
    "undo-decision": ("with", "person"),
}
MULTIPART = "multipart/form-data; boundary=y"
SENT: Mapping[str, tuple[Mapping[str, str], tuple[str, ...]]] = {
    "article": ({"deed": "keep"}, ("headline", "published", "body", "take", "line", "hand_back", "why")),
    "draft": ({"which": "all", "field": "section"}, ("query", "value", "why", "field", "from", "which")),
    "steer": ({}, ("deed",)),
    "case": ({"reason": "other"}, ("deed", "person", "legal_note", "note", "review_on", "reason")),
    "report": ({"deed": "accept"}, ("note", "deed")),
    "decide": ({"deed": "different"}, ("note", "deed")),
    "decide-reprint": ({"deed": "different"}, ("note", "deed")),
    "merging": ({"deed": "different"}, ("into", "note")),
    "identified": ({}, ("record", "note")),
    "no-person": ({}, ("spelling", "note")),
    "put-back": ({}, ("why",)),
}


def escaped(value: str) -> bytes:
    return b"".join(b"%%%02x" % byte for byte in value.encode("utf-8", "surrogateescape"))


@pytest.fixture
def chief(member: Callable[..., Client]) -> Client:
    client = member("Chief")
    client.raise_request_exception = False
    return client


def test_every_page_answers_to_odd_numbers_in_its_address(chief: Client) -> None:
    for one in urlpatterns:
        route = str(one.pattern)
        for number in TOO_LARGE if "<int:" in route else ():
            address = "/desk/" + route.replace("<int:pk>", number).replace("<int:revision>", number)
            for answer in (chief.get(address), chief.post(address)):
                assert answer.status_code in (404, 405), address


def test_every_page_answers_to_odd_parameters(chief: Client) -> None:
    walked = addresses()
    indexing.rebuild()
    for name, parameters in ASKED.items():
        for parameter in parameters:
            for value in ("\0", TOO_LARGE[-1], "\udcff"):
                query = f"{parameter}={escaped(value).decode()}"
                asked = chief.generic("GET", walked[name], QUERY_STRING=query)
                assert asked.status_code < 500, (name, query[:80])


@pytest.mark.parametrize("name", SENT)
def test_every_form_answers_to_odd_fields(chief: Client, name: str) -> None:
    walked = addresses()
    User.objects.get_or_create(username="maker")
    indexing.rebuild()
    usual, fields = SENT[name]
    for field in fields:
        for value in ODD:
            pairs = [f"{key}={text}".encode() for key, text in usual.items() if key != field]
            body = b"&".join([*pairs, field.encode() + b"=" + escaped(value)])
            answer = chief.generic("POST", walked[name], body, "application/x-www-form-urlencoded")
            assert answer.status_code < 500, (name, body[:80])


@pytest.mark.parametrize(
    "body, kind", [(b"\xff", "text/plain"), (b"{}", "application/json"), (b"--x", MULTIPART)]
)
def test_every_form_answers_to_what_is_no_form(chief: Client, body: bytes, kind: str) -> None:
    walked = addresses()
    for name in SENT:
        assert chief.generic("POST", walked[name], body, kind).status_code < 500, name


def test_the_page_to_log_in_answers_to_odd_fields(client: Client) -> None:
    client.raise_request_exception = False
    for value in ODD:
        body = b"username=%s&password=%s&next=%s" % ((escaped(value),) * 3)
        answer = client.generic("POST", "/desk/login/", body, "application/x-www-form-urlencoded")
        assert answer.status_code < 500, body[:80]
