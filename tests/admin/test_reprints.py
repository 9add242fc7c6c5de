"""Editors join reprints and keep them apart in the admin."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from articles.editing.decisions import keep_apart
from articles.likeness.groups import with_reprints
from articles.likeness.reprints import find_all
from articles.models import Article, Decision, Reprint
from benchmarks.reprint_texts import TEXTS
from tests.admin.conftest import admin_address
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None) -> list[Article]:
    """Two reprints and another article."""
    made = [make_article(name, TEXTS[of]) for name, of in (("One", "en"), ("Two", "en"), ("Other", "ru"))]
    assert sum(find_all()) == 3
    return made


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
    assert set(Reprint.objects.values_list("state", flat=True)) == {"apart"}
    assert Reprint.objects.count() == 3
    admin_client.post(articles, chosen | {"action": "join_as_reprints"})
    assert with_reprints(other) == [one, two, other]
    answer = admin_client.post(
        articles, {"_selected_action": [one.pk], "action": "join_as_reprints"}, follow=True
    )
    assert "Choose two articles" in answer.content.decode()


def test_who_may_not_decide_cannot(three: list[Article], as_staff: Callable[..., Client]) -> None:
    client = as_staff("view_reprint", "view_article")
    decide = reverse("admin:articles_reprint_decide", args=[Reprint.objects.get().pk])
    assert client.post(decide, {"decision": "apart"}).status_code == 403
    assert Reprint.objects.get().state == "found"


def test_what_else_is_parted_is_told(db: None, as_staff: Callable[..., Client]) -> None:
    a, b, c = (make_article(f"Bridge {name}") for name in "abc")
    for first, second, similarity in ((a, b, 0.9), (a, c, 0.8), (b, c, 0.5)):
        pair = Reprint.objects.create(first=first, second=second, similarity=similarity)
    decide = reverse("admin:articles_reprint_decide", args=[pair.pk])
    page = as_staff("view_reprint", "change_article").post(decide, {"decision": "apart"}, follow=True)
    assert "“Bridge b” and “Bridge c” are no reprints" in page.content.decode()
    assert "Bridge a" in page.content.decode()


@pytest.mark.parametrize(("right", "status"), [("change_person", 403), ("change_article", 302)])
def test_who_changes_articles_decides_about_two_of_them(
    three: list[Article], as_staff: Callable[..., Client], right: str, status: int
) -> None:
    """As at the desk: not who decides about people."""
    client, pair = as_staff("view_reprint", "view_decision", "view_article", right), Reprint.objects.get()
    decide = reverse("admin:articles_reprint_decide", args=[pair.pk])
    assert client.post(decide, {"decision": "apart"}).status_code == status
    decision = Decision.objects.first() or keep_apart(three[0], three[1])
    undo = reverse("admin:articles_decision_decide", args=[decision.pk])
    assert client.post(undo, {"decision": "undo"}).status_code == status
    assert Decision.objects.filter(undoes=decision).exists() == (status == 302)
