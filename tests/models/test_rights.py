"""The groups that every archive has, and what each of them may not do."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from articles.migrations._groups import make_groups
from articles.models import Article, ImportRun
from articles.rights import GROUPS
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _groups() -> None:
    """As the migration makes them; a test with transactions may have emptied the tables."""
    make_groups(apps)


def member(group: str) -> Client:
    user = User.objects.create_user(group, password="", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def test_every_right_of_a_group_exists() -> None:
    for name, codenames in GROUPS.items():
        given = set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        assert given == set(codenames)


def test_a_group_that_was_changed_stays_so() -> None:
    chief = Group.objects.get(name="Chief")
    chief.permissions.set(Permission.objects.filter(codename="view_article"))
    make_groups(apps)
    assert list(chief.permissions.values_list("codename", flat=True)) == ["view_article"]


@pytest.mark.parametrize("group", GROUPS)
def test_only_a_chief_withdraws(group: str) -> None:
    article = make_article()
    address = f"/admin/articles/article/{article.pk}/withdraw/"
    answer = member(group).post(address, {"reason": "a takedown"})
    article.refresh_from_db()
    expected = (302, "withdrawn") if group == "Chief" else (403, "published")
    assert (answer.status_code, article.status) == expected


@pytest.mark.parametrize("group", GROUPS)
def test_only_a_chief_undoes_runs(group: str) -> None:
    run = ImportRun.objects.create(status=ImportRun.Status.FINISHED)
    answer = member(group).get(f"/admin/articles/importrun/{run.pk}/undo/")
    assert answer.status_code == (200 if group == "Chief" else 403)


def test_who_only_reads_drafts_sees_no_withdrawn_article_and_changes_none() -> None:
    client = member("Reader of drafts")
    withdrawn = make_article(headline="Secret", status=Article.Status.WITHDRAWN)
    answer = client.get(f"/admin/articles/article/{withdrawn.pk}/change/", follow=True)
    assert "Secret" not in answer.content.decode()
    article = make_article(headline="Draft", status=Article.Status.IN_REVIEW)
    page = f"/admin/articles/article/{article.pk}/change/"
    assert "Draft" in client.get(page).content.decode()
    assert client.post(page, {"headline": "Mine"}).status_code == 403
    article.refresh_from_db()
    assert article.headline == "Draft"


def test_whoever_entered_the_desk_still_does_and_readers_of_drafts_see_nothing_withdrawn() -> None:
    """As the groups were before to enter was a right of its own."""
    enters, sees = (Permission.objects.get(codename=one) for one in ("enter_desk", "see_closed_article"))
    for group in Group.objects.filter(name__in=GROUPS):
        group.permissions.remove(enters)
        group.permissions.add(sees)
    own = Group.objects.create(name="Archivists")
    own.permissions.add(sees)
    user = User.objects.create_user("alone")
    user.user_permissions.add(sees)
    import_module("articles.migrations.0049_enter_desk").give(apps, None)
    test_every_right_of_a_group_exists()
    assert set(own.permissions.all()) == set(user.user_permissions.all()) == {enters, sees}
