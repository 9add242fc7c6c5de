"""History that tells: what changed with its words marked, any state put back, the whole life on one page."""

import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.desk.telling import field_changes, shortened
from articles.editing.changing import save_edit
from articles.editing.decisions import join_reprints, keep_apart, merge, reject_mention, undo
from articles.editing.withdrawal import withdraw
from articles.models import Article, ImportEntry, ImportRun
from articles.text.difference import Change, Stretch
from tests.desk.conftest import waiting
from tests.factories import make_article, make_person, mention

pytestmark = pytest.mark.django_db

Member = Callable[..., Client]


def test_long_texts_that_stayed_are_told_by_their_ends() -> None:
    long = "word " * 100
    found = shortened(
        [Stretch(long, Change.SAME), Stretch("x", Change.IN), Stretch(long, Change.SAME)], around=5
    )
    assert [one.text for one in found] == [" … word ", "x", "word  … "]


def test_a_changed_date_is_told_with_its_precision() -> None:
    article = make_article(date="2020-10-31")
    article.set_published(article.published_from, None, "Asia/Baku", "month")
    save_edit(article, {"published"})
    after, before = article.history.all()
    [change] = field_changes(before, after)
    assert change.label == "Date"
    told = "".join(f"[{one.text}]" if one.change is Change.OUT else one.text for one in change.stretches)
    assert told == "[2020-10-31]2020-10 Asia/Baku"


def edited(article: Article, headline: str, by: str, why: str = "") -> None:
    user, _ = User.objects.get_or_create(username=by)
    article.headline = headline
    save_edit(article, {"headline"}, user, why)


def test_the_whole_life_is_on_one_page(member: Member) -> None:
    article = waiting(persons=[])
    [spoken] = mention(article, make_person("Kura"), "Kura")
    run = ImportRun.objects.create(status=ImportRun.Status.FINISHED)
    ImportEntry.objects.create(run=run, path="in/bridge.txt", outcome="imported", article=article)
    reject_mention(spoken)
    edited(article, "Bridge over the Araz opens", "ann", "misread")
    withdraw(article, "a takedown")
    page = member().get(f"/desk/articles/{article.pk}/life/").content.decode()
    for told in (
        "Withdrawn",
        "Edited",
        "misread",
        "ann",
        "in/bridge.txt",
        "Read by reader test",
        "People: Reject",
    ):
        assert told in page, told
    assert "Bridge over the<del> Kura</del><ins> Araz</ins> opens" in page


def test_mergers_of_whom_it_names_belong_to_its_life(member: Member) -> None:
    ada, other = make_person("Ada Bell"), make_person("Ada Bel")
    article = waiting(persons=[])
    mention(article, other, "Kura")
    elsewhere = make_article(body="Cy Dee spoke.", persons=["Cy Dee"])
    merge(ada, other)
    client = member("Reader of drafts")
    told = "People: Merge (Ada Bel, Ada Bell)"
    assert told in client.get(f"/desk/articles/{article.pk}/life/").content.decode()
    assert told not in client.get(f"/desk/articles/{elsewhere.pk}/life/").content.decode()


def test_decisions_about_two_articles_name_both(member: Member) -> None:
    one, other = make_article("Bridge opens", source="a.az"), make_article("Bridge is open", source="b.az")
    third = make_article("Rain", source=None)
    undo(keep_apart(other, one))
    join_reprints(one, third)
    client = member("Reader of drafts")
    pages = {
        article.headline: client.get(f"/desk/articles/{article.pk}/life/").content.decode()
        for article in (one, other, third)
    } | {"changes": client.get("/desk/changes/").content.decode()}
    apart = "No reprints: “Bridge opens” (a.az) and “Bridge is open” (b.az)"
    join = "Join reprints: “Bridge opens” (a.az) and “Rain” (Source unknown)"
    told = {name: [text in page for text in (apart, join)] for name, page in pages.items()}
    assert told == {
        "Bridge opens": [True, True], "Bridge is open": [True, False], "Rain": [False, True],
        "changes": [True, True],
    }  # fmt: skip
    assert f"Undone: {apart}" in pages["Bridge is open"] and f"Undone: {apart}" in pages["changes"]
    assert not [name for name, page in pages.items() if "People:" in page]


def test_any_state_can_be_put_back(member: Member) -> None:
    article = waiting()
    edited(article, "One", "ann")
    edited(article, "Two", "bob")
    first = article.history.last()
    client = member()
    page = client.get(f"/desk/articles/{article.pk}/life/{first.pk}/").content.decode()
    assert "<del>Two</del>" in page
    address = f"/desk/articles/{article.pk}/life/{first.pk}/put-back/"
    assert member("Reader of drafts").post(address).status_code == 403
    assert client.post(address, {"why": "both wrong"}).status_code == 302
    article.refresh_from_db()
    assert article.headline == "Bridge over the Kura opens"
    assert article.history.first().history_change_reason == "both wrong"


def test_recent_changes_of_all_and_of_one(member: Member) -> None:
    for n in range(30):
        edited(waiting(headline=f"Old {n}"), f"New {n}", "ann" if n % 2 else "bob")
    client = member("Reader of drafts")
    page = client.get("/desk/changes/").content.decode()
    assert len(re.findall(r'class="event"', page)) == 30
    page = client.get("/desk/changes/?by=ann").content.decode()
    assert len(re.findall(r'class="event"', page)) == 15
    assert client.get("/desk/changes/?before=never").status_code == 404


def test_earlier_changes_follow_page_by_page(member: Member) -> None:
    article = waiting()
    for n in range(55):
        edited(article, f"Headline {n}", "ann")
    client = member("Reader of drafts")
    page = client.get("/desk/changes/").content.decode()
    more = re.search(r'href="(\?before=[^"]+)"', page)
    assert more and len(re.findall(r'class="event"', page)) == 50
    page = client.get(f"/desk/changes/{more[1]}").content.decode()
    assert len(re.findall(r'class="event"', page)) == 5


def test_questions_to_the_database_do_not_grow(member: Member) -> None:
    client = member("Reader of drafts")
    article = waiting()

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    addresses = ("/desk/changes/", f"/desk/articles/{article.pk}/life/")
    edited(article, "One", "ann")
    before = [asked(address) for address in addresses]
    for n in range(29):
        edited(article, f"More {n}", "ann")
    assert [asked(address) for address in addresses] == before
    assert max(before) <= 14
