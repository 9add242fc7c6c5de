"""What is closed is found by indexes: few articles are, and a page of people must not read all for them."""

import pytest
from django.db import connection

from articles.models import Article
from articles.models.hiding import closed_mentions
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def plan_of_closed_mentions() -> str:
    """As it is where most articles have one status, of which the database only knows the average."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
    return closed_mentions().explain()


def test_closed_articles_are_found_by_index() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # dead rows of other tests would mislead the planner
            cursor.execute("TRUNCATE articles_article CASCADE")
    for number in range(40):
        make_article(headline=f"Number {number}", body=f"Ada Bell {number}", persons=["Ada Bell"])
    plan = plan_of_closed_mentions()
    assert "articles_article_held_for" in plan
    assert "article_status" in plan
    assert "SCAN U" not in plan
    assert "Seq Scan" not in plan


def test_both_kinds_are_found() -> None:
    withdrawn = make_article(body="Ada Bell", persons=["Ada Bell"], status=Article.Status.WITHDRAWN)
    held = make_article(body="Ada Bell", persons=["Ada Bell"], held_for=withdrawn)
    make_article(body="Ada Bell", persons=["Ada Bell"])
    assert {one.article_id for one in closed_mentions()} == {withdrawn.pk, held.pk}
