"""After a withdrawal nothing that readers can reach holds a word of it; a closed original neither."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from articles.assistants.tools import NotAnswered, Tools
from articles.editing.decisions import undo
from articles.editing.delisting import delist
from articles.editing.requests import decide_case
from articles.editing.withdrawal import restore, withdraw
from articles.importing.run import import_text
from articles.importing.storing import Fate
from articles.likeness.withdrawn import runs_of, withdrawn_like
from articles.lists.exporting import FORMATS
from articles.models import (
    Article,
    Decision,
    Mention,
    Original,
    Person,
    Reading,
    Source,
    TakedownCase,
    TextChange,
    Vanished,
)
from articles.reading.model import Hints
from articles.search import indexing
from articles.search.find import reader, search
from articles.search.query import Query
from tests.factories import make_article, make_original, make_person
from tests.search.made_engines import everything_stored

pytestmark = pytest.mark.django_db(transaction=True)

# Each stands in the withdrawn article only.
SECRETS = ("Zyxomatic", "Qorvath", "Wuthermole", "vexillographer", "Nuxville", "Secretsheet", "Gossipcorner")
SECRET = re.compile("|".join(SECRETS), re.IGNORECASE)
HEADLINE = "Zyxomatic affair of Qorvath"
WAYS = ("?", "feed/?", "feed.json?")  # in which changes are told
BODY = "The vexillographer Ludmila Qorvath met Ada Bell. Ada Bell-Wuthermole said nothing."


@pytest.fixture
def archive() -> Article:
    """One article to be withdrawn among others that share its day, source and one person."""
    ada = make_person("Ada Bell", "Ada Bell-Wuthermole")
    hidden = make_article(
        headline=HEADLINE,
        body=BODY,
        caption="A vexillographer at work",
        source="Secretsheet",
        section="Gossipcorner",
        place="Nuxville",
        date="2020-10-31",
        persons=[ada, "Ludmila Qorvath"],
        original_url="https://secretsheet.example/zyxomatic",
    )
    start = BODY.index("Ada Bell-Wuthermole")
    Mention.objects.filter(article=hidden, field="body", start=start).update(
        end=start + 19, surface="Ada Bell-Wuthermole"
    )
    earlier = make_original(f"{HEADLINE}\nThe vexillographer said something.\n")
    fields = {"headline": HEADLINE, "body": "The vexillographer Ludmila Qorvath said something else."}
    before = Reading.objects.create(article=hidden, original=earlier, reader_version="test", fields=fields)
    shown = hidden.newest_reading()
    assert shown is not None
    shown.fields["teasers"] = ["Read also: Qorvath, the vexillographer"]
    shown.save()
    TextChange.objects.create(
        article=hidden,
        before=before,
        after=shown,
        is_substance=True,
        seen_at="2020-11-01T00:00Z",
    )
    Vanished.objects.create(address=hidden.address, url=hidden.original_url, seen_at="2020-11-01T00:00Z")
    for n in range(25):
        make_article(
            headline=f"Other {n}", body=f"Ada Bell opened bridge {n}.", persons=[ada], date="2020-10-31"
        )
    indexing.rebuild()
    return hidden


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, before + str(one.pattern))
        elif not str(one.pattern).startswith("^"):  # that is whatever else there might be below /api/
            yield before + str(one.pattern)


def addresses(hidden: Article) -> set[str]:
    """Every public address there is, with everything of the article that an address can name."""
    people = Person.objects.values_list("pk", flat=True)
    given: dict[str, list[str]] = {
        "public_id": [hidden.public_id, *Article.objects.values_list("public_id", flat=True)[:2]],
        "other_id": [hidden.public_id, *Article.objects.values_list("public_id", flat=True)[:2]],
        "slug": ["secretsheet", "gossipcorner", "nuxville", "turan-az", "ludmila-qorvath", "-"],
        "pk": [str(pk) for pk in people],
        "year": ["2020"],
        "month": ["10"],
        "day": ["31"],
        "id": [str(pk) for pk in people],
        "name": ["2020-10", "2020-10-2", "undated"],  # of sitemaps
        "url": ["https://secretsheet.example/zyxomatic"],
        "key": ["2100"],
    }
    found = {""}
    for route in routes(get_resolver().url_patterns):
        if route.startswith(("admin/", "desk/")):
            continue  # both ask who it is first
        ways = [route]
        for name in re.findall(r"<(?:\w+:)?(\w+)>", route):
            assert name in given, f"a new kind of address: {route}"
            ways = [re.sub(rf"<(?:\w+:)?{name}>", value, way) for way in ways for value in given[name]]
        found |= set(ways)
    queries = [
        "",
        "page=2",
        "sort=oldest",
        "person:bell",
        'q=person:"Ludmila+Qorvath"',
        "q=zyxomatic",
        "q=Zyxomatik",
    ]
    queries += [
        "q=vexillographer&exact=1",
        "q=qor*",
        "q=https://secretsheet.example/zyxomatic",
        "q=source:secretsheet",
    ]
    queries += [f"person={pk}" for pk in people] + [
        "source=secretsheet",
        "section=gossipcorner",
        "place=nuxville",
    ]
    queries += ["source=secretsheet&more=person", "more=person", "cite=1", "from=2020-10-31&to=2020-10-31"]
    lists = {f"articles/?{query}" for query in queries} | {f"articles/feed/?{query}" for query in queries}
    lists |= {f"articles/table/?{query}" for query in queries} | {f"people/?{query}" for query in queries}
    typed = (
        "zyx",
        "qor",
        "qorvath",
        "Ludmila Q",
        "vexi",
        "wuth",
        "secretsheet",
        "nuxv",
        "goss",
        "bell",
        "ada bell-w",
    )
    lists |= {f"suggest/?q={text}" for text in typed} | {f"people/?name={text}" for text in typed}
    lists |= {f"people/?script=Latn&letter={letter}" for letter in "ABQLWZ"}
    lists |= {f"{kind}/?sort=name" for kind in ("sources", "sections", "places")}
    lists |= of_programs(queries, typed, hidden)
    harvested = ("ListRecords&metadataPrefix=article", "ListRecords&metadataPrefix=oai_dc", "ListSets")
    lists |= {f"oai/?verb={verb}" for verb in harvested}
    lists |= of_standards(typed, people) | of_views(queries, hidden)
    return {f"/{address}" for address in found | lists}


def of_standards(typed: Iterable[str], people: Iterable[int]) -> set[str]:
    """What changed and what is gone; what reconciliation asks."""
    lists = {f"changes/{way}what={what}" for what in ("changed", "mended", "gone") for way in WAYS}
    lists |= {f"changes/{way}source=secretsheet" for way in WAYS}
    names = {f"q{n}": {"query": name} for n, name in enumerate(("Ludmila Qorvath", "Ada Bell-Wuthermole"))}
    properties = [{"id": name} for name in ("wikidata", "years", "sources", "names", "articles")]
    more = {"ids": [str(pk) for pk in people], "properties": properties}
    lists |= {f"reconcile/?{urlencode({'queries': json.dumps(names)})}"}
    lists |= {f"reconcile/?{urlencode({'extend': json.dumps(more)})}"}
    lists |= {f"reconcile/preview?id={pk}" for pk in people}
    return lists | {f"reconcile/suggest/entity?prefix={text}" for text in typed}


def of_views(queries: Iterable[str], hidden: Article) -> set[str]:
    """Other ways to show a list, several sources side by side, what somebody ticked."""
    lists = {f"articles/?{query}&view={view}" for query in queries for view in ("titles", "context")}
    lists |= {"articles/?q=bridge&compare=zyxomatic&compare=qorvath&select=1", "?open=2020&open=2020-10"}
    lists |= {f"sources/compare/?source=secretsheet&source=turan.az{more}" for more in ("", "&from=2020")}
    lists |= {f"articles/{hidden.public_id}/?q={word}" for word in ("qorvath", "vexillographer")}
    others = Article.objects.exclude(pk=hidden.pk).values_list("public_id", flat=True)[:1]
    picked = "&".join(f"pick={one}" for one in (hidden.public_id, *others))
    return lists | {f"articles/chosen/?{picked}&format={format}" for format in FORMATS}


def of_programs(queries: Iterable[str], typed: Iterable[str], hidden: Article) -> set[str]:
    """What the API is asked, and further feeds."""
    # A page's parameters that are none of a list, and words without the name of theirs.
    asked = [
        query for query in queries if query.startswith(("q=", "person=", "source=", "place=", "section="))
    ]
    asked = [query for query in asked if "more=" not in query] + [
        "sort=oldest",
        "from=2020-10-31&to=2020-10-31",
    ]
    lists = {f"articles/feed.json?{query}" for query in asked}
    every = "facets=source,section,place,person,language&histogram=day&highlights=1"
    lists |= {f"api/v1/articles?{query}&{every}" for query in asked}
    lists |= {f"api/v1/articles?{query}&fields=body,caption,persons,evidence,url,teasers" for query in asked}
    formats = ("jsonl", "csv", "csv-text", "bibtex", "ris", "csl")
    lists |= {f"api/v1/export?{query}&format={format}" for query in asked for format in formats}
    lists |= {f"api/v1/dates?{query}&by=day" for query in asked}
    lists |= {f"api/v1/persons?name={text}" for text in typed} | {"api/v1/persons?limit=100"}
    lists |= {f"api/v1/suggestions?q={text}" for text in typed}
    others = Article.objects.exclude(pk=hidden.pk).values_list("public_id", flat=True)[:1]
    lists |= {f"api/v1/articles/{hidden.public_id}/difference?with={other}" for other in others}
    lists |= {f"api/v1/articles/{other}/difference?with={hidden.public_id}" for other in others}
    lists |= {f"api/v1/articles/{hidden.public_id}/citation?format={format}" for format in formats[3:]}
    return lists


def shown_of(answer: Client, address: str) -> str:
    """What an answer holds besides what the address itself said: a search repeats its words."""
    response = answer.get(address, follow=True)
    kept = response.headers.get("Cache-Control", "")  # no answer may outlive a withdrawal by over a minute
    assert all(int(seconds) <= 60 for seconds in re.findall(r"(?:s-maxage|max-age)=(\d+)", kept)), address
    assert "immutable" not in kept, address
    body = b"".join(response) if response.streaming else response.content
    body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    text = body.decode("utf-8", "replace") + str(dict(response.headers))
    asked = [part for part in re.split(r"[^\w-]+", address) if SECRET.search(part)]
    for part in asked:
        text = re.sub(re.escape(part), "", text, flags=re.IGNORECASE)
    return text


def test_no_address_holds_a_word_of_a_withdrawn_article(archive: Article, client: Client) -> None:
    walked = sorted(addresses(archive))
    before = {address for address in walked if SECRET.search(shown_of(client, address))}
    assert len(before) > 40  # the walk finds what there is to find
    for way in ("/difference/", "difference?with=", "/oai/", "/web/", "/changes/", "/reconcile/"):
        assert any(way in address for address in before), way
    withdraw(archive, "a takedown")
    indexing.drain()
    after = {}
    for address in walked:
        text = shown_of(client, address)
        if found := SECRET.search(text):
            after[address] = text[max(0, found.start() - 80) : found.end() + 80]
    assert after == {}


def test_no_address_holds_a_name_that_was_taken_out(archive: Article, client: Client) -> None:
    qorvath = Person.objects.get(name="Ludmila Qorvath")
    walked = sorted(addresses(archive))
    assert any("qorvath" in shown_of(client, address).lower() for address in walked)
    delist(archive, qorvath, "a takedown")
    indexing.drain()
    after = {}
    for address in walked:
        text = shown_of(client, address)
        if found := re.search("qorvath", text, re.IGNORECASE):
            after[address] = text[max(0, found.start() - 80) : found.end() + 80]
    assert after == {}
    assert "Zyxomatic" in shown_of(client, archive.get_absolute_url())  # all else stays
    assert not [document for document in everything_stored() if "qorvath" in document.lower()]


def test_whoever_decides_about_people_brings_no_name_back(archive: Article, client: Client) -> None:
    qorvath = Person.objects.get(name="Ludmila Qorvath")
    decide_case(TakedownCase.objects.create(article=archive), "delisted", None, qorvath)
    undo(qorvath.decisions.get(kind=Decision.Kind.REJECT), None)
    assert client.get(f"/people/{qorvath.pk}/").status_code == 404
    assert "Qorvath" not in client.get("/suggest/?q=qorv").content.decode()


def test_a_name_whose_text_is_left_stands_on_the_articles_own_page_alone(
    archive: Article, client: Client
) -> None:
    qorvath = Person.objects.get(name="Ludmila Qorvath")
    walked = sorted(addresses(archive))
    page = archive.get_absolute_url()
    beside = ("original", "difference", "report", "takedown")
    own = re.compile(rf"/articles/{archive.public_id}/(?:(?!(?:{'|'.join(beside)})/)[\w-]+/)?(?:\?q=\w+)?")
    case = TakedownCase.objects.create(article=archive)
    decide_case(case, "delisted", None, qorvath, text_left=True)
    indexing.drain()
    archive.refresh_from_db()
    now = archive.get_absolute_url()
    after = {}
    for address in walked:
        text = shown_of(client, address)
        if (found := re.search("qorvath", text, re.IGNORECASE)) and not own.fullmatch(address):
            after[address] = text[max(0, found.start() - 80) : found.end() + 80]
    assert after == {}
    shown = client.get(f"{now}?q=qorvath").content.decode()
    assert '<h1 lang="en" dir="ltr">Zyxomatic affair of Qorvath</h1>' in shown
    assert "Ludmila Qorvath met <a " in shown  # not linked, not marked; whom it met is
    assert '<meta name="robots" content="noindex, noarchive, nosnippet">' in shown
    head = shown.split("</head>")[0].replace("?q=qorvath", "")
    assert "qorvath" not in head.lower()
    assert not [document for document in everything_stored() if "qorvath" in document.lower()]
    decide_case(case, "ended", None)
    assert "noindex" not in client.get(page).content.decode()


def ways_out(folder: Path) -> dict[str, str]:
    """What leaves by other doors than addresses: assistants' tools, a copy to take along, a web archive."""
    ask = Tools(partial(urljoin, "https://archive.example/"))
    told: list[object] = [ask.search(), ask.timeline(), *(ask.search(text) for text in ("zyx*", "qorvath"))]
    told += [ask.search(source="secretsheet")] if Source.objects.public().named("secretsheet") else []
    for name in ("Ludmila Qorvath", "Ada Bell"):
        with suppress(NotAnswered):
            told.append(ask.person(name))
    told += [ask.read(one.public_id) for one in Article.objects.public()[:30]]
    call_command("export_site", str(folder / "copy"), stdout=io.StringIO())
    call_command("export_warc", str(folder / "all.warc.gz"), stdout=io.StringIO(), stderr=io.StringIO())
    files = {file.name: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    texts = {name: gzip.decompress(data) if name.endswith(".gz") else data for name, data in files.items()}
    return {"assistants": json.dumps(told)} | {
        name: data.decode("utf-8", "replace") for name, data in texts.items()
    }


def test_no_other_way_out_holds_a_word_of_it(archive: Article, tmp_path: Path) -> None:
    holding = {name for name, text in ways_out(tmp_path / "a").items() if "qorvath" in text.lower()}
    assert {"assistants", "all.warc.gz"} < holding and len(holding) > 3
    delist(archive, Person.objects.get(name="Ludmila Qorvath"), "a takedown")
    indexing.drain()
    left = ways_out(tmp_path / "b")
    left["assistants"] = left["assistants"].replace("?q=qorvath", "").replace('"qorvath"', "")
    assert {name for name, text in left.items() if "qorvath" in text.lower()} == set()
    assert any("Zyxomatic" in text for text in left.values())
    withdraw(archive, "a takedown")
    indexing.drain()
    gone = ways_out(tmp_path / "c")
    assert {name for name, text in gone.items() if re.search("zyxomatic|vexillo|wuther", text, re.I)} == set()


def test_names_match_nobody_whom_only_a_withdrawn_article_names(archive: Article, client: Client) -> None:
    def meant(name: str) -> list[str]:
        body = json.dumps({"names": [{"name": name}]})
        got = client.post("/api/v1/match", body, "application/json")
        return [person["name"] for person in json.loads(got.content)["matches"][0]["persons"]]

    names = ("Ludmila Qorvath", "Ada Bell-Wuthermole", "Ada Bell")
    assert [meant(name) for name in names] == [["Ludmila Qorvath"], ["Ada Bell"], ["Ada Bell"]]
    withdraw(archive, "a takedown")
    assert [meant(name) for name in names] == [[], [], ["Ada Bell"]]


def test_the_command_exports_nothing_of_it(archive: Article) -> None:
    withdraw(archive, "a takedown")  # and the index does not know yet
    for format in ("jsonl", "csv", "csv-text", "bibtex", "ris", "csl"):
        out = io.StringIO()
        call_command("export_articles", "", format=format, stdout=out, stderr=io.StringIO())
        assert "Other 1" in out.getvalue()
        assert not SECRET.search(out.getvalue())


def test_every_page_of_what_is_gone_is_gone(archive: Article, client: Client) -> None:
    qorvath = Person.objects.get(name="Ludmila Qorvath")
    pages = [archive.get_absolute_url(), qorvath.get_absolute_url(), f"/people/{qorvath.pk}/"]
    pages += [f"/articles/{archive.public_id}/original/", f"/articles/{archive.public_id}/original/bytes/"]
    pages += ["/sources/secretsheet/", "/sections/gossipcorner/", "/places/nuxville/"]
    assert {client.get(page, follow=True).status_code for page in pages} == {200}
    withdraw(archive, "a takedown")
    assert [client.get(page).status_code for page in pages] == [410, 404, 404, 410, 410, 404, 404, 404]
    for asked in (f"person={qorvath.pk}", "source=secretsheet", "place=nuxville"):
        unknown = client.get(f"/articles/?{asked}").content.decode()
        assert "There is no" in unknown
    restore(archive, "an error")
    indexing.drain()
    assert {client.get(page, follow=True).status_code for page in pages} == {200}


def test_the_index_holds_nothing_of_it(archive: Article) -> None:
    assert reader().frequency("zyxomatic") == 1
    assert [word for word, _ in reader().completions("vexil", 5)] == ["vexillographer"]
    withdraw(archive, "a takedown")
    indexing.drain()
    assert archive.pk not in dict(reader().digests(0, 2**40))
    assert reader().frequency("zyxomatic") == 0
    for beginning in ("zyx", "qor", "vexil", "wuther", "nux"):
        assert list(reader().completions(beginning, 5)) == []
    assert dict(reader().completions("bridg", 5)) == {"bridge": 25}
    facets = search(Query(), facets=("person", "source", "section", "place", "language")).facets
    assert archive.source_id not in {found.value for found in facets["source"]}
    assert {found.value for found in facets["person"]} == {Person.objects.get(name="Ada Bell").pk}
    assert not [document for document in everything_stored() if SECRET.search(document)]


def test_suggestions_of_words_count_only_what_is_there(archive: Article) -> None:
    """Those deleted stand first by the engine's own numbers; those that live must still all be found."""
    gone = [make_article(headline=f"Plumage {n}", body="plumbago plumbeous plumose") for n in range(6)]
    make_article(headline="Plum", body="plumcot plumcake plumduff plumtree plumwood plumage")
    indexing.drain()
    for article in gone:
        withdraw(article, "a takedown")
    indexing.drain()
    assert list(reader().completions("plum", 4)) == [
        ("plum", 1),
        ("plumage", 1),
        ("plumcake", 1),
        ("plumcot", 1),
    ]


def test_a_closed_original_is_nowhere(archive: Article, client: Client) -> None:
    """The article stays, its raw page does not: the line that no field took is on no page."""
    kept = make_article(
        headline="Kept",
        body="Kept text.",
        raw="Kept\nKept text.\nSecretline xyzzyword\n",
        original_url=archive.original_url,
    )
    Original.objects.filter(pk=kept.original_id).update(closed=True)
    indexing.rebuild()
    for address in sorted(addresses(kept)):
        assert "xyzzyword" not in shown_of(client, address), address
    assert client.get(kept.get_absolute_url()).status_code == 200


def test_an_earlier_version_that_is_closed_is_nowhere(archive: Article, client: Client) -> None:
    """What stands in no other version is told by no page, also none that names the version."""
    kept = make_article(headline="Kept", body="Kept text.", original_url=archive.original_url)
    earlier = make_original("Kept\nSecretline xyzzyword.\n")
    fields = {"headline": "Kept", "body": "Secretline xyzzyword.", "language": "en"}
    Reading.objects.create(article=kept, original=earlier, reader_version="1", fields=fields)
    page, program = f"/articles/{kept.public_id}", f"/api/v1/articles/{kept.public_id}"
    named, now = earlier.sha256[:12], kept.original.sha256[:12]
    versions = [f"{page}/original/?version={named}", f"{page}/original/bytes/?version={named}"]
    for asked in ("", f"?from={named}", f"?to={named}", f"?from={now}&to={named}", f"?from={named}&to={now}"):
        versions += [f"{page}/difference/{asked}", f"{program}/difference{asked}"]
    moments = client.get(f"/timemap/json/{archive.original_url}").json()["mementos"]["list"]
    versions += [moment["uri"] for moment in moments]
    assert sum("xyzzyword" in shown_of(client, address) for address in versions) > 8
    Original.objects.filter(pk=earlier.pk).update(closed=True)
    named_there = [address for address in addresses(kept) if kept.public_id in address or "://" in address]
    for address in [*sorted(named_there), *versions]:
        assert "xyzzyword" not in shown_of(client, address), address


def test_closing_the_original_is_the_default(archive: Article, admin_client: Client) -> None:
    form = admin_client.get(f"/admin/articles/article/{archive.pk}/withdraw/").content.decode()
    assert re.search(r'<input[^>]*name="close_original"[^>]*checked', form)
    withdraw(archive, "a takedown")
    assert Original.objects.get(pk=archive.original_id).closed


def test_the_letters_forget_within_a_minute(archive: Article, client: Client) -> None:
    from articles.views import people

    assert people.LETTERS_KEPT <= 60
    withdraw(archive, "a takedown")
    letters = dict(people.count_letters(few=True))["Latn"]
    assert {(one.letter, one.count) for one in letters} == {("B", 1)}


def test_who_may_only_look_sees_no_withdrawn_text(archive: Article) -> None:
    user = User.objects.create_user("looker", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client = Client()
    client.force_login(user)
    page = f"/admin/articles/article/{archive.pk}"
    assert client.get(f"{page}/change/").status_code == 200
    withdraw(archive, "a takedown", None)
    revision = archive.history.last()
    for address in (
        f"{page}/change/",
        f"{page}/history/",
        f"{page}/history/{revision.pk}/",
        f"{page}/withdraw/",
    ):
        answer = client.get(address, follow=True)
        assert not SECRET.search(answer.content.decode()), address
    for query in ("", "?status__exact=withdrawn", f"?q={archive.public_id}"):
        answer = client.get(f"/admin/articles/article/{query}")
        assert not SECRET.search(answer.content.decode().replace(archive.public_id, ""))
    assert client.get(f"{page}/history/{revision.pk}/").status_code == 404


# A takedown stays

PAGE = (
    "Footbridge over the Kura opens\nBaku/31.10.20/Turan: The footbridge over the river was opened by the "
    "chief engineer on Saturday morning, his office said.\n\nHundreds of people from the old town walked "
    "across it in the first hour, while a brass band played on the southern bank.\n\nThe works had taken "
    "four years and cost nine million manats, twice as much as was planned in the beginning.\n"
)


def brought(text: str, **hints: str) -> Article:
    stored = import_text(text.encode(), Hints(**hints))
    assert stored.fate is Fate.IMPORTED
    return Article.objects.get(pk=stored.articles[0].pk)


@pytest.fixture
def taken_down() -> Article:
    article = brought(PAGE, source="turan.az", url="https://turan.az/1")
    withdraw(article, "a takedown")
    return article


def reordered(text: str) -> str:
    head, *paragraphs = text.split("\n\n")
    return "\n\n".join([head, *reversed(paragraphs)])


CHANGED: dict[str, Callable[[str], str]] = {
    "a line added": lambda text: text + "Share this page\n",
    "another headline": lambda text: text.replace(
        "Footbridge over the Kura opens", "A new way across the water"
    ),
    "other paragraphs' order": reordered,
    "a paragraph left out": lambda text: text.replace(text.split("\n\n")[1], ""),
    "in capitals": str.upper,
    "words changed": lambda text: text.replace("engineer", "builder").replace("manats", "AZN"),
    "another dateline": lambda text: text.replace("Baku/31.10.20/Turan", "Tbilisi/01.11.20/IPN"),
    "letters of another alphabet": lambda text: text.translate(str.maketrans("aeopcyx", "аеорсух")),
    "a text around it": lambda text: text + "Other news of the day were few and of little weight.\n\n" * 3,
}


@pytest.mark.parametrize("what", CHANGED)
@pytest.mark.parametrize("hints", [{}, {"source": "other.ge"}, {"source": "x.am", "url": "https://x.am/9"}])
def test_what_is_much_like_a_withdrawn_article_is_closed_and_asked_about(
    taken_down: Article, client: Client, what: str, hints: dict[str, str]
) -> None:
    text = CHANGED[what](PAGE)
    held = brought(text, **hints)
    assert (held.status, held.held_for, held.original.closed) == ("in review", taken_down, True)
    assert held.status_code == {"code": "withdrawn.like", "article": taken_down.public_id}
    assert client.get(held.get_absolute_url()).status_code == 404
    for rest in ("", "original/", "original/bytes/"):
        assert client.get(f"/articles/{held.public_id}/{rest}").status_code == 404
    indexing.drain()
    assert search(Query(text="footbridge")).total == 0
    assert import_text(text.encode(), Hints(**hints)).fate is Fate.UNCHANGED  # a rerun asks nothing
    assert import_text(text.encode(), Hints(source="third.example")).fate is Fate.UNCHANGED


def test_words_that_lines_break_are_the_same_words() -> None:
    broken = "The engi-\n\nneers of the foot- bridge carried a flag for six years, they said - and so on."
    assert runs_of([broken]) == runs_of([broken.replace("-\n\n", "").replace("foot- ", "foot")])


def test_other_news_of_the_same_outlet_is_not_held(taken_down: Article) -> None:
    other = brought(
        "Library in Ganja reopens\nGanja/31.10.20/Turan: The library was reopened by the mayor on Saturday "
        "morning, his office said.\n\nHundreds of people from the new town came to see the reading room in "
        "the first hour.\n",
        source="turan.az",
    )
    assert (other.status, other.held_for, other.original.closed) == ("published", None, False)


def test_an_editor_decides_once(taken_down: Article, client: Client, admin_client: Client) -> None:
    text = PAGE + "Share this page\n"
    held = brought(text)
    page = f"/admin/articles/article/{held.pk}"
    shown = admin_client.get(f"{page}/change/").content.decode()
    assert f"much the same text as the withdrawn article {taken_down.public_id}" in shown
    assert f'href="{page}/restore/"' in shown
    assert f'href="{page}/withdraw/"' in shown
    admin_client.post(
        "/admin/articles/article/", {"action": "mark_checked", "_selected_action": [str(held.pk)]}
    )
    held.refresh_from_db()
    assert not held.is_public  # to have looked at it is no decision
    admin_client.post(f"{page}/restore/", {"reason": "another matter"})
    held.refresh_from_db()
    assert (held.status, held.held_for, held.original.closed) == ("published", None, False)
    assert client.get(held.get_absolute_url()).status_code == 200
    assert import_text(text.encode(), Hints()).fate is Fate.UNCHANGED
    again = brought(text, source="another.example", url="https://another.example/1")
    assert again.is_public  # the same bytes: decided


def test_what_an_editor_keeps_closed_stays_closed(taken_down: Article) -> None:
    held = brought(PAGE + "Share this page\n")
    withdraw(held, "the same")
    held.refresh_from_db()
    assert (held.status, held.held_for) == ("withdrawn", None)
    assert import_text((PAGE + "Share this page\n").encode(), Hints()).fate is Fate.UNCHANGED


def test_who_may_not_withdraw_may_not_open(taken_down: Article) -> None:
    held = brought(PAGE + "Share this page\n")
    user = User.objects.create_user("looker", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client = Client()
    client.force_login(user)
    assert client.post(f"/admin/articles/article/{held.pk}/restore/", {"reason": "so"}).status_code == 403
    assert (
        "Footbridge"
        not in client.get(f"/admin/articles/article/{held.pk}/change/", follow=True).content.decode()
    )


def test_an_earlier_version_of_a_withdrawn_article_is_known_too() -> None:
    first = brought(PAGE, url="https://turan.az/1")
    later = (
        PAGE.replace("brass band", "choir").replace("four years", "three winters")
        + "It will be lit at night.\n"
    )
    import_text(later.encode(), Hints(url="https://turan.az/1"))
    first.refresh_from_db()
    withdraw(first, "a takedown")
    assert withdrawn_like((PAGE + "Share this page",)) == first


def test_what_a_reader_dropped_by_itself_holds_nothing_back() -> None:
    dropped = make_article(
        headline="Dropped", body=PAGE, status="withdrawn", status_code={"code": "other", "text": "x"}
    )
    assert withdrawn_like((PAGE,)) is None
    Article.objects.filter(pk=dropped.pk).update(status_code=None)
    dropped.refresh_from_db()
    dropped.save()
    assert withdrawn_like((PAGE,)) == dropped


def test_a_withdrawal_restored_holds_nothing_back(taken_down: Article) -> None:
    restore(taken_down, "an error")
    again = import_text((PAGE + "Share this page\n").encode(), Hints())
    assert (again.fate, again.articles[0].pk) == (Fate.UPDATED, taken_down.pk)  # its source's same text
    assert brought(PAGE.replace("nine million", "ten million"), source="kura.example").held_for is None
