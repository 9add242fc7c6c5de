"""The list of articles: browsing and searching."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.lists.listing import PAGE_SIZE
from articles.models import Article
from articles.search import parsing
from tests.factories import make_article, make_person
from tests.views.page import Page, text_of


@pytest.fixture
def corpus(db, index):
    """Four articles that differ in everything a list can be narrowed by."""
    make_article(
        headline="Ceasefire in Karabakh",
        body="The ceasefire holds. Ada Bell said so.",
        source="turan.az",
        section="Politics",
        place="Baku",
        date="2020-10-31",
        persons=["Ada Bell"],
    )
    make_article(
        headline="Oil prices rise",
        body="Prices of oil rose again.",
        source="report.az",
        section="Economy",
        place="Baku",
        date="2020-11-02",
    )
    make_article(
        headline="Выборы в Ереване",
        body="Выборы прошли спокойно.",
        source="arminfo.info",
        section="Politics",
        place="Yerevan",
        language="ru",
        date="2021-06-20",
    )
    make_article(headline="No date at all", body="Some words.", source=None, date=None)
    index()


def facet(page: Page, name: str) -> list[str]:
    return [
        text_of(link)
        for section in page.all("section")
        if section.get("aria-labelledby") == f"facet-{name}"
        for link in section.findall(".//li/a")
    ]


def test_all_articles_newest_first(get, corpus):
    page = get("/articles/")
    assert page.text("h1") == "4 articles"
    assert page.titles == ["Выборы в Ереване", "Oil prices rise", "Ceasefire in Karabakh", "No date at all"]
    assert page.texts("ul[@class='sorts']/li") == ["Newest first", "Oldest first"]
    assert page.one("link[@rel='canonical']").get("href") == "http://testserver/articles/"
    assert page.all("meta[@name='robots']") == []


def test_words_are_found_and_marked(get, corpus):
    page = get("/articles/?q=ceasefire")
    assert page.text("h1") == "1 article for ceasefire"
    assert page.text("title") == "ceasefire – Search – News Archive"
    assert page.texts("mark") == ["Ceasefire", "ceasefire"]
    assert page.one("input[@id='q']").get("value") == "ceasefire"
    assert page.one("meta[@name='robots']").get("content") == "noindex"
    found = Article.objects.get(headline="Ceasefire in Karabakh")
    assert page.links("li[@class='hit']") == {found.title: f"{found.get_absolute_url()}?q=ceasefire&at=1"}


def test_filters(get, corpus):
    expected = {
        "source=turan-az": ["Ceasefire in Karabakh"],
        "source=turan-az&source=report-az": ["Oil prices rise", "Ceasefire in Karabakh"],
        "source=-": ["No date at all"],
        "section=politics": ["Выборы в Ереване", "Ceasefire in Karabakh"],
        "section=politics&language=en": ["Ceasefire in Karabakh"],
        "place=baku": ["Oil prices rise", "Ceasefire in Karabakh"],
        "place=-": ["No date at all"],
        "from=2020-11-02": ["Выборы в Ереване", "Oil prices rise"],
        "to=2020-10": ["Ceasefire in Karabakh"],
        "from=2020&to=2020": ["Oil prices rise", "Ceasefire in Karabakh"],
        "undated=1": ["No date at all"],
        "sort=oldest&from=2020": ["Ceasefire in Karabakh", "Oil prices rise", "Выборы в Ереване"],
        "q=&source=&from=&undated=1": ["No date at all"],
    }
    pages = {query: get(f"/articles/?{query}") for query in expected}
    assert {query: page.titles for query, page in pages.items()} == expected
    assert [page.texts("p[@class='message']") for page in pages.values()] == [[]] * len(expected)


def test_person_filter_follows_a_merger(get, corpus):
    live = make_person("Ada Bell")
    merged = make_person("A. Bell", merged_into=live)
    for person in (live, merged):
        page = get(f"/articles/?person={person.pk}")
        assert page.titles == ["Ceasefire in Karabakh"]
        assert page.links("ul[@class='active']") == {
            "Remove Person: Ada Bell": "/articles/",
            "Clear all": "/articles/",
        }


def test_facets_count_and_lead_on(get, corpus):
    page = get("/articles/?section=politics")
    assert facet(page, "source") == ["turan.az 1 article", "arminfo.info 1 article"]
    assert facet(page, "section") == [
        "Politics 2 articles, chosen; remove",
        "No section 1 article",
        "Economy 1 article",
    ]
    assert sorted(facet(page, "language")) == ["English 1 article", "Russian 1 article"]
    assert facet(page, "person") == ["Ada Bell 1 article"]
    links = page.links("section[@class='facet']")
    assert links["Economy 1 article"] == "/articles/?section=politics&section=economy"
    assert links["Politics 2 articles, chosen; remove"] == "/articles/"
    assert links["turan.az 1 article"] == "/articles/?section=politics&source=turan-az"


def test_values_of_a_facet_can_be_left_out(get, corpus):
    page = get("/articles/?section=politics")
    links = page.links("span[@class='without']")
    assert links["Leave out turan.az"] == "/articles/?section=politics&not_source=turan-az"
    assert "Leave out Politics" not in links
    page = get("/articles/?not_source=turan-az&not_place=-")
    assert page.titles == ["Выборы в Ереване", "Oil prices rise"]
    assert facet(page, "source") == [
        "report.az 1 article",
        "arminfo.info 1 article",
        "turan.az left out; put back",
    ]
    assert page.links("section[@class='facet']")["turan.az left out; put back"] == "/articles/?not_place=-"
    assert page.links("ul[@class='active']") == {
        "Remove Not this source: turan.az": "/articles/?not_place=-",
        "Remove Not this place: No place": "/articles/?not_source=turan-az",
        "Clear all": "/articles/",
    }
    assert page.text("title") == "turan.az, No place – Search – News Archive"


def test_bars_can_be_shares_of_all_articles_of_their_time(get, corpus):
    page = get("/articles/?section=politics&scale=share")
    assert page.text("p[@class='bars-scale']") == "Highest: 100% of all articles, 2021"
    assert list(page_bars(page)) == ["2020: 50% (1)", "2021: 100% (1)"]
    assert page.links("ul[@aria-label='Scale']") == {
        "Numbers": "/articles/?section=politics",
        "Share of all articles": "/articles/?section=politics&scale=share",
    }
    assert page.texts("details[@class='behind']//td") == ["1 50%", "1 100%"]


def test_words_are_compared_in_one_chart(get, corpus):
    page = get("/articles/?q=ceasefire&compare=oil&compare=выборы")
    assert page.titles == ["Ceasefire in Karabakh"]
    assert page_bars(page) == {
        "2020: ceasefire 1, oil 1, выборы 0": "/articles/?q=ceasefire&compare=oil&"
        "compare=%D0%B2%D1%8B%D0%B1%D0%BE%D1%80%D1%8B&from=2020&to=2020",
        "2021: ceasefire 0, oil 0, выборы 1": "/articles/?q=ceasefire&compare=oil&"
        "compare=%D0%B2%D1%8B%D0%B1%D0%BE%D1%80%D1%8B&from=2021&to=2021",
    }
    assert page.texts("ul[@class='legend']/li") == [
        "ceasefire 1",
        "oil 1 Take away oil",
        "выборы 1 Take away выборы",
    ]
    assert page.links("ul[@class='legend']")["Take away oil"].count("compare") == 1
    assert page.texts("details[@class='behind']//thead//th") == ["When", "ceasefire", "oil", "выборы"]
    assert get("/articles/?" + "&".join(f"compare=w{n}" for n in range(9))).status == 200


def test_words_in_context_and_titles_alone(get, corpus):
    page = get("/articles/?q=prices&view=context")
    assert page.texts("p[@class='kwic']") == ["Prices of oil rose again."]
    assert page.texts("p[@class='kwic']/mark") == ["Prices"]
    assert page.all("p[@class='snippet']") == []
    page = get("/articles/?q=prices&view=titles")
    assert page.titles == ["Oil prices rise"]
    assert page.all("p[@class='snippet']") == page.all("p[@class='kwic']") == []
    assert page.links("ul[@aria-label='View']")["Passages"] == "/articles/?q=prices"
    assert "Words in context" not in get("/articles/").links("ul[@aria-label='View']")
    person = make_person("Ada Bell")
    page = get(f"/articles/?person={person.pk}&view=context")
    assert page.texts("p[@class='kwic']") == ["The ceasefire holds. Ada Bell said so."]


def test_the_year_bars_are_one_stop_of_the_tabulator(get, corpus):
    bars = get("/articles/").all("ol[@class='bars']/li/a")
    assert [bar.get("tabindex") for bar in bars] == [None, "-1"]


def test_articles_are_ticked_over_pages(get, index, db):
    for n in range(PAGE_SIZE + 1):
        make_article(headline=f"Article {n:02}", date=f"2020-01-{31 - n:02}")
    index()
    first, last = Article.objects.get(headline="Article 00"), Article.objects.get(headline="Article 20")
    page = get("/articles/")
    assert page.all("input[@name='pick']") == []
    assert page.links("ul[@aria-label='View']")["Select"] == "/articles/?select=1"
    page = get(f"/articles/?select=1&page=2&pick={first.public_id}&pick={last.public_id}&pick=<b>")
    ticked = page.all("form[@class='selecting']//input[@name='pick']")
    ticks = [(one.get("type"), one.get("value"), one.get("checked")) for one in ticked]
    assert ticks == [("hidden", first.public_id, None), ("checkbox", last.public_id, "")]
    assert page.links("form[@class='selecting']/div")["Stop selecting"] == "/articles/?page=2"


def test_active_filters_can_be_taken_away(get, corpus):
    page = get("/articles/?q=oil&source=report-az&from=2020&to=2020&exact=1")
    assert page.links("ul[@class='active']") == {
        "Remove Source: report.az": "/articles/?q=oil&from=2020&to=2020&exact=1",
        "Remove From: 2020": "/articles/?q=oil&source=report-az&to=2020&exact=1",
        "Remove To: 2020": "/articles/?q=oil&source=report-az&from=2020&exact=1",
        "Remove Exact: words as typed": "/articles/?q=oil&source=report-az&from=2020&to=2020",
        "Clear all": "/articles/",
    }
    hidden = [(field.get("name"), field.get("value")) for field in page.all("input[@type='hidden']")]
    assert hidden == [("source", "report-az")]


def test_histogram_leads_into_years_months_and_days(get, corpus):
    assert page_bars(get("/articles/")) == {
        "2020: 2 articles": "/articles/?from=2020&to=2020",
        "2021: 1 article": "/articles/?from=2021&to=2021",
    }
    assert page_bars(get("/articles/?from=2020&to=2020")) == {
        "October 2020: 1 article": "/articles/?from=2020-10&to=2020-10",
        "November 2020: 1 article": "/articles/?from=2020-11&to=2020-11",
    }
    assert page_bars(get("/articles/?from=2020-10-31&to=2020-11-02")) == {
        "Saturday 31 October 2020: 1 article": "/articles/?from=2020-10-31&to=2020-10-31",
        "Monday 2 November 2020: 1 article": "/articles/?from=2020-11-02&to=2020-11-02",
    }


def test_list_says_how_many_have_no_date(get, corpus, index):
    assert get("/articles/?q=oil").links("p[@class='hint undated']") == {}
    make_article(headline="Oil some time", date=None)
    index()
    of_all = {"2 articles without a date": "/articles/?undated=1"}
    assert get("/articles/").links("p[@class='hint undated']") == of_all
    one = {"1 article without a date": "/articles/?q=oil&undated=1"}
    assert get("/articles/?q=oil").links("p[@class='hint undated']") == one
    assert get("/articles/?q=oil&undated=1").links("p[@class='hint undated']") == {}
    assert get("/articles/?q=oil&from=2019").links("p[@class='hint undated']") == one
    assert get("/articles/?q=oil&from=2019&to=2019").links("p[@class='hint undated']") == one
    assert get("/articles/?q=oil+from:2019").links("p[@class='hint undated']") == {}


def test_histogram_of_one_year_is_of_its_months(get, index, db):
    make_article(date="2020-05-01")
    make_article(date="2020-07-01")
    index()
    assert page_bars(get("/articles/")) == {
        "May 2020: 1 article": "/articles/?from=2020-05&to=2020-05",
        "July 2020: 1 article": "/articles/?from=2020-07&to=2020-07",
    }


def page_bars(page: Page) -> dict[str, str]:
    return page.links("ol[@class='bars']")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("from=2020-13-45", "From: “2020-13-45” is not a date; write 2020, 2020-10 or 2020-10-31."),
        ("to=0000", "To: “0000” is not a date; write 2020, 2020-10 or 2020-10-31."),
        ("from=2021&to=2020", "From: The first day is after the last."),
        ("source=nonexistent", "Source: There is no “nonexistent” here."),
        ("section=x%00y", "Section: There is no “x\0y” here."),
        ("language=%27;--", "Language: There is no “';--” here."),
        ("person=abc", "Person: There is no “abc” here."),
        ("person=99999999999999999999999", "Person: There is no “99999999999999999999999” here."),
        ("q=a%00b", "Words: Null characters are not allowed."),
        ("q=" + "x" * 100_000, "Words: Ensure this value has at most 800 characters (it has 100000)."),
        ("exact=maybe", "Exact: Select a valid choice. maybe is not one of the available choices."),
        ("&".join(f"source=s{n}" for n in range(60)), "Source: At most 50 values can be chosen."),
    ],
)
def test_bad_parameters_are_said_and_nothing_is_listed(get, query, message):
    page = get(f"/articles/?{query}")
    assert page.status == 200
    assert page.texts("p[@class='message']") == [" ".join(message.split())]
    assert page.titles == []
    assert page.text("h1") == "Nothing was searched"


def test_unknown_order_is_said_and_the_list_given(get, corpus):
    page = get("/articles/?sort=foo")
    assert page.texts("p[@class='message']") == [
        "Sort by: Select a valid choice. foo is not one of the available choices."
    ]
    assert len(page.titles) == 4


def test_odd_parameters_give_a_page(get, corpus):
    odd = ("q=%ff%fe%c3", "q=%22", "q=((((", "q=*", "q=a&q=oil", "x=1", "%00=%00", "more=x", "cite=%00")
    assert {query: get(f"/articles/?{query}").status for query in odd} == dict.fromkeys(odd, 200)


def test_bad_pages_are_said(get, corpus):
    no_number = "That is not the number of a page; this is the first page."
    expected = {
        "abc": no_number,
        "-1": no_number,
        "0": no_number,
        "7": "There is no page 7; this is the last page.",
        str(10**29): f"There is no page {10**29}; this is the last page.",
        str(10**30): no_number,
    }
    pages = {asked: get(f"/articles/?page={asked}") for asked in expected}
    assert {asked: page.text("p[@class='message']") for asked, page in pages.items()} == expected
    assert [len(page.titles) for page in pages.values()] == [4] * len(expected)


def test_every_article_is_on_some_page(get, index, db):
    for n in range(2 * PAGE_SIZE + 1):
        make_article(headline=f"Article {n}", date=f"2020-0{n % 9 + 1}-11")
    index()
    pages = [get(f"/articles/?page={n}") for n in (1, 2, 3)]
    assert [len(page.titles) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 1]
    assert len({title for page in pages for title in page.titles}) == 2 * PAGE_SIZE + 1
    middle = pages[1]
    assert middle.one("ol[@class='hits']").get("start") == str(PAGE_SIZE + 1)
    assert middle.one("head/link[@rel='prev']").get("href") == "/articles/"
    assert middle.one("head/link[@rel='next']").get("href") == "/articles/?page=3"
    assert middle.links("nav[@class='pager']") == {
        "← Previous": "/articles/",
        "Page 1": "/articles/",
        "Page 2": "/articles/?page=2",
        "Page 3": "/articles/?page=3",
        "Next →": "/articles/?page=3",
    }
    assert middle.one("link[@rel='canonical']").get("href") == "http://testserver/articles/?page=2"
    assert middle.text("title") == "All articles, page 2 – News Archive"


@pytest.mark.parametrize(
    ("asked", "known_as", "is_indexed"),
    [
        ("utm_source=x&more=source&cite=1", "", True),
        ("q=ceasefire&utm_source=x&more=source", "?q=ceasefire", False),
        ("page=7&found=3&place=baku&set=0&cited=2020-01-01&sort=oldest", "?place=baku&sort=oldest", False),
        ("from=never&x=1", "?from=never", False),
    ],
)
def test_a_list_is_known_by_its_meaningful_parameters_and_a_page_it_has(
    get, corpus, asked, known_as, is_indexed
):
    page = get(f"/articles/?{asked}")
    whole = f"http://testserver/articles/{known_as}"
    assert page.one("link[@rel='canonical']").get("href") == whole
    assert page.one("meta[@property='og:url']").get("content") == whole
    assert bool(page.all("meta[@name='robots']")) is not is_indexed


def test_no_result_gives_advice(get, corpus):
    page = get("/articles/?q=zeppelin&source=turan-az")
    assert page.text("h1") == "0 articles for zeppelin"
    assert page.text("div[@class='empty']/p") == "No article has all of this."
    assert page.texts("div[@class='empty']/ul/li")[0] == "Take a filter away, above."


def test_what_was_not_understood_is_said(get, corpus):
    page = get("/articles/?q=oil+date:soon")
    assert page.texts("p[@class='message']") == [
        "“soon” is not a date such as 2020, 2020-10 or 2020-10-31. (at character 10)"
    ]
    assert page.titles == ["Oil prices rise"]


def test_found_by_other_forms_is_said_and_can_be_turned_off(get, corpus):
    page = get("/articles/?q=price")
    assert page.titles == ["Oil prices rise"]
    assert page.text("p[@class='why']") == "Found by another form of the word."
    assert page.text("p[@class='hint widened']") == "0 as typed, 1 by another form of the words."
    assert page.links("p[@class='hint widened']") == {"0 as typed": "/articles/?q=price&exact=1"}
    exact = get("/articles/?q=price&exact=1")
    assert exact.titles == []
    assert exact.one("input[@id='exact']").get("checked") == ""


def test_another_spelling_of_a_name_is_said_apart_and_counted(get, index):
    make_article(headline="Yukos is sold", body="The firm Yukos was sold.", language="en")
    make_article(headline="ЮКОС продан", body="Компания Юкос продана.", language="ru")
    make_article(headline="No more", body="Why, there is yoksa none here.", language="tr")
    index()
    page = get("/articles/?q=Yukos")
    assert page.titles == ["Yukos is sold", "ЮКОС продан"]
    assert page.text("h1") == "2 articles for Yukos"
    assert page.texts("p[@class='why']") == ["Found by another spelling of the name: ЮКОС for Yukos."]
    assert page.links("p[@class='hint widened']") == {
        "1 as typed": "/articles/?q=Yukos&exact=1",
        "1 by another spelling of the name": "/articles/?q=Yukos&spelling=other",
    }
    assert get("/articles/?q=Yukos&exact=1").titles == ["Yukos is sold"]
    other = get("/articles/?q=Yukos&spelling=other")
    assert other.titles == ["ЮКОС продан"]
    assert other.texts("ul[@class='active']/li") == [
        "Remove Spelling: other spellings of a name only", "Clear all",
    ]  # fmt: skip


def test_what_only_may_be_the_same_name_stands_apart(get, index):
    make_article(headline="One", body="He met Joan there.", language="en")
    make_article(headline="Two", body="He met Juan there.", language="en")
    index()
    page = get("/articles/?q=Joan")
    assert page.titles == ["One"]
    near = page.links("p[@class='hint near']")
    assert near == {"1 more by a spelling that may be the same name": "/articles/?q=Joan&spelling=near"}
    assert get("/articles/?q=Joan&spelling=near").titles == ["One", "Two"]


def test_people_and_sources_meant_are_offered(get, corpus):
    page = get("/articles/?q=bell")
    assert page.links("p[@class='meant']") == {"Ada Bell": make_person("Ada Bell").get_absolute_url()}
    assert get("/articles/?q=turan").links("p[@class='meant']") == {"turan.az": "/sources/turan-az/"}


def test_withdrawn_and_deleted_articles_are_not_listed(get, corpus):
    Article.objects.filter(headline="Oil prices rise").update(status=Article.Status.WITHDRAWN)
    page = get("/articles/")
    assert "Oil prices rise" not in page.titles
    assert len(page.titles) == 3


def test_articles_are_marked_as_what_they_are(get, index, db):
    make_article(headline="", body="First words of it.", status=Article.Status.IN_REVIEW, date=None)
    index()
    page = get("/articles/")
    assert page.titles == ["First words of it."]
    assert page.texts("p[@class='facts']/span") == [
        "undated",
        "turan.az",
        "English",
        "no headline; first words shown",
        "not yet checked",
    ]


def test_hostile_text_stays_text(get, index, db):
    hostile = "<script>alert(1)</script> word"
    make_article(headline=hostile, body=hostile, source="<b>bold</b>", persons=["<i>x</i>"])
    index()
    page = get("/articles/?q=word+<b>")
    page = get("/articles/?q=word&sort=%3Cb%3E")
    assert page.titles == [hostile]
    assert page.all("b") + page.all("i") == []


def test_more_values_of_a_facet(get, index, db):
    for n in range(12):
        make_article(source=f"source{n:02}.az")
    index()
    page = get("/articles/")
    assert len(facet(page, "source")) == 10
    assert page.links("a[@class='more-values']") == {"More of Source": "/articles/?more=source#facet-source"}
    assert len(facet(get("/articles/?more=source"), "source")) == 12


@pytest.mark.parametrize("address", ["/articles/", "/articles/?q=words"])
def test_number_of_queries_does_not_grow(queries, index, address):
    def add(n: int) -> None:
        name = f"Ada{'abcd'[n]} Bell"
        make_article(
            body=f"Some words of {name}.",
            source=f"source{n}.az",
            section=f"Section {n}",
            place=f"Place {n}",
            persons=[name],
            date=f"202{n}-01-01",
        )

    add(0), add(1)
    index()
    of_two = queries(address)
    add(2), add(3)
    index()
    assert queries(address) == of_two <= 8


def test_without_an_index_the_page_says_what_to_do(get, db):
    page = get("/articles/")
    assert page.status == 503
    assert page.text("h1") == "The archive is not ready to search"
    assert "manage.py index rebuild" in page.text("main")
    assert page.response["Retry-After"] == "60"


def test_empty_archive(get, index):
    index()
    page = get("/articles/")
    assert page.text("h1") == "0 articles"
    assert page.status == 200


def test_did_you_mean_with_its_count(get, corpus):
    page = get("/articles/?q=cesefire")
    assert page.text("h1").startswith("0 articles")
    assert page.text("p[@class='did-you-mean']") == "Did you mean Ceasefire 1 article"
    assert page.one("p[@class='did-you-mean']/a").get("href") == "/articles/?q=Ceasefire"
    narrowed = get("/articles/?q=cesefire&source=report-az")
    assert narrowed.all("p[@class='did-you-mean']") == []


def test_what_texts_write_in_parts_needs_no_other_spelling(get, index):
    make_article(headline="Envoy", body="Sean O'Connor came. Connor spoke.")
    for number in range(3):
        make_article(headline=f"Other {number}", body="Connor spoke.")
    index()
    page = get("/articles/?q=oconnor")
    assert page.titles == ["Envoy"]
    assert page.all("p[@class='did-you-mean']") == []


@pytest.mark.parametrize(
    "parameters",
    ["q=oil+person:bell", "q=oil+person:bell&page=2&cite=1", "q=oil+person:bell&from=2020&to=2020"],
)
def test_words_are_parsed_and_names_looked_up_once(client, corpus, monkeypatch, parameters):
    parsed = []
    monkeypatch.setattr(
        "articles.search.resolving.parse", lambda text: parsed.append(text) or parsing.parse(text)
    )
    with CaptureQueriesContext(connection) as asked:
        client.get(f"/articles/?{parameters}")
    assert parsed == ["oil person:bell"]
    names = [one["sql"] for one in asked if 'FROM "articles_name"' in one["sql"]]
    # As a whole name, then as a part of one; beside that the page suggests whom the words may mean.
    assert len([sql for sql in names if '"folded"' in sql.partition("WHERE")[2]]) == 2, names
