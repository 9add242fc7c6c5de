"""Editors join reprints and keep them apart in the admin."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

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


@pytest.mark.parametrize("sees", [True, False])
def test_what_else_is_parted_is_told_but_for_what_the_user_may_not_see(
    db: None, as_staff: Callable[..., Client], sees: bool
) -> None:
    a, b, c = (make_article(f"Bridge {name}") for name in "abc")
    for first, second, similarity in ((a, b, 0.9), (a, c, 0.8), (b, c, 0.5)):
        pair = Reprint.objects.create(first=first, second=second, similarity=similarity)
    Article.objects.filter(pk=a.pk).update(status=Article.Status.WITHDRAWN)
    client = as_staff("view_reprint", "change_person", *(["see_closed_article"] if sees else []))
    decide = reverse("admin:articles_reprint_decide", args=[pair.pk])
    page = client.post(decide, {"decision": "apart"}, follow=True).content.decode()
    assert "“Bridge b” and “Bridge c” are no reprints" in page
    assert ("Bridge a" in page) == sees
