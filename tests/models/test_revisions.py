"""Revisions that the database copies are those that would be written one by one."""

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.models import Article
from articles.models.revisions import revise
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("why", ["a date of the scans", {"code": "revision.first"}])
def test_a_copied_revision_is_the_same_as_a_written_one(why: Any) -> None:
    ann = User.objects.create_user("ann")
    articles = [make_article(headline="“Körpü”", section="Sport", place="Baku"), make_article(date=None)]
    articles[1].mark_edited(["published", "source"])
    edited: Any = articles[1]
    edited.save_without_historical_record()
    history: Any = Article.history
    history.all().delete()
    rows = Article.objects.order_by("pk")
    history.bulk_history_create(rows, update=True, default_user=ann, default_change_reason=why)
    written = list(history.order_by("id"))
    history.all().delete()
    revise(Article, [one.pk for one in rows], "~", ann.pk, why)
    copied = list(history.order_by("id"))
    assert [columns(one) for one in copied] == [columns(one) for one in written]


def columns(revision: Any) -> dict[str, Any]:
    own = ("history_id", "history_date")
    fields = revision._meta.concrete_fields
    return {field.attname: getattr(revision, field.attname) for field in fields if field.name not in own}
