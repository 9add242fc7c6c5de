import re
import time

import pytest
from django.core.cache import cache
from django.test import Client

from articles.api import stories
from articles.editing.decisions import join_reprints
from articles.editing.withdrawal import withdraw
from articles.likeness.reprints import find_all
from articles.models import Article, TakedownCase
from articles.views import reprints as shown
from articles.views import story
from articles.views.reprints import also_published, also_published_with_origin, time_between
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


def section(client: Client, article: Article) -> str:
    page = client.get(article.get_absolute_url()).content.decode()
    if "reprints-title" not in page:
        return ""
    found = page[page.index("reprints-title") :]
    return " ".join(re.sub(r"<[^>]+>", " ", found[: found.index("</section>")]).split()).replace(" ,", ",")


def test_of_one_day_without_a_time_nobody_was_first(client: Client) -> None:
    own = make_article(body=TEXTS["en"], source="a.example", date="2020-11-01")
    make_article(body=TEXTS["en"], source="b.example", date="2020-11-01")
    make_article(body=TEXTS["en"], source="c.example", date="2020-11-03")
    assert sum(find_all()) == 3
    told = section(client, own)
    assert "b.example What differs 1 November 2020, the same day c.example" in told
    assert "3 November 2020, after the first: 2 days" in told
    assert "the first c.example" not in told
    answer = client.get(f"/api/v1/articles/{own.public_id}?fields=reprints").json()
    assert [one["first"] for one in answer["reprints"]] == [False, False]


def test_whom_an_editor_has_joined_is_told_so(client: Client) -> None:
    one, other, third = (
        make_article(name, TEXTS[language], source=f"{name}.example", date=f"2020-11-0{n}")
        for n, (name, language) in enumerate((("a", "en"), ("b", "ru"), ("c", "ru")), 1)
    )
    assert sum(find_all()) == 3
    join_reprints(one, other)
    told = section(client, one)
    assert told.count("joined by an editor") == 2
    assert "as a machine compared it" not in told
    told = section(client, third)
    assert "a.example What differs 1 November 2020, the first, joined by an editor" in told
    assert told.count("joined by an editor") == 1
    assert "Much the same text, as a machine compared it." in told


def test_no_link_to_a_difference_that_nobody_may_see(client: Client) -> None:
    one = make_article(body=TEXTS["en"], source="a.example", date="2020-11-01")
    other = make_article(body=TEXTS["en"], source="b.example", date="2020-11-02")
    assert sum(find_all()) == 2
    address = f"/api/v1/articles/{one.public_id}?fields=reprints"
    assert client.get(address).json()["reprints"][0]["difference"]
    for delisted in (one, other):
        case = TakedownCase.objects.create(article=delisted, state=TakedownCase.State.DELISTED)
        for article in (one, other):
            told = section(client, article)
            assert ".example" in told and "What differs" not in told
        assert client.get(address).json()["reprints"][0]["difference"] is None
        case.delete()


def test_of_a_story_that_many_have_some_are_listed_and_all_are_led_to(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [
        make_article(f"{n}", TEXTS["en"], source="a.example", date=f"2020-11-{n:02}") for n in range(1, 9)
    ]
    assert sum(find_all()) == 8
    monkeypatch.setattr(shown, "SHOWN", 3)
    monkeypatch.setattr(story, "SIZE", 4)
    monkeypatch.setattr(stories, "LISTED", 3)
    own = Article.objects.get(pk=made[1].pk)
    told = also_published_with_origin(own)
    assert ([one.article.headline for one in told.others], told.total, told.more) == (["1", "3", "4"], 7, 4)
    address = f"/articles/{own.public_id}/reprints/"
    assert f'<a href="{address}" rel="nofollow">All 7 others</a>' in (
        client.get(own.get_absolute_url()).content.decode()
    )
    names = [
        re.findall(r'<li><a href="/articles/\w+/(\d)/"', client.get(address, {"page": page}).content.decode())
        for page in (1, 2)
    ]
    assert names == [["1", "3", "4", "5"], ["6", "7", "8"]]
    answer = client.get(f"/api/v1/articles/{own.public_id}").json()
    assert [one["first"] for one in answer["reprints"]] == [True, False, False]
    assert answer["reprints_total"] == 7
    rest = client.get(answer["reprints_rest"]).json()
    ids = [one["public_id"] for one in (*answer["reprints"], *rest["reprints"])]
    assert ids == [one.public_id for one in made if one.pk != own.pk]
    assert (rest["total"], rest["next_address"]) == (7, None)
    part = client.get(f"/api/v1/articles/{own.public_id}/reprints?after=2&limit=3").json()
    assert [one["public_id"] for one in part["reprints"]] == ids[2:5]
    assert part["next_address"].endswith("/reprints?after=5&limit=3")
    alone = make_article("Alone", "A text that stands alone.")
    assert client.get(f"/api/v1/articles/{alone.public_id}/reprints").json()["reprints"] == []
    withdraw(Article.objects.get(pk=own.pk), "asked by the court")
    assert client.get(address).status_code == 410


def test_what_a_source_page_says_outlives_a_withdrawal_by_a_minute_at_most(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cache.clear()
    one, other = (make_article(body=TEXTS["en"], source=f"{name}.example") for name in "ab")
    assert one.source is not None
    assert sum(find_all()) == 2
    assert shown.source_shares(one.source).shares.with_reprints == 1
    withdraw(other, "asked by the court")
    now = time.time()
    monkeypatch.setattr("time.time", lambda: now + 60)
    assert shown.source_shares(one.source).shares.with_reprints == 0


def test_the_time_between() -> None:
    first = make_article(date="2020-11-01", time="10:00", precision="minute")
    assert time_between(first, make_article(date="2020-11-01", time="10:20", precision="minute")) == (
        "20\xa0minutes"
    )
    assert time_between(first, make_article(date="2020-11-01")) == "the same day"
    assert time_between(first, make_article(date="2020-11-08")) == "1\xa0week"
    assert time_between(first, make_article(date="2020-11-01", precision="month")) == ""
    assert time_between(first, make_article(date=None)) == ""
