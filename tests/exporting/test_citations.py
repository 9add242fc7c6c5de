"""References, read back by the programs that read them elsewhere."""

from __future__ import annotations

import json
import warnings
from dataclasses import replace

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware

from articles.exporting.citations import Cited, bibtex, csl, csl_text, ris, title_cited
from articles.exporting.record import Facts, When

FULL = Facts(
    public_id="abcdefghijkl",
    status="published",
    url="https://turan.az/1?a=b_c%20d",
    language="az",
    source="Turan & Sons",
    section="Siyasət",
    place="Bakı",
    agency="",
    headline="Körpü açıldı: 100% {new} #1_a $5 ~ \\ “dırnaq”",
    byline="Əli Məmmədov, Ada Bell",
    published=When("2020-10-31", "19:19", "Asia/Baku", "minute"),
)
EMPTY = Facts(
    public_id="bbbbbbbbbbbb", status="in review", url="", language="und", source="", section="", place="",
    agency="", headline="", byline="", published=None,
)  # fmt: skip
HEADLINES = (
    "Мост через Куру открыт", "Կամուրջը բացվեց", "ხიდი გაიხსნა", "Köprü açıldı", "جسر جديد",
    "{unbalanced", "a } b", "%%", "Line\nbreak\r\n  ER  - ", "\\relax", "@article{x, title={y}}",
    "TY  - BOOK",
)  # fmt: skip


def changed(**values: object) -> Facts:
    return Facts(**{name: getattr(FULL, name) for name in Facts.__dataclass_fields__} | values)


def cited(facts: Facts, shown: str = "First words…") -> Cited:
    title = title_cited(facts.headline, shown)
    return Cited(facts, title, "News Archive", f"https://archive.example/articles/{facts.public_id}/")


def read_bibtex(text: str) -> dict[str, str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    assert not library.failed_blocks
    assert len(library.entries) == 1
    entry = library.entries[0]
    fields = {field.key: field.value for field in entry.fields}
    verbatim = bibtexparser.parse_string(text).entries[0].fields_dict["url"].value  # as biblatex takes it
    return {"type": entry.entry_type, "key": entry.key} | fields | {"url": verbatim}


def test_bibtex() -> None:
    entry = read_bibtex(bibtex(cited(FULL)))
    assert entry == {
        "type": "article",
        "key": "abcdefghijkl",
        "title": FULL.headline,
        "author": entry["author"],
        "journal": "Turan & Sons",
        "entrysubtype": "newspaper",
        "chapter": "Siyasət",
        "date": "2020-10-31",
        "year": "2020",
        "month": "10",
        "day": "31",
        "location": "Bakı",
        "language": "az",
        "url": "https://turan.az/1?a=b_c%20d",
        "note": "News Archive, https://archive.example/articles/abcdefghijkl/",
    }
    assert entry["author"].strip("{}") == "Əli Məmmədov, Ada Bell"


def test_ris() -> None:
    entry = rispy.loads(ris(cited(FULL)))[0]
    assert entry == {
        "type_of_reference": "NEWS",
        "id": "abcdefghijkl",
        "title": FULL.headline,
        "authors": ["Əli Məmmədov, Ada Bell"],
        "secondary_title": "Turan & Sons",
        "section": "Siyasət",
        "year": "2020",
        "date": "2020/10/31/",
        "place_published": "Bakı",
        "language": "az",
        "urls": ["https://turan.az/1?a=b_c%20d"],
        "accession_number": "abcdefghijkl",
        "name_of_database": "News Archive",
        "notes": ["News Archive, https://archive.example/articles/abcdefghijkl/"],
    }


def test_csl_json_is_cited_as_a_newspaper_article() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from citeproc import (
            Citation,
            CitationItem,
            CitationStylesBibliography,
            CitationStylesStyle,
            formatter,
        )
        from citeproc.source.json import CiteProcJSON

        items = json.loads("".join(csl_text(iter([cited(changed(headline="Körpü açıldı"))]))))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        library = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
        library.register(Citation([CitationItem("abcdefghijkl")]))
        written = str(library.bibliography()[0])
    for part in ("Əli Məmmədov, Ada Bell", "2020", "Körpü açıldı", "Turan & Sons"):
        assert part in written
    assert items[0]["type"] == "article-newspaper"
    assert items[0]["issued"] == {"date-parts": [[2020, 10, 31]]}


@pytest.mark.parametrize(
    ("date", "precision", "expected", "slashed", "parts"),
    [
        ("2020", "year", "2020", "2020///", [2020]),
        ("2020-10", "month", "2020-10", "2020/10//", [2020, 10]),
        ("0987-01-02", "day", "0987-01-02", "0987/01/02/", [987, 1, 2]),
    ],
)
def test_dates_of_any_precision(
    date: str, precision: str, expected: str, slashed: str, parts: list[int]
) -> None:
    one = cited(changed(published=When(date, "", "", precision)))
    assert read_bibtex(bibtex(one))["date"] == expected
    assert rispy.loads(ris(one))[0]["date"] == slashed
    assert csl(one)["issued"] == {"date-parts": [parts]}


def test_nothing_is_invented() -> None:
    one = cited(EMPTY)
    assert read_bibtex(bibtex(one)).keys() == {"type", "key", "title", "entrysubtype", "url", "note"}
    assert read_bibtex(bibtex(one))["title"] == "[First words…]"
    assert rispy.loads(ris(one))[0].keys() == {
        "type_of_reference", "id", "title", "urls", "accession_number", "name_of_database", "notes",
    }  # fmt: skip
    assert csl(one).keys() == {"id", "type", "title", "URL", "archive", "archive_location"}
    assert csl(one)["URL"] == one.address
    assert cited(changed(url="javascript:alert(1)")).url == one.address.replace(
        "bbbbbbbbbbbb", "abcdefghijkl"
    )


@pytest.mark.parametrize("headline", HEADLINES)
def test_headlines_in_any_script_and_of_any_make(headline: str) -> None:
    one = cited(changed(headline=headline))
    plain = " ".join(headline.split())
    assert read_bibtex(bibtex(one))["title"] == plain
    found = rispy.loads(ris(one))
    assert (len(found), found[0]["title"]) == (1, plain)
    assert csl(one)["title"] == plain


def test_many_items_are_one_document() -> None:
    assert json.loads("".join(csl_text(iter([])))) == []
    assert len(json.loads("".join(csl_text(iter([cited(FULL), cited(EMPTY)]))))) == 2


def test_an_address_without_a_site_is_no_url() -> None:
    one = replace(cited(EMPTY), address="/articles/abcdefghijkl/")
    assert one.url == ""
    assert "url = " not in bibtex(one)
    assert "URL" not in csl(one)
    assert replace(one, facts=changed(url="https://kura.example/1")).url == "https://kura.example/1"
