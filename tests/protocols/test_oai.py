"""OAI-PMH by the book: verbs, errors, what is gone, lists that go on while the archive changes."""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from articles.editing.withdrawal import restore, withdraw
from articles.importing.undoing import _remove
from articles.models import Archive, Article
from articles.protocols.oai import answering, listing
from articles.protocols.oai.asking import Place, Wanted
from tests.factories import make_article

pytestmark = pytest.mark.django_db
SPACES = {
    "": "http://www.openarchives.org/OAI/2.0/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
    "article": "urn:newsarchive:article:1",
}


def ask(client: Client, **arguments: str) -> Element:
    answer = client.get("/oai/", arguments)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return fromstring(answer.content)


def error(client: Client, **arguments: str) -> str:
    found = ask(client, **arguments).find("error", SPACES)
    assert found is not None and found.text
    return found.attrib["code"]


def texts(root: Element, path: str) -> list[str | None]:
    return [found.text for found in root.iterfind(path, SPACES)]


def identifier(article: Article) -> str:
    return f"oai:{Archive.this().uuid}:{article.public_id}"


def moved(article: Article, moment: str) -> Article:
    """As if it had been changed last then."""
    Article.objects.filter(pk=article.pk).update(updated_at=dt.datetime.fromisoformat(moment))
    return article


@pytest.fixture
def bridge() -> Article:
    article = make_article(
        headline="Bridge < opens", body="In Ganja.\n\nAda Bell said.", source="turan.az", section="Society",
        place="Ganja", byline="Joe Doe", date="2020-10-31", time="19:19",
        original_url="https://turan.az/1?a=1&b=2",
    )  # fmt: skip
    return moved(article, "2024-05-01T10:00:00.500+00:00")


def test_identify(client: Client, bridge: Article, settings: Any) -> None:
    settings.SECURITY_CONTACT = ["https://example.org", "mailto:archive@example.org"]
    (told,) = ask(client, verb="Identify").iterfind("Identify", SPACES)
    assert {each.tag.partition("}")[2]: each.text for each in told} == {
        "repositoryName": "News Archive",
        "baseURL": "http://testserver/oai/",
        "protocolVersion": "2.0",
        "adminEmail": "archive@example.org",
        "earliestDatestamp": "2024-05-01T10:00:00Z",
        "deletedRecord": "persistent",
        "granularity": "YYYY-MM-DDThh:mm:ssZ",
    }


def test_a_record_in_dublin_core(client: Client, bridge: Article) -> None:
    root = ask(client, verb="GetRecord", identifier=identifier(bridge), metadataPrefix="oai_dc")
    record = root.find("GetRecord/record", SPACES)
    assert record is not None
    assert texts(record, "header/identifier") == [identifier(bridge)]
    assert texts(record, "header/datestamp") == ["2024-05-01T10:00:00Z"]
    assert texts(record, "header/setSpec") == ["source:turan-az", "section:society", "language:en"]
    (dc,) = record.iterfind("metadata/oai_dc:dc", SPACES)
    assert [(each.tag.partition("}")[2], each.text) for each in dc] == [
        ("title", "Bridge < opens"),
        ("creator", "Joe Doe"),
        ("subject", "Society"),
        ("description", "In Ganja. Ada Bell said."),
        ("publisher", "turan.az"),
        ("date", "2020-10-31"),
        ("type", "NewsItem"),
        ("identifier", f"http://testserver/articles/{bridge.public_id}/"),
        ("source", "https://turan.az/1?a=1&b=2"),
        ("language", "en"),
        ("coverage", "Ganja"),
    ]


def test_a_whole_record_is_as_its_schema_says(client: Client, bridge: Article) -> None:
    make_article(headline="", body="Kısa haber.", source=None, language="tr", date=None)
    schema = etree.XMLSchema(etree.fromstring(client.get("/oai/article.xsd").content))
    root = etree.fromstring(client.get("/oai/?verb=ListRecords&metadataPrefix=article").content)
    articles = root.findall(".//{urn:newsarchive:article:1}article")
    assert len(articles) == 2
    for article in articles:
        schema.assertValid(article)
    (published,) = articles[0].iterfind("article:published", {"article": SPACES["article"]})
    assert (published.text, dict(published.attrib)) == (
        "2020-10-31",
        {"precision": "minute", "time": "19:19", "timezone": "Asia/Baku"},
    )
    assert articles[0].xpath("string(*[local-name()='body']/*[2])") == "Ada Bell said."


def test_characters_that_no_xml_may_hold(client: Client) -> None:
    make_article(
        headline="Bell\x07 and\x00 \ud800whistle".replace("\x00", "").replace("\ud800", ""), body="\x0b"
    )
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert texts(root, ".//dc:title") == ["Bell and whistle"]


def test_formats_and_sets(client: Client, bridge: Article) -> None:
    root = ask(client, verb="ListMetadataFormats")
    assert texts(root, ".//metadataPrefix") == ["oai_dc", "article"]
    assert texts(root, ".//schema")[1] == "http://testserver/oai/article.xsd"
    sets = ask(client, verb="ListSets")
    assert texts(sets, ".//setSpec") == ["source:turan-az", "section:society", "language:en"]
    assert texts(sets, ".//setName") == ["turan.az", "Society", "en"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Sing"}, "badVerb"),
        ({"verb": "Identify", "set": "a"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "x"}, "badArgument"),
        ({"verb": "GetRecord", "identifier": "x", "metadataPrefix": "oai_dc"}, "idDoesNotExist"),
        ({"verb": "ListMetadataFormats", "identifier": "x"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "metadataPrefix": "marc"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2024"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2024-02-31"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "٢٠٢٤-٠١-٠١"}, "badArgument"),
        (
            {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "2024-01-01", "until": "2023-12-31"},
            "badArgument",
        ),
        (
            {
                "verb": "ListRecords", "metadataPrefix": "oai_dc",
                "from": "2024-01-01", "until": "2024-12-31T00:00:00Z",
            },
            "badArgument",
        ),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "until": "2020-01-01"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "source:none"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "shelf:3"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "resumptionToken": "WyJhIl0"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "é"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "[" * 900}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "x", "metadataPrefix": "oai_dc"}, "badArgument"),
        ({"verb": "ListSets", "resumptionToken": "x"}, "badResumptionToken"),
    ],
)  # fmt: skip
def test_errors_by_the_book(client: Client, bridge: Article, arguments: dict[str, str], code: str) -> None:
    assert error(client, **arguments) == code


def test_an_argument_given_twice(client: Client) -> None:
    assert b'code="badArgument"' in client.get("/oai/?verb=Identify&set=a&set=b").content
    assert b'code="badVerb"' in client.get("/oai/?verb=Identify&verb=Identify").content


def test_post_asks_the_same(client: Client, bridge: Article) -> None:
    answer = Client(enforce_csrf_checks=True).post(
        "/oai/", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}
    )
    assert texts(fromstring(answer.content), ".//identifier") == [identifier(bridge)]


def test_between_two_moments(client: Client, bridge: Article) -> None:
    later = moved(make_article("Later"), "2024-05-02T00:00:00+00:00")

    def found(**arguments: str) -> list[str | None]:
        root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **arguments)
        return texts(root, ".//identifier")

    both = [identifier(bridge), identifier(later)]
    assert found() == both
    assert found(**{"from": "2024-05-01", "until": "2024-05-01"}) == both[:1]
    assert found(**{"from": "2024-05-01T10:00:00Z", "until": "2024-05-01T10:00:00Z"}) == both[:1]
    assert found(**{"from": "2024-05-01T10:00:01Z"}) == both[1:]
    assert found(set="section:society") == both[:1]
    assert found(set="language:en") == both


def test_what_is_gone_is_told(client: Client, bridge: Article) -> None:
    other = make_article("Other", source="azertag.az")
    withdraw(bridge, "asked for")
    root = ask(client, verb="GetRecord", identifier=identifier(bridge), metadataPrefix="oai_dc")
    (header,) = root.iterfind("GetRecord/record/header", SPACES)
    assert header.attrib == {"status": "deleted"}
    assert [each.tag.partition("}")[2] for each in header] == ["identifier", "datestamp"]
    assert root.find("GetRecord/record/metadata", SPACES) is None
    assert texts(ask(client, verb="ListSets"), ".//setSpec") == ["source:azertag-az", "language:en"]
    assert texts(
        ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="source:turan-az"), ".//identifier"
    ) == [identifier(bridge)]
    restore(bridge, "granted")
    _remove(other)
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    assert [
        (header.findtext("identifier", "", SPACES), header.get("status"))
        for header in root.iterfind(".//header", SPACES)
    ] == [(identifier(bridge), None), (identifier(other), "deleted")]


def test_what_is_held_back_was_never_there(client: Client, bridge: Article) -> None:
    held = make_article("Held", held_for=bridge)
    root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    assert texts(root, ".//identifier") == [identifier(bridge)]
    assert (
        error(client, verb="GetRecord", identifier=identifier(held), metadataPrefix="oai_dc")
        == "idDoesNotExist"
    )
    _remove(held)
    assert texts(ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc"), ".//identifier") == [
        identifier(bridge)
    ]


def test_a_list_in_parts_while_the_archive_changes(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "RECORDS", 3)
    articles = [
        moved(make_article(f"Article {n}"), f"2024-05-01T10:00:{n // 2:02}+00:00")  # two in each second
        for n in range(8)
    ]
    _remove(articles.pop(7))
    seen: list[tuple[str, str | None]] = []
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc")
    steps = []
    while True:
        seen += [
            (header.findtext("identifier", "", SPACES), header.get("status"))
            for header in root.iterfind(".//header", SPACES)
        ]
        (token,) = root.iterfind(".//resumptionToken", SPACES)
        steps.append((token.get("completeListSize"), token.get("cursor")))
        if not token.text:
            break
        if len(steps) == 1:
            withdraw(articles[0], "asked for")  # was given, and comes again
            make_article("New")
        root = ask(client, verb="ListRecords", resumptionToken=token.text)
    assert steps == [("8", "0"), ("8", "3"), ("8", "6"), ("9", "9")]
    identifiers = [each[0] for each in seen]
    assert identifiers[:7] == [identifier(article) for article in articles]
    assert seen[7] == (identifier(articles[0]), "deleted")
    assert len(seen) == 10 and seen[9][1] == "deleted"


def test_a_list_of_very_many_is_not_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counting 300,000 that were changed since a day took a second."""
    monkeypatch.setattr(answering, "RECORDS", 1)
    monkeypatch.setattr(listing, "MOST_COUNTED", 2)
    for n in range(3):
        make_article(f"Article {n}")
    root = ask(client, verb="ListRecords", metadataPrefix="oai_dc", **{"from": "2000-01-01"})
    (token,) = root.iterfind(".//resumptionToken", SPACES)
    assert token.attrib == {"cursor": "0"}
    assert token.text
    root = ask(client, verb="ListRecords", resumptionToken=token.text)
    (token,) = root.iterfind(".//resumptionToken", SPACES)
    assert token.attrib == {"cursor": "1"}


def test_queries_do_not_grow(client: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            ask(client, verb="ListRecords", metadataPrefix="article")
        return len(asked)

    make_article("One", section="Society", place="Baku")
    queries()  # the archive is given its name once
    few = queries()
    for n in range(20):
        make_article(f"More {n}", source=f"source{n}.az", section=f"Section {n}", place=f"Place {n}")
    assert queries() == few <= 6


@pytest.mark.parametrize("asked_set", ["", "language:en", "source:source0-az", "section:section-0"])
@pytest.mark.parametrize("analysed", [False, True])
def test_lists_and_their_counts_are_read_in_the_order_of_an_index(asked_set: str, analysed: bool) -> None:
    if connection.vendor == "postgresql":
        with (
            connection.cursor() as cursor
        ):  # rows of other tests, and what was counted of them, mislead the planner
            cursor.execute("TRUNCATE articles_article CASCADE")
            cursor.execute("DELETE FROM pg_statistic WHERE starelid = 'articles_article'::regclass")
    for n in range(40):
        make_article(f"News {n}", source=f"source{n % 2}.az", section=f"Section {n % 2}")
    wanted = Wanted("oai_dc", set=asked_set)
    articles = listing._articles(wanted).filter(listing._own_date())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # which a handful of rows would be read by
            cursor.execute("SET LOCAL enable_bitmapscan = off")
        if analysed:
            cursor.execute("ANALYZE")
    kind = asked_set.partition(":")[0]
    index = f"article_{kind}_updated" if kind else "article_updated"
    rows = listing._behind(articles, "updated_at", Place())[:5]
    assert len(rows) == 5
    listed, counted = rows.explain(), articles.order_by().values("pk").explain()
    # Of a table as small as this PostgreSQL may well read all in that order, once it knows its size.
    few_are_known = analysed and connection.vendor == "postgresql"
    assert re.search(r"article_\w*updated" if few_are_known else index, listed)
    assert not re.search("TEMP B-TREE|Sort", listed)
    if connection.vendor == "sqlite":
        assert re.search(r"articles_article USING COVERING INDEX article_\w*updated", counted)


def test_what_was_renamed_is_told_anew(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "RECORDS", 2)
    monkeypatch.setattr(answering, "IDENTIFIERS", 2)
    old = [
        moved(make_article(f"Old {n}", source="turan.az", section="Society"), f"2024-05-01T10:00:0{n}+00:00")
        for n in range(3)
    ]
    other = moved(make_article("Other", source="kura.example"), "2024-05-01T11:00:00+00:00")

    def given(**asked: str) -> list[str]:
        found: list[str] = []
        root = ask(client, verb="ListIdentifiers", metadataPrefix="oai_dc", **asked)
        while True:
            found += filter(None, texts(root, ".//identifier"))
            token = root.findtext(".//resumptionToken", "", SPACES)
            if not token:
                return found
            root = ask(client, verb="ListIdentifiers", resumptionToken=token)

    everything = [identifier(article) for article in (*old, other)]
    assert given() == everything
    section, source = old[0].section, Article.objects.get(pk=old[0].pk).source
    assert section is not None and source is not None
    source.description = "An agency"
    source.save()
    assert given() == everything
    source.name = "Turan News"
    source.save(update_fields=["name"])
    section.name = "Life"
    section.save()  # each is given once, with the later date
    after = moved(old[1], "2999-01-01T00:00:00+00:00")  # changed later still
    assert given() == [identifier(one) for one in (other, after, old[0], old[2])]
    assert given(until="2024-06-01") == [identifier(other)]
    between = {"from": "2025-01-01", "until": "2998-01-01"}
    assert given(**between) == [identifier(one) for one in (old[0], old[2])]
    record = ask(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=identifier(old[0]))
    section.refresh_from_db()
    assert section.renamed_at is not None
    assert texts(record, ".//datestamp") == [section.renamed_at.strftime("%Y-%m-%dT%H:%M:%SZ")]
    assert texts(record, ".//dc:publisher") == ["Turan News"]


def test_tokens_of_before_go_on(client: Client) -> None:
    """Those that said true or false where now one of three stages stands."""
    articles = [moved(make_article(f"Article {n}"), f"2024-05-01T10:00:0{n}+00:00") for n in range(2)]
    _remove(make_article("Removed"))
    for stage, told in ((False, [articles[1].public_id]), (True, [])):
        place = [stage, "2024-05-01T10:00:00+00:00", articles[0].pk, 1, 3]
        token = base64.urlsafe_b64encode(json.dumps(["oai_dc", None, None, "", *place]).encode())
        root = ask(client, verb="ListRecords", resumptionToken=token.decode().rstrip("="))
        known = [name.rpartition(":")[2] for name in filter(None, texts(root, ".//identifier"))]
        assert known[: len(told)] == told
        assert len(known) == len(told) + 1  # and the one that was taken out


@pytest.mark.django_db(transaction=True)
def test_a_harvester_of_others(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Harvested twice, with changes, withdrawals and restores between: as the database says."""
    from oaipmh_scythe import Scythe

    monkeypatch.setattr(answering, "RECORDS", 7)
    articles = [make_article(f"Article {n}", body=f"Text {n}.") for n in range(30)]
    withdraw(articles[3], "asked for")
    harvested: dict[str, tuple[bool, Any]] = {}

    def harvest(**since: str) -> None:
        with Scythe(f"{live_server.url}/oai/") as scythe:
            records: Any = scythe.list_records(metadata_prefix="oai_dc", **since)  # type: ignore[arg-type]
            for record in records:
                title = None if record.deleted else record.metadata["title"][0]
                harvested[record.header.identifier] = (record.deleted, title)

    harvest()
    begun = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    restore(articles[3], "granted")
    withdraw(articles[4], "asked for")
    _remove(articles[5])
    articles[6].headline = "Changed"
    articles[6].save()
    articles.append(make_article("New"))
    harvest(from_=begun)
    there = {article.public_id: article for article in Article.objects.all()}
    assert {re.sub("^.*:", "", name): told for name, told in harvested.items()} == {
        article.public_id: (not there[article.public_id].is_public, None)
        if article.public_id in there and not there[article.public_id].is_public
        else (
            article.public_id not in there,
            there[article.public_id].headline if article.public_id in there else None,
        )
        for article in articles
    }


@pytest.mark.parametrize("odd", ["\0", "\x01", "\ud800"])
def test_what_no_xml_and_no_database_can_hold(client: Client, odd: str) -> None:
    make_article()
    harvested = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    told = odd.encode("utf-8", "replace").decode()
    assert error(client, **harvested, set=f"source:{told}") == "noRecordsMatch"
    assert error(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=told) == "idDoesNotExist"
    token = Wanted("oai_dc", set=f"source:{odd}").token(Place(given=1))
    assert error(client, verb="ListRecords", resumptionToken=token) == "noRecordsMatch"


def test_digits_of_other_scripts_are_no_date(client: Client) -> None:
    make_article()
    given = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "from": "٢٠٢٠-01-01"}
    assert error(client, **given) == "badArgument"
