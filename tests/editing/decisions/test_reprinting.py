"""Editors join articles that are one story, and keep apart those that are not; it stands, and is undone."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.editing.decisions import DecisionError, join_reprints, keep_apart, undo
from articles.likeness.groups import with_reprints
from articles.likeness.reprints import begin_anew, find_all
from articles.models import Article, Decision, Reprint
from benchmarks.reprint_texts import TEXTS
from tests.admin.conftest import admin_address
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None) -> list[Article]:
    """Two reprints and another article."""
    made = [
        make_article("One", TEXTS["en"], source="a.example", date="2020-11-01"),
        make_article("Two", TEXTS["en"], source="b.example", date="2020-11-02"),
        make_article("Other", TEXTS["ru"], source="c.example", date="2020-11-03"),
    ]
    assert sum(find_all()) == 3
    return made


def pairs() -> set[tuple[int, int, float, str]]:
    return set(Reprint.objects.values_list("first", "second", "similarity", "state"))


def rebuild() -> None:
    begin_anew()
    assert sum(find_all()) == 3


def test_kept_apart_through_rebuilds_until_it_is_undone(three: list[Article]) -> None:
    one, two, _ = three
    before = pairs()
    decision = keep_apart(two, one, note="another bridge")
    assert (decision.kind, decision.article, decision.note) == ("apart", two, "another bridge")
    for _ in range(2):
        assert with_reprints(one) == with_reprints(two) == []
        rebuild()
    with pytest.raises(DecisionError):
        keep_apart(one, two)
    undo(decision)
    assert pairs() == before
    assert with_reprints(one) == [one, two]
    with pytest.raises(DecisionError):
        undo(decision)


def test_joined_through_rebuilds_until_it_is_undone(three: list[Article]) -> None:
    one, two, other = three
    before = pairs()
    decision = join_reprints(two, other)
    for _ in range(2):
        assert with_reprints(other) == [one, two, other]
        rebuild()
    with pytest.raises(DecisionError):
        join_reprints(other, two)
    with pytest.raises(DecisionError):
        join_reprints(one, one)
    undo(decision)
    assert pairs() == before
    assert with_reprints(other) == []
    assert with_reprints(one) == [one, two]


@pytest.mark.parametrize("first_undone", [0, 1])
def test_two_decisions_about_a_pair_are_undone_in_any_order(three: list[Article], first_undone: int) -> None:
    one, two, _ = three
    before = pairs()
    made = [keep_apart(one, two), join_reprints(one, two)]
    undo(made[first_undone])
    assert Reprint.objects.get(first=one, second=two).state == ("joined" if first_undone == 0 else "apart")
    undo(made[1 - first_undone])
    assert pairs() == before


def test_what_was_never_compared_can_be_joined(db: None) -> None:
    one, other = make_article("One", TEXTS["en"]), make_article("Other", TEXTS["ru"])
    join_reprints(one, other)
    assert with_reprints(one) == [one, other]


def test_in_the_admin(three: list[Article], admin_client: Client) -> None:
    one, two, other = three
    pair = Reprint.objects.get()
    page = admin_client.get(admin_address(pair)).content.decode()
    assert f"/articles/{one.public_id}/difference/{two.public_id}/" in page
    decide = reverse("admin:articles_reprint_decide", args=[pair.pk])
    admin_client.post(decide, {"decision": "apart", "note": "no"})
    assert with_reprints(one) == []
    decision = Decision.objects.get()
    assert (decision.note, str(decision.made_by)) == ("no", "admin")
    undoing = reverse("admin:articles_decision_decide", args=[decision.pk])
    admin_client.post(undoing, {"decision": "undo"})
    assert with_reprints(one) == [one, two]
    articles = reverse("admin:articles_article_changelist")
    chosen = {"_selected_action": [one.pk, two.pk, other.pk]}
    admin_client.post(articles, chosen | {"action": "keep_apart_as_reprints"})
    assert {state for *_, state in pairs()} == {"apart"}
    assert len(pairs()) == 3
    admin_client.post(articles, chosen | {"action": "join_as_reprints"})
    assert with_reprints(other) == [one, two, other] or with_reprints(other) == [one, other]
    answer = admin_client.post(
        articles, {"_selected_action": [one.pk], "action": "join_as_reprints"}, follow=True
    )
    assert "Choose two articles" in answer.content.decode()


def test_who_may_not_decide_cannot(three: list[Article], as_staff) -> None:
    client = as_staff("view_reprint", "view_article")
    decide = reverse("admin:articles_reprint_decide", args=[Reprint.objects.get().pk])
    assert client.post(decide, {"decision": "apart"}).status_code == 403
    assert Reprint.objects.get().state == "found"
