"""Pairs that may be reprints: the least alike first, decided once, taken back."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Decision, Reprint
from articles.rights import GROUPS
from tests.factories import make_article

pytestmark = pytest.mark.django_db(transaction=True)

Member = Callable[..., Client]


def pair(similarity: float, source: str = "a.az") -> Reprint:
    first = make_article(headline="Bridge opens", body="The old bridge was opened.", source=source)
    second = make_article(headline="Bridge opens", body="The new bridge was opened.", source="b.az")
    return Reprint.objects.create(first=first, second=second, similarity=similarity)


def test_the_least_alike_first_and_those_that_are_sure_not_at_all(member: Member) -> None:
    second, first = pair(0.6), pair(0.45)
    pair(0.9)
    client = member("Editor")
    assert "articles that may be reprints" in client.get("/desk/").content.decode()
    page = client.get("/desk/reprints/").content.decode()
    assert f'action="/desk/reprints/{first.pk}/?' in page and '<span class="for">2</span>' in page
    assert "45% of the shorter text" in page
    assert "old</del>" in page and "new</ins>" in page
    answer = client.post(f"/desk/reprints/{first.pk}/", {"deed": "later"})
    assert answer["Location"] == f"/desk/reprints/?after={first.pk}"
    assert f'action="/desk/reprints/{second.pk}/?' in client.get(answer["Location"]).content.decode()
    last = client.post(f"/desk/reprints/{second.pk}/", {"deed": "later"}, follow=True).content.decode()
    assert "Begin again" in last


@pytest.mark.parametrize(("deed", "state"), [("same", "joined"), ("different", "apart")])
def test_decided_once_and_taken_back(member: Member, deed: str, state: str) -> None:
    found = pair(0.5)
    client = member("Editor")
    answer = client.post(f"/desk/reprints/{found.pk}/", {"deed": deed}, follow=True).content.decode()
    found.refresh_from_db()
    made = Decision.objects.get()
    assert (found.state, f'action="/desk/decisions/{made.pk}/undo/?' in answer) == (state, True)
    client.post(f"/desk/reprints/{found.pk}/", {"deed": deed})
    assert Decision.objects.count() == 1
    client.post(f"/desk/decisions/{made.pk}/undo/")
    assert Decision.objects.filter(undoes=made).exists()


@pytest.mark.parametrize("group", GROUPS)
def test_who_looks_and_who_decides(member: Member, group: str) -> None:
    found = pair(0.5)
    client = member(group)
    assert client.get("/desk/reprints/").status_code == 200
    answer = client.post(f"/desk/reprints/{found.pk}/", {"deed": "same"})
    decides = group in ("Editor", "Chief")
    assert answer.status_code == (302 if decides else 403)
    assert Decision.objects.exists() == decides
    for made in Decision.objects.all():
        assert member("People editor").post(f"/desk/decisions/{made.pk}/undo/").status_code == 403


def test_what_else_would_be_parted_is_told_beforehand(member: Member) -> None:
    """A stands with B and C: where B and C are kept apart, A stays with B, which it is more like."""
    a, b, c = (make_article(f"Bridge {name}", source=f"{name}.az") for name in "abc")
    for first, second, similarity in ((a, b, 0.9), (a, c, 0.8), (b, c, 0.5)):
        Reprint.objects.create(first=first, second=second, similarity=similarity)
    client = member("Editor")
    page = client.get("/desk/reprints/").content.decode()
    assert "would also part these" in page
    assert "“Bridge a” (a.az) – “Bridge c” (c.az)</li>" in page
    assert "“Bridge a” (a.az) – “Bridge b” (b.az)</li>" not in page
    Reprint.objects.filter(first=a, second=c).delete()
    assert "would also part" not in client.get("/desk/reprints/").content.decode()


def test_narrowed_by_an_address_that_can_be_kept(member: Member) -> None:
    pair(0.4)
    wanted = pair(0.5, "c.az")
    client = member("Editor")
    page = client.get("/desk/reprints/?source=c-az").content.decode()
    assert f'action="/desk/reprints/{wanted.pk}/?source=c-az"' in page
    answer = client.post(f"/desk/reprints/{wanted.pk}/?source=c-az", {"deed": "later"})
    assert answer["Location"] == f"/desk/reprints/?source=c-az&after={wanted.pk}"


def test_questions_to_the_database_do_not_grow(member: Member) -> None:
    client = member("Editor")
    pair(0.5)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/desk/reprints/").status_code == 200
        return len(queries)

    one = asked()
    for n in range(30):
        pair(0.5 + n / 1000)
    assert asked() == one <= 12
