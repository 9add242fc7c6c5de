import re

import pytest
from django.test import Client

from articles.likeness.reprints import find_all
from articles.models import Article
from articles.views.reprints import also_published, time_between
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def test_an_article_names_who_else_published_it(client: Client) -> None:
    own = make_article(body=TEXTS["en"], source="a.example", date="2020-11-03")
    make_article(body=TEXTS["en"], source="b.example", date="2020-11-01")
    make_article(body=TEXTS["en"], source="c.example", date="2020-11-03")
    assert also_published(own) == []
    assert sum(find_all()) == 3
    own = Article.objects.get(pk=own.pk)
    shown = [(str(one.article.source), one.is_first, one.after) for one in also_published(own)]
    assert shown == [("b.example", True, ""), ("c.example", False, "2\xa0days")]
    page = client.get(own.get_absolute_url()).content.decode()
    section = page[page.index("reprints-title") :]
    section = " ".join(re.sub(r"<[^>]+>", " ", section[: section.index("</section>")]).split())
    assert "Also published by b.example" in section
    assert "the first c.example" in section
    assert "after the first: 2\xa0days" in section or "after the first: 2 days" in section
    Article.objects.exclude(pk=own.pk).update(status=Article.Status.WITHDRAWN)
    assert "reprints-title" not in client.get(own.get_absolute_url()).content.decode()


def test_the_time_between() -> None:
    first = make_article(date="2020-11-01", time="10:00", precision="minute")
    assert time_between(first, make_article(date="2020-11-01", time="10:20", precision="minute")) == (
        "20\xa0minutes"
    )
    assert time_between(first, make_article(date="2020-11-01")) == "the same day"
    assert time_between(first, make_article(date="2020-11-08")) == "1\xa0week"
    assert time_between(first, make_article(date="2020-11-01", precision="month")) == ""
    assert time_between(first, make_article(date=None)) == ""
