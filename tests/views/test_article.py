"""The page of one article."""

import json

import pytest
from django.urls import reverse

from articles.models import Article, Mention
from articles.models.people import Standing
from articles.text.codes import coded
from tests.factories import make_article, make_person, make_source, mention


def test_shows_every_field(get):
    article = make_article(
        headline="Ceasefire holds",
        body="First paragraph.\n\nSecond paragraph.",
        source="turan.az",
        section="Politics",
        place="Baku",
        date="2020-10-31",
        time="19:19",
        caption="A street in Baku",
        byline="By A. Reporter",
        agency="Turan",
    )
    page = get(article.get_absolute_url())
    assert page.status == 200
    assert page.text("h1") == "Ceasefire holds"
    assert page.text("title") == "Ceasefire holds – turan.az – News Archive"
    assert page.texts("div[@class='body']/p") == ["First paragraph.", "Second paragraph."]
    assert page.links("p[@class='facts story-facts']") == {
        "turan.az": "/sources/turan-az/",
        "Politics": "/sections/politics/",
        "Baku": "/places/baku/",
    }
    assert page.links("p[@class='byline']") == {
        "31 October 2020, 19:19 Baku time (UTC+4)": "/dates/2020/10/31/"
    }
    assert page.one("p[@class='byline']//time").get("datetime") == "2020-10-31T19:19+04:00"
    assert "Agency: Turan" in page.text("p[@class='byline']")
    assert "By A. Reporter" in page.text("p[@class='byline']")
    assert page.text("p[@class='caption']") == "Picture caption: A street in Baku"
    assert page.one("link[@rel='canonical']").get("href") == f"http://testserver{article.get_absolute_url()}"


def test_says_how_to_cite_it(get):
    article = make_article(headline="A bridge opens", source="turan.az", date="2020-10-31", time="19:19")
    page = get(article.get_absolute_url())
    assert page.text("div[@class='to-cite']/dd") == (
        f"A bridge opens, turan.az, 31 October 2020, 19:19. "
        f"News Archive, http://testserver/articles/{article.public_id}/"
    )
    short = page.text("div[@class='to-cite']/dd").rsplit("testserver")[-1]
    assert get(short).response["Location"] == article.get_absolute_url()


def test_says_what_is_not_known(get):
    article = make_article(headline="", body="Rain fell in the night. More", source=None, date=None)
    page = get(article.get_absolute_url())
    assert page.text("h1") == "Rain fell in the night. More"
    assert page.one("h1").get("class") == "no-headline"
    assert page.text("p[@class='note']").startswith("The page gives no headline")
    assert page.text("p[@class='byline']") == "Undated"
    assert page.text("p[@class='facts story-facts']") == "Source unknown"


@pytest.mark.parametrize(
    ("precision", "text", "iso", "address"),
    [
        ("month", "October 2020", "2020-10", "/dates/2020/10/"),
        ("year", "2020", "2020", "/dates/2020/"),
        ("day", "31 October 2020", "2020-10-31", "/dates/2020/10/31/"),
    ],
)
def test_date_is_as_exact_as_known(get, precision, text, iso, address):
    page = get(make_article(date="2020-10-31", precision=precision).get_absolute_url())
    assert page.links("p[@class='byline']") == {text: address}
    assert page.one("p[@class='byline']//time").get("datetime") == iso


def test_wrong_or_missing_slug_redirects_with_the_query(client, db):
    article = make_article(headline="Ceasefire holds")
    right = reverse("article", args=[article.public_id, "ceasefire-holds"])
    for wrong in ("", "another-slug/"):
        response = client.get(f"/articles/{article.public_id}/{wrong}?q=holds")
        assert (response.status_code, response["Location"]) == (301, f"{right}?q=holds")


def test_article_called_original_is_not_its_original(get):
    article = make_article(headline="Original!")
    assert article.get_absolute_url() == f"/articles/{article.public_id}/-/"
    assert get(article.get_absolute_url()).text("h1") == "Original!"


def test_unknown_number_is_not_found(get):
    page = get("/articles/aaaaaaaaaaaa/slug/")
    assert page.status == 404
    assert page.text("h1") == "There is no such page"


def test_withdrawn_is_gone(get):
    article = make_article(headline="Secret words", status=Article.Status.WITHDRAWN)
    page = get(article.get_absolute_url())
    assert page.status == 410
    assert page.text("h1") == "This article was withdrawn"
    assert "Secret" not in page.response.content.decode()
    assert page.one("meta[@name='robots']").get("content") == "noindex"


def test_mentions_are_linked_in_every_field(get):
    person = make_person("Yevgeny Buzhinsky")
    article = make_article(
        headline="Buzhinskaya speaks",
        caption="Евгений Бужинский",
        body="First.\n\nRetired general Yevgeny Buzhinsky told Interfax. Buzhinsky said no.",
    )
    for surface in ("Buzhinskaya", "Евгений Бужинский", "Yevgeny Buzhinsky"):
        mention(article, person, surface)
    page = get(article.get_absolute_url())
    address = person.get_absolute_url()
    assert page.links("h1") == {"Buzhinskaya": address}
    assert page.links("p[@class='caption']") == {"Евгений Бужинский": address}
    assert page.links("div[@class='body']") == {"Yevgeny Buzhinsky": address}
    assert page.texts("ul[@class='plain-list']/li") == ["Yevgeny Buzhinsky 3 times"]


def test_rejected_and_outdated_mentions_are_not_linked(get):
    article = make_article(body="Ada Bell met Carl Dorn.", persons=["Ada Bell", "Carl Dorn"])
    article.mentions.filter(surface="Ada Bell").update(status=Standing.REJECTED)
    Article.objects.update(body="Then Carl Dorn met nobody.")  # the spans are of the old text
    page = get(article.get_absolute_url())
    assert page.links("div[@class='body']") == {}
    assert page.text("div[@class='body']") == "Then Carl Dorn met nobody."


def test_words_searched_for_are_marked(get):
    article = make_article(headline="Gas prices", body="Prices of gas rose.", persons=[])
    page = get(article.get_absolute_url() + "?q=prices")
    assert page.texts("mark") == ["prices", "Prices"]
    assert page.links("p[@class='marked-for']") == {
        "Unmark": article.get_absolute_url(),
        "Search again": "/articles/?q=prices",
    }


def test_a_mention_that_matches_is_both(get):
    article = make_article(headline="X", body="Then Ada Bell spoke.", persons=["Ada Bell"])
    page = get(article.get_absolute_url() + "?q=bell")
    assert page.texts("a[@class='person']") == ["Ada", "Bell"] or page.texts("a[@class='person']") == [
        "Ada ",
        "Bell",
    ]
    assert page.texts("a[@class='person']/mark") == ["Bell"]


def test_hostile_text_stays_text(get):
    hostile = '<script>alert(1)</script> & "quotes" <b>bold</b>'
    article = make_article(
        headline=hostile,
        body=hostile,
        caption=hostile,
        byline=hostile,
        agency=hostile,
        source=make_source("<i>x</i>"),
        original_url="javascript:alert(1)",
        status=Article.Status.IN_REVIEW,
        doubts=["<u>doubt</u>"],
    )
    page = get(article.get_absolute_url() + "?q=<script>alert")
    assert page.text("h1") == hostile
    assert page.text("div[@class='body']") == hostile
    assert page.all("b") + page.all("i") + page.all("u") == []
    data, *scripts = page.all("script")
    assert data.get("type") == "application/ld+json"
    assert [script.get("src") for script in scripts] == [
        "/static/article.js",
        "/static/suggest.js",
        "/static/charts.js",
    ]
    assert json.loads(data.text)["headline"] == hostile
    assert not any("javascript:" in link.get("href", "") for link in page.all("a"))


def test_in_review_says_so_with_the_doubts(get):
    article = make_article(status=Article.Status.IN_REVIEW, doubts=["two dates disagree"])
    page = get(article.get_absolute_url())
    assert "Not yet checked." in page.text("div[@class='message review']")
    assert page.texts("div[@class='message review']/ul/li") == ["two dates disagree"]
    assert get(make_article(doubts=["x"]).get_absolute_url()).all("div[@class='message review']") == []


def test_related_articles(get, index):
    first = make_article(headline="First", body="Ada Bell spoke.", persons=["Ada Bell"])
    make_article(headline="Same day")
    make_article(headline="Same day elsewhere", source="other.example")
    make_article(headline="Same day, withdrawn", status=Article.Status.WITHDRAWN)
    make_article(headline="About her", body="Ada Bell again.", date="2021-01-01", persons=["Ada Bell"])
    index()
    page = get(first.get_absolute_url())
    related = {section.get("aria-labelledby"): section for section in page.all("section")}
    assert page.texts("ul[@class='related']/li") == [
        "Same day",
        "Same day elsewhere other.example",
        "About her 1 January 2021",
    ]
    assert {"same-day-title", "same-people-title"} <= set(related)


def test_articles_about_the_same_people_say_about_whom(get, index):
    first = make_article(body="Ada Bell met Carl Dorn.", persons=["Ada Bell", "Carl Dorn"], source="a.az")
    make_article(headline="Both", body="Carl Dorn, Ada Bell.", persons=["Ada Bell", "Carl Dorn"])
    index()
    page = get(first.get_absolute_url())
    assert page.text("h2[@id='same-people-title']") == "Also about them"
    assert page.texts("ul[@class='related']/li") == ["Both 31 October 2020: Ada Bell, Carl Dorn"]


def test_language_and_direction_of_the_text(get):
    page = get(make_article(language="fa", headline="خبر").get_absolute_url())
    assert (page.one("h1").get("lang"), page.one("h1").get("dir")) == ("fa", "rtl")
    page = get(make_article(language="und").get_absolute_url())
    assert (page.one("h1").get("lang"), page.one("h1").get("dir")) == ("", "ltr")


def test_days_and_places_that_the_text_names_are_linked(get, index):
    make_article(headline="That day", date="2020-09-27", place="Ganja", source="b.az")
    article = make_article(
        body="Ada Ganja left Ganja on 27 September 2020, not on 3 March 2003, for Ganjavi. 01/02/2020.",
        persons=["Ada Ganja"],
    )
    index()
    page = get(article.get_absolute_url())
    assert page.links("div[@class='body']") == {
        "Ada Ganja": make_person("Ada Ganja").get_absolute_url(),
        "Ganja": "/places/ganja/",
        "27 September 2020": "/dates/2020/9/27/",
    }
    assert page.texts("div[@class='body']/p") == [article.body]


def test_what_else_was_that_day(get, index):
    article = make_article(headline="Own", source="a.az", date="2020-10-31")
    make_article(headline="Same outlet", source="a.az", date="2020-10-31")
    make_article(headline="Other outlet", source="b.az", date="2020-10-31")
    make_article(headline="Nobody's", source=None, date="2020-10-31")
    make_article(headline="That month", source="b.az", date="2020-10-01", precision="month")
    make_article(headline="Gone", source="b.az", date="2020-10-31", status=Article.Status.WITHDRAWN)
    page = get(article.get_absolute_url())
    assert page.texts("section[@aria-labelledby='elsewhere-title']/ul/li") == [
        "Other outlet b.az",
        "Nobody's Source unknown",
    ]
    assert page.links("section[@aria-labelledby='elsewhere-title']")["All of the day"] == "/dates/2020/10/31/"


def test_says_why_it_thinks_so_unless_the_original_is_closed(get):
    article = make_article(headline="A bridge opens")
    page = get(article.get_absolute_url())
    rows = page.texts("details[@class='why-so']//tbody/tr")
    assert any(row.startswith("headlineA bridge opens") for row in rows)
    assert page.links("details[@class='why-so']//tbody")["1"].startswith(
        f"/articles/{article.public_id}/original/?page=1#line-"
    )
    closed = make_article(headline="Another", closed=True)
    assert get(closed.get_absolute_url()).all("details[@class='why-so']") == []


def test_reader_s_tools_and_the_foot_on_paper(get):
    article = make_article(headline="A bridge opens", original_url="https://turan.az/1", time="19:19")
    page = get(article.get_absolute_url())
    here = f"/articles/{article.public_id}"
    assert page.links("ul[@class='reader-tools']") == {
        "Report an error": f"{here}/report/",
        "Ask to be forgotten": f"{here}/takedown/",
    }
    assert [item.get("hidden") for item in page.all("ul[@class='reader-tools']/li")] == ["", "", None, None]
    assert page.texts("footer[@class='on-paper']/p") == [
        "turan.az, 31 October 2020, 19:19 Baku time (UTC+4)https://turan.az/1",
        f"News Archive: http://testserver{here}/",
    ]


def test_number_of_queries_does_not_grow(queries, index):
    def article(people: int) -> Article:
        names = [f"Ada{'abcdefghijklmnopqrstuvwxyzäöüß'[n]} Bell" for n in range(people)]
        return make_article(body=" and ".join(names), persons=names, date=f"2020-01-{people:02}")

    one, many = article(1), article(30)
    index()
    assert queries(one.get_absolute_url()) == queries(many.get_absolute_url()) <= 7


def test_only_reading_is_allowed(client, db):
    assert client.post(make_article().get_absolute_url()).status_code == 405


def test_why_a_surname_alone_is_somebody_s_is_said(get, db):
    article = make_article(body="Lavrov thanked Ararat Mirzoyan.", persons=["Ararat Mirzoyan"])
    lavrov = make_person("Sergey Lavrov")
    reason = "surname, and 1 person in common: Ararat Mirzoyan"
    why = coded("surname.company", count=1, people=("Ararat Mirzoyan",)).as_json()
    place = {"article": article, "field": "body", "start": 0, "end": 6, "surface": "Lavrov"}
    Mention.objects.create(**place, person=lavrov, inferred=True, reason=why)
    people = get(article.get_absolute_url()).texts("section[@aria-labelledby='people-title']/ul/li")
    assert sorted(people) == ["Ararat Mirzoyan", f"Sergey Lavrov ({reason})"]
    Mention.objects.filter(person=lavrov).update(status=Standing.CONFIRMED)
    people = get(article.get_absolute_url()).texts("section[@aria-labelledby='people-title']/ul/li")
    assert sorted(people) == ["Ararat Mirzoyan", "Sergey Lavrov"]
