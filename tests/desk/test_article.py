"""One article at a time: saved and on, skipped, undone; and what two people changed at once."""

import html
import re
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.editing.changing import save_edit
from articles.editing.typed import NAMES, fingerprint, typed
from articles.models import Article
from articles.wording.codes import worded
from tests.desk.conftest import waiting

pytestmark = pytest.mark.django_db

Member = Callable[..., Client]


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the page's form, but for its buttons."""
    sent = {
        name: html.unescape(value)
        for name, value in re.findall(r'<input[^>]* name="((?:seen-)?\w+)" value="([^"]*)"', page)
        if name != "csrfmiddlewaretoken"
    }
    sent |= {
        name: html.unescape(text)
        for name, text in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>\n([^<]*)</textarea>', page)
    }
    sent.pop("line", None)
    sent.pop("hand_back", None)
    return sent


def shown(client: Client, article: Article, query: str = "") -> dict[str, str]:
    answer = client.get(f"/desk/articles/{article.pk}/{query}")
    assert answer.status_code == 200
    return form_of(answer.content.decode())


def test_the_form_holds_every_field_as_it_is(member: Member) -> None:
    article = waiting(time="19:19", section="Politics", place="Baku", caption="A bridge")
    sent = shown(member(), article)
    assert {name: sent[name] for name in NAMES} == typed(article)
    assert sent["published"] == "2020-10-31 19:19 Asia/Baku"
    assert all(sent[f"seen-{name}"] == fingerprint(name, sent[name]) for name in NAMES)


def test_saved_as_checked_and_on_to_the_next(member: Member) -> None:
    first, second = waiting(), waiting()
    client = member()
    sent = shown(client, first) | {"headline": "Mine", "deed": "done", "why": "misread"}
    answer = client.post(f"/desk/articles/{first.pk}/?reason=headline.guess", sent)
    assert answer["Location"] == f"/desk/articles/{second.pk}/?reason=headline.guess"
    first.refresh_from_db()
    assert (first.headline, first.status, first.edited_fields) == ("Mine", "published", ["headline"])
    newest = first.history.first()
    assert (newest.history_user.username, newest.history_change_reason) == ("Editor", "misread")


def test_nothing_typed_changes_nothing_whatever_a_browser_does_to_line_ends(member: Member) -> None:
    article = waiting()
    before = typed(article)
    client = member()
    sent = shown(client, article)
    sent["body"] = sent["body"].replace("\n", "\r\n") + "\r\n"
    client.post(f"/desk/articles/{article.pk}/", sent | {"deed": "done"})
    article.refresh_from_db()
    assert (typed(article), article.edited_fields, article.status) == (before, [], "published")


def test_a_line_is_taken_and_not_saved_yet(member: Member) -> None:
    article = waiting(date=None)
    client = member()
    sent = shown(client, article) | {"take": "published", "line": "3"}
    page = client.post(f"/desk/articles/{article.pk}/", sent).content.decode()
    taken = form_of(page)
    assert taken["published"] == "2020-10-31"
    article.refresh_from_db()
    assert article.published_from is None
    client.post(f"/desk/articles/{article.pk}/", taken | {"deed": "done"})
    article.refresh_from_db()
    assert str(article.published_from) == "2020-10-31"


def test_a_take_without_a_line_says_so_and_keeps_what_was_typed(member: Member) -> None:
    article = waiting()
    client = member()
    sent = shown(client, article) | {"headline": "Mine", "take": "byline"}
    answer = client.post(f"/desk/articles/{article.pk}/", sent)
    assert form_of(answer.content.decode())["headline"] == "Mine"
    assert "Choose a line of the original first." in answer.content.decode()


def test_what_cannot_be_stored_is_said_and_nothing_is_saved(member: Member) -> None:
    article = waiting()
    client = member()
    sent = shown(client, article) | {"headline": "Mine", "published": "yesterday", "language": "english"}
    answer = client.post(f"/desk/articles/{article.pk}/", sent | {"deed": "done"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert form_of(page)["published"] == "yesterday"
    assert page.count('aria-invalid="true"') == 2
    article.refresh_from_db()
    assert article.headline == "Bridge over the Kura opens"


def test_an_editor_may_say_that_there_is_no_date(member: Member) -> None:
    article = waiting(date=None)
    client = member()
    client.post(f"/desk/articles/{article.pk}/", shown(client, article) | {"deed": "undated"})
    article.refresh_from_db()
    assert (article.edited_fields, article.status) == (["published"], "published")
    assert not article.review_reasons.exists()


def test_a_field_is_given_back_to_the_reader(member: Member) -> None:
    article = waiting()
    article.headline = "Mine"
    save_edit(article, {"headline"})
    client = member()
    sent = shown(client, article) | {"hand_back": "headline", "deed": "keep"}
    client.post(f"/desk/articles/{article.pk}/", sent)
    article.refresh_from_db()
    assert (article.headline, article.edited_fields) == ("Bridge over the Kura opens", [])


@pytest.mark.parametrize(
    "sent, said, why",
    [
        ({"deed": "undated"}, "Date", "There is no date"),
        ({"hand_back": "headline", "deed": "keep"}, "Headline", ""),
    ],
)
def test_what_changes_only_whose_a_field_is_is_told_and_taken_back(
    member: Member, sent: dict[str, str], said: str, why: str
) -> None:
    article = waiting(date=None, status=Article.Status.PUBLISHED)
    save_edit(article, {"headline"})  # says what it said, and is the editor's now
    before = Article.objects.values("edited_fields", "status").get(pk=article.pk)
    client = member()
    answer = client.post(f"/desk/articles/{article.pk}/", shown(client, article) | sent, follow=True)
    page = answer.content.decode()
    assert f"Saved: {said} of" in page
    newest = article.history.first()
    assert newest is not None and (not why or worded(newest.history_change_reason) == why)
    assert f"/desk/articles/{article.pk}/undo/{newest.pk}/" in page
    client.post(f"/desk/articles/{article.pk}/undo/{newest.pk}/")
    assert Article.objects.values("edited_fields", "status").get(pk=article.pk) == before


def test_skipping_changes_nothing(member: Member) -> None:
    first, second = waiting(), waiting()
    client = member()
    answer = client.post(f"/desk/articles/{first.pk}/", {"deed": "skip"})
    assert answer["Location"] == f"/desk/articles/{second.pk}/"
    answer = client.post(f"/desk/articles/{second.pk}/", {"deed": "skip"})
    assert answer["Location"] == f"/desk/articles/{first.pk}/"
    assert first.history.count() == 1  # as it was made


def test_an_edit_is_undone_exactly_and_only_while_it_is_the_last(member: Member) -> None:
    article = waiting(date=None)
    before = typed(article)
    client = member()
    sent = shown(client, article) | {"published": "2020-10", "headline": "Mine", "deed": "done"}
    client.post(f"/desk/articles/{article.pk}/", sent)
    revision = article.history.first().pk
    assert f"/desk/articles/{article.pk}/undo/{revision}/" in client.get("/desk/").content.decode()
    client.post(f"/desk/articles/{article.pk}/undo/{revision}/")
    article.refresh_from_db()
    assert (typed(article), article.status, article.edited_fields) == (before, "in review", [])
    client.post(f"/desk/articles/{article.pk}/", shown(client, article) | {"headline": "Two", "deed": "keep"})
    second = article.history.first().pk
    article.refresh_from_db()
    article.headline = "Three"
    save_edit(article, {"headline"})
    client.post(f"/desk/articles/{article.pk}/undo/{second}/")
    article.refresh_from_db()
    assert article.headline == "Three"


def test_two_change_different_fields_and_both_stand(member: Member) -> None:
    article = waiting()
    one, two = member(name="one"), member(name="two")
    of_one, of_two = shown(one, article), shown(two, article)
    one.post(f"/desk/articles/{article.pk}/", of_one | {"headline": "One", "deed": "keep"})
    answer = two.post(f"/desk/articles/{article.pk}/", of_two | {"caption": "Two", "deed": "keep"})
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.caption) == ("One", "Two")
    users = [one.history_user and one.history_user.username for one in article.history.all()]
    assert users == ["two", "one", None]


@pytest.mark.parametrize(("kept", "headline"), [("theirs", "One"), ("mine", "Two")])
def test_two_change_one_field_and_the_second_decides(member: Member, kept: str, headline: str) -> None:
    article = waiting()
    one, two = member(name="one"), member(name="two")
    of_one, of_two = shown(one, article), shown(two, article)
    one.post(f"/desk/articles/{article.pk}/", of_one | {"headline": "One", "deed": "keep"})
    sent = of_two | {"headline": "Two", "caption": "Besides", "deed": "done"}
    answer = two.post(f"/desk/articles/{article.pk}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    for text in ("One", "Two", "Bridge over the Kura opens"):  # theirs, mine, as both had found it
        assert f'dir="auto">{text}</span>' in page
    article.refresh_from_db()
    assert (article.headline, article.caption, article.status) == ("One", "", "in review")
    again = form_of(page) | {"keep-headline": kept, "deed": "done"}
    assert two.post(f"/desk/articles/{article.pk}/", again).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.caption, article.status) == (headline, "Besides", "published")


def test_what_an_import_changed_meanwhile_is_a_conflict_too(member: Member) -> None:
    article = waiting()
    client = member()
    sent = shown(client, article) | {"headline": "Mine", "deed": "done"}
    Article.objects.filter(pk=article.pk).update(headline="A later version's")
    answer = client.post(f"/desk/articles/{article.pk}/", sent)
    assert answer.status_code == 409
    assert "A later version" in answer.content.decode()


def test_who_may_not_edit_changes_nothing(member: Member) -> None:
    article = waiting()
    sent = typed(article) | {"headline": "Mine", "deed": "done"}
    assert member("Reader of drafts").post(f"/desk/articles/{article.pk}/", sent).status_code == 403
    article.refresh_from_db()
    assert article.headline == "Bridge over the Kura opens"
    assert User.objects.count() == 1


def test_questions_to_the_database_are_few(member: Member) -> None:
    article = waiting(section="Politics", place="Baku")
    client = member()
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/desk/articles/{article.pk}/?reason=headline.guess")
    assert len(queries) <= 14
