"""An article corrected in the admin: what is remembered, what is found, what a reader may take back."""

import datetime as dt
import re
import time

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import translation

from articles.editing.applying import apply_reading
from articles.fields import columns_of
from articles.importing.run import import_text
from articles.importing.storing import Fate
from articles.models import Article, Extraction, PendingChange
from articles.reading.model import Hints
from articles.search import indexing
from articles.search.find import search
from articles.search.query import Query
from tests.admin.conftest import PAGE, admin_address
from tests.admin.sent import form_on, said, send
from tests.factories import make_article

LIST = "/admin/articles/article/"


def found(words: str) -> list[int]:
    return [hit.article_id for hit in search(Query(text=words)).hits]


def test_saving_what_nobody_touched_changes_nothing(footbridge, admin_client):
    before = Article.objects.values().get()
    answer = send(admin_client, admin_address(footbridge))
    assert answer.redirect_chain
    assert Article.objects.values().get() == before
    assert footbridge.history.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "  blanks at its ends  ",
        "\n\nafter blank lines\n",
        "one\r\ntwo\rthree",
        "a\n\n\n\nb",
        "tab\there",
        "<b>&amp;</b>",
    ],
)
def test_a_text_that_a_browser_would_change_stays_as_it_is(text, db, admin_client):
    article = make_article(headline="Headline", body=text, caption=text, byline=text)
    send(admin_client, admin_address(article), agency="Turan")
    article.refresh_from_db()
    assert (article.body, article.caption, article.byline) == (text, text, text)
    assert article.edited_fields == ["agency"]


def test_only_what_really_changed_is_the_editors(footbridge, admin_client, admin_user):
    answer = send(
        admin_client,
        admin_address(footbridge),
        headline="Footbridge over the Kura reopens",
        change_reason="it was open before",
    )
    assert answer.status_code == 200
    footbridge.refresh_from_db()
    assert footbridge.headline == "Footbridge over the Kura reopens"
    assert footbridge.edited_fields == ["headline"]
    edited, first = footbridge.history.all()
    assert (edited.headline, edited.history_user, edited.history_change_reason) == (
        "Footbridge over the Kura reopens",
        admin_user,
        "it was open before",
    )
    assert (first.headline, first.history_user) == ("Footbridge over the Kura opens after six years", None)


@pytest.mark.parametrize("source", ["abc", "9" * 21, "1\x00"])
def test_a_source_that_is_no_number_is_an_error_of_the_form(footbridge, admin_client, source):
    form = form_on(admin_client, admin_address(footbridge))
    answer = admin_client.post(admin_address(footbridge), form | {"source": source})
    assert answer.status_code == 200
    assert "source" in answer.context["adminform"].form.errors


@pytest.mark.django_db(transaction=True)
def test_an_edit_is_found_right_after(footbridge, admin_client, client):
    assert found("footbridge") == [footbridge.pk]
    form = form_on(admin_client, admin_address(footbridge))
    begun = time.monotonic()
    admin_client.post(admin_address(footbridge), form | {"headline": "Zeppelin lands beside the Kura"})
    listed = client.get(reverse("articles"), {"q": "zeppelin"}).content.decode()
    assert time.monotonic() - begun < 5  # within a second; on a busy machine not much later
    assert footbridge.public_id in listed
    assert found("six years headline:footbridge") == []


def test_the_body_keeps_paragraphs_and_names_are_found_again(footbridge, admin_client):
    version = Extraction.objects.get(article=footbridge).version
    body = "President John Williams told reporters:\r\nwait.\r\n\r\n \r\n\r\nLeyla Mammadova answered."
    send(admin_client, admin_address(footbridge), body=body)
    footbridge.refresh_from_db()
    assert footbridge.body == "President John Williams told reporters:\nwait.\n\nLeyla Mammadova answered."
    assert footbridge.edited_fields == ["body"]
    surfaces = set(footbridge.mentions.filter(field="body").values_list("surface", flat=True))
    assert "John Williams" in surfaces
    assert "Tarlan Hajizade" not in surfaces
    for mention in footbridge.mentions.all():
        assert getattr(footbridge, mention.field)[mention.start : mention.end] == mention.surface
    assert Extraction.objects.get(article=footbridge).version == version


@pytest.mark.parametrize(
    ("changes", "from_until", "time_", "precision"),
    [
        ({"published_date": "2020-11-02"}, ("2020-11-02", "2020-11-03"), dt.time(19, 19), "minute"),
        ({"published_date": "02.11.2020"}, ("2020-11-02", "2020-11-03"), dt.time(19, 19), "minute"),
        ({"published_date": "٢٠٢١", "published_time": ""}, ("2021-01-01", "2022-01-01"), None, "year"),
        ({"published_date": "2020-11", "published_time": ""}, ("2020-11-01", "2020-12-01"), None, "month"),
        (
            {"published_date": "2020-11", "published_time": "", "published_precision": "year"},
            ("2020-01-01", "2021-01-01"),
            None,
            "year",
        ),
        ({"published_time": "08:05"}, ("2020-10-31", "2020-11-01"), dt.time(8, 5), "minute"),
        (
            {"published_precision": "month", "published_time": ""},
            ("2020-10-01", "2020-11-01"),
            None,
            "month",
        ),
        ({"published_precision": "year", "published_time": ""}, ("2020-01-01", "2021-01-01"), None, "year"),
        ({"published_precision": ""}, (None, None), None, ""),
        (
            {"published_date": "", "published_time": "", "published_precision": ""},
            (None, None),
            None,
            "",
        ),
    ],
)
def test_the_date_is_one_field(changes, from_until, time_, precision, footbridge, admin_client):
    send(admin_client, admin_address(footbridge), **changes)
    footbridge.refresh_from_db()
    days = tuple(day and day.isoformat() for day in (footbridge.published_from, footbridge.published_until))
    assert (days, footbridge.published_time, footbridge.published_precision) == (from_until, time_, precision)
    assert footbridge.edited_fields == ["published"]


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"published_date": ""}, "A time needs its date."),
        ({"published_date": "2020-11"}, "A time needs its day."),
        ({"published_date": "10/31/2020"}, "Not a date. Write 2020-10-31"),
        ({"published_time": ""}, "Precise to the minute: say the time"),
        ({"published_date": "0999-01-01"}, "Not a year that a newspaper has."),
        ({"published_timezone": "Mars/Base"}, "Not a time zone."),
        ({"language": "english"}, "Two letters, such as az"),
        ({"headline": "a\0b"}, "Null characters are not allowed."),
        ({"source": "999"}, "Select a valid choice."),
        ({"original_url": "javascript:alert(1)"}, "Not an address on the web."),
    ],
)
def test_what_cannot_be_is_told(changes, complaint, footbridge, admin_client):
    assert complaint in send(admin_client, admin_address(footbridge), **changes).content.decode()
    assert Article.objects.get().updated_at == footbridge.updated_at


def test_an_odd_address_that_came_with_the_page_hinders_no_edit(footbridge, admin_client):
    Article.objects.filter(pk=footbridge.pk).update(original_url="kura: page 7")
    send(admin_client, admin_address(footbridge), headline="Another headline")
    footbridge.refresh_from_db()
    assert (footbridge.headline, footbridge.original_url) == ("Another headline", "kura: page 7")


def test_a_form_opened_before_somebody_elses_change_is_refused(footbridge, admin_client):
    opened = form_on(admin_client, admin_address(footbridge))
    send(admin_client, admin_address(footbridge), headline="The first editor's")
    answer = admin_client.post(admin_address(footbridge), opened | {"byline": "The second editor's"})
    assert "was changed while you were looking at it" in answer.content.decode()
    footbridge.refresh_from_db()
    assert (footbridge.headline, footbridge.byline) == ("The first editor's", "")


def test_a_field_is_handed_back_to_the_reader(footbridge, admin_client):
    send(admin_client, admin_address(footbridge), headline="Mine", agency="Mine")
    send(admin_client, admin_address(footbridge), hand_back=["headline"])
    footbridge.refresh_from_db()
    assert footbridge.headline == "Footbridge over the Kura opens after six years"
    assert footbridge.agency == "Mine"
    assert footbridge.edited_fields == ["agency"]
    assert footbridge.history.first().history_change_reason == {
        "code": "revision.handed_back",
        "fields": ["headline"],
    }


def test_no_reader_undoes_a_correction(footbridge, admin_client):
    send(admin_client, admin_address(footbridge), headline="Mine", section="")
    footbridge.refresh_from_db()
    assert apply_reading(footbridge, footbridge.readings.get()) == []
    assert footbridge.headline == "Mine"
    again = import_text(PAGE.encode(), Hints(source="turan.az", section="Bridges"))
    assert again.fate is Fate.UNCHANGED
    footbridge.refresh_from_db()
    assert footbridge.section is None


def test_checked_articles_leave_the_review(admin_client, db):
    one, two, three = (make_article(headline=name, status=Article.Status.IN_REVIEW) for name in "abc")
    withdrawn = make_article(headline="d", status=Article.Status.WITHDRAWN)
    send(admin_client, admin_address(one), is_checked="on")
    chosen = [two.pk, three.pk, withdrawn.pk]
    answer = admin_client.post(LIST, {"action": "mark_checked", "_selected_action": chosen}, follow=True)
    assert said(answer) == ["Taken out of review: 2."]
    assert list(Article.objects.order_by("pk").values_list("status", flat=True)) == ["published"] * 3 + [
        "withdrawn"
    ]
    assert one.history.first().status == "published"
    assert Article.objects.get(pk=one.pk).edited_fields == []


def test_the_original_stands_beside_the_fields(admin_client, footbridge):
    footbridge.readings.update(doubts=[{"code": "time.next_item"}])
    page = admin_client.get(admin_address(footbridge)).content.decode()
    assert '<tr class="role-headline"><td class="n">2</td><td>headline</td>' in page
    assert '<tr class="role-caption"><td class="n">1</td>' in page
    assert "the stamp after the text may belong to the next item" in page
    assert reverse("original", args=[footbridge.public_id]) in page
    assert "Leyla Mammadova</bdi></a>" in page


# Withdrawing


@pytest.mark.django_db(transaction=True)
def test_withdrawn_and_restored(footbridge, admin_client, admin_user, client):
    public = footbridge.get_absolute_url()
    assert (
        "This field is required."
        in send(admin_client, admin_address(footbridge, "withdraw")).content.decode()
    )
    answer = send(
        admin_client, admin_address(footbridge, "withdraw"), reason="The mayor asked.", close_original="on"
    )
    assert said(answer)[0].endswith("is withdrawn.")
    gone = client.get(public)
    assert gone.status_code == 410
    assert "Footbridge" not in gone.content.decode()
    assert client.get(reverse("original", args=[footbridge.public_id])).status_code == 410
    assert found("footbridge") == []
    assert import_text(PAGE.encode(), Hints(source="turan.az")).fate is Fate.UNCHANGED
    assert client.get(public).status_code == 410
    assert said(send(admin_client, admin_address(footbridge, "withdraw"), reason="Again")) == [
        "The article is withdrawn already."
    ]
    send(admin_client, admin_address(footbridge, "restore"), reason="The mayor agreed.")
    assert client.get(public).status_code == 200
    assert client.get(reverse("original", args=[footbridge.public_id])).status_code == 200
    assert found("footbridge") == [footbridge.pk]
    assert [
        (one.status, one.history_change_reason, one.history_user) for one in footbridge.history.all()
    ] == [
        ("published", "The mayor agreed.", admin_user),
        ("withdrawn", "The mayor asked.", admin_user),
        ("published", {"code": "revision.first"}, None),
    ]


def test_what_was_done_is_noted_in_the_language_of_who_reads_it(footbridge, admin_client):
    send(admin_client, admin_address(footbridge, "withdraw"), reason="The mayor asked.")
    note = LogEntry.objects.get()
    assert note.get_change_message() == "Changed status."
    with translation.override("ru"):
        assert "состояние" in note.get_change_message()


def test_looking_at_the_page_withdraws_nothing(footbridge, admin_client):
    admin_client.get(admin_address(footbridge, "withdraw"), {"reason": "so"})
    footbridge.refresh_from_db()
    assert footbridge.status == "published"


@pytest.mark.parametrize("page", ["change", "withdraw", "restore"])
def test_forms_of_other_sites_are_refused(page, footbridge, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(admin_address(footbridge, page), {"reason": "so", "headline": "x"}).status_code == 403


# Revisions


def test_a_revision_is_compared_and_put_back(footbridge, admin_client, admin_user):
    send(admin_client, admin_address(footbridge), headline="Mine", body="Mine too.")
    send(admin_client, admin_address(footbridge, "withdraw"), reason="so")
    listed = admin_client.get(admin_address(footbridge, "history")).content.decode()
    assert "3 revisions" in listed
    assert "as it was before any edit" in listed
    first = footbridge.history.last()
    past = reverse("admin:articles_article_simple_history", args=[footbridge.pk, first.pk])
    page = admin_client.get(past).content.decode()
    assert '<div class="now" dir="auto"><b>+</b> Mine</div>' in page
    assert (
        '<div class="then" dir="auto"><b>−</b> Footbridge over the Kura opens after six years</div>' in page
    )
    assert said(send(admin_client, past)) == ["Put back: headline, body."]
    footbridge.refresh_from_db()
    assert footbridge.headline == "Footbridge over the Kura opens after six years"
    assert footbridge.edited_fields == ["headline", "body"]
    assert footbridge.status == "withdrawn"
    assert footbridge.history.first().history_user == admin_user
    assert "Tarlan Hajizade" in footbridge.mentions.values_list("surface", flat=True)
    assert said(send(admin_client, past)) == ["Nothing differs from that revision."]


@pytest.mark.parametrize(
    ("changes", "written"),
    [
        ({"published_date": "2020-11-02"}, "2020-11-02 19:19 Asia/Baku"),
        ({"published_time": "08:05"}, "2020-10-31 08:05 Asia/Baku"),
        ({"published_timezone": "Asia/Tbilisi"}, "2020-10-31 19:19 Asia/Tbilisi"),
        ({"published_precision": "month", "published_time": ""}, "2020-10 Asia/Baku"),
        ({"published_date": "", "published_time": "", "published_precision": ""}, "–"),
    ],
)
def test_the_history_tells_of_the_date_and_puts_it_back(changes, written, footbridge, admin_client):
    before = "2020-10-31 19:19 Asia/Baku"
    columns = columns_of("published")
    stored = Article.objects.values(*columns).get()
    send(admin_client, admin_address(footbridge), **changes)
    listed = admin_client.get(admin_address(footbridge, "history")).content.decode()
    what = f"<b>Published:</b> <bdi>{before}</bdi> → <bdi>{written}</bdi>"
    assert re.findall("<li><b>.*?</li>", listed) == [f"<li>{what}</li>"]
    past = reverse(
        "admin:articles_article_simple_history", args=[footbridge.pk, footbridge.history.last().pk]
    )
    page = admin_client.get(past).content.decode()
    assert page.count('class="then"') == 1
    assert f'<div class="then" dir="auto"><b>−</b> {before}</div>' in page
    assert page.count('class="now"') == (written != "–")
    assert said(send(admin_client, past)) == ["Put back: published."]
    assert Article.objects.values(*columns).get() == stored
    listed = admin_client.get(admin_address(footbridge, "history")).content.decode()
    assert f"<b>Published:</b> <bdi>{written}</bdi> → <bdi>{before}</bdi>" in listed


def test_who_may_only_look_puts_nothing_back(footbridge, admin_client, as_staff):
    send(admin_client, admin_address(footbridge), headline="Mine")
    past = reverse(
        "admin:articles_article_simple_history", args=[footbridge.pk, footbridge.history.last().pk]
    )
    staff = as_staff("view_article")
    page = staff.get(past)
    assert page.status_code == 200
    assert "Put this back" not in page.content.decode()
    assert staff.post(past).status_code == 403


# The list


def titles(answer):
    return [article.headline for article in answer.context["cl"].result_list]


def test_the_box_asks_the_engine_and_keeps_its_order(db, admin_client):
    body = "Nothing about it. " * 40
    make_article(headline="Rare", body=f"{body} falcons {body}")
    make_article(headline="Falcons, falcons", body="falcons")
    make_article(headline="Withdrawn falcons", status=Article.Status.WITHDRAWN)
    make_article(headline="Other")
    indexing.rebuild()
    assert titles(admin_client.get(LIST, {"q": "falcons"})) == ["Falcons, falcons", "Rare"]
    assert titles(admin_client.get(LIST, {"q": "no-such-word"})) == []
    assert len(titles(admin_client.get(LIST, {"q": "  "}))) == 4


def test_the_box_takes_public_ids_and_addresses_of_withdrawn_articles_too(db, admin_client):
    make_article(headline="Other")
    article = make_article(headline="This", status=Article.Status.WITHDRAWN)
    indexing.rebuild()
    for typed in (
        article.public_id,
        article.public_id.upper(),
        f"https://archive.example/articles/{article.public_id}/this/",
    ):
        assert titles(admin_client.get(LIST, {"q": typed})) == ["This"]


def test_without_an_index_the_box_says_what_to_do(db, admin_client):
    make_article()
    Article.objects.update(headline="x")
    PendingChange.objects.all().delete()
    answer = admin_client.get(LIST, {"q": "word"})
    assert titles(answer) == []
    assert "manage.py index rebuild" in said(answer)[0]


def test_filters(footbridge, admin_client):
    make_article(headline="Azerbaijani", language="az", status=Article.Status.IN_REVIEW)
    Article.history.all().delete()  # an import leaves none
    send(admin_client, admin_address(footbridge), headline="Edited")
    assert titles(admin_client.get(LIST, {"language": "az"})) == ["Azerbaijani"]
    assert titles(admin_client.get(LIST, {"status__exact": "in review"})) == ["Azerbaijani"]
    assert titles(admin_client.get(LIST, {"revised": "yes"})) == ["Edited"]


def test_without_a_headline_the_first_words_are_shown(db, admin_client):
    make_article(headline="", body="The first words of the body, which go on " + "and on " * 5000)
    page = admin_client.get(LIST).content.decode()
    assert "<i>The first words of the body" in page
    assert len(page) < 60_000


# Hostile texts

HOSTILE = '<script>alert(1)</script>\u202egnp.exe\u202c"><img src=x onerror=alert(1)>'


def test_a_hostile_text_is_text_on_every_page(db, admin_client):
    raw = f"{HOSTILE}\n\n{HOSTILE} " * 3
    article = make_article(headline=HOSTILE, body=HOSTILE, caption=HOSTILE, raw=raw, doubts=[HOSTILE])
    send(admin_client, admin_address(article), headline=HOSTILE + "!", change_reason=HOSTILE[:90])
    indexing.rebuild()
    pages = [
        LIST,
        f"{LIST}?q=alert",
        admin_address(article),
        admin_address(article, "withdraw"),
        admin_address(article, "history"),
        reverse("admin:articles_article_simple_history", args=[article.pk, article.history.last().pk]),
        admin_address(article.original),
        reverse("admin:articles_reading_changelist"),
        reverse("admin:index"),
    ]
    for address in pages:
        page = admin_client.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "<img src=x" not in page, address
    told = send(admin_client, admin_address(article, "withdraw"), reason=HOSTILE).content.decode()
    assert "<script>alert" not in told


def test_huge_texts_are_cut_where_they_are_shown_and_saved_whole(db, admin_client):
    word = "ж" * 100_000
    body = "\n\n".join([word, *["Абзац о погоде. " * 60] * 2000])  # 3.9 MB, in an urlencoded form 11 MB
    article = make_article(headline="Погода", body=body, raw="\n".join([word, *["строка"] * 3000]))
    page = admin_client.get(admin_address(article))
    assert "98000 more characters" in page.content.decode()
    assert "2001 more lines." in page.content.decode()
    send(admin_client, admin_address(article), headline=word)
    article.refresh_from_db()
    assert (article.headline, article.body) == (word, body)
    assert article.edited_fields == ["headline"]
    listed = admin_client.get(LIST).content
    assert len(listed) < 60_000


def test_the_languages_to_filter_by_are_those_of_the_articles(footbridge, admin_client):
    make_article(language="ka")
    make_article(language="und")
    indexing.rebuild()
    page = admin_client.get(LIST).content.decode()
    offered = re.findall(r'<a href="\?language=(\w+)">([^<]+)</a>', page)
    assert offered == [("en", "English"), ("ka", "Georgian"), ("und", "Language undetermined")]
