import datetime as dt
from dataclasses import replace

from articles.search.documents import UNDATED, IndexedArticle, IndexedMention, digest_of, make_document

ARTICLE = IndexedArticle(
    id=7,
    language="en",
    source=1,
    section=None,
    place=3,
    headline="Wars ended",
    caption="Евгений Бужинский",
    byline="By A. Author",
    body="In Baku.",
    published_from=dt.date(2020, 10, 31),
    published_until=dt.date(2020, 11, 1),
    precision="minute",
    published_at=dt.datetime(2020, 10, 31, 15, 19, tzinfo=dt.UTC),
    mentions=(
        IndexedMention("caption", 0, 17, "Евгений Бужинский", 9),
        IndexedMention("body", 3, 7, "Baku", 9),
    ),
)


def test_a_document() -> None:
    document = make_document(ARTICLE)
    assert (document.id, document.source, document.section, document.place) == (7, 1, 0, 3)
    assert document.persons == (9,)
    assert document.headline == ("wars", "ended")
    assert document.texts == (
        ("wars", "ended"),
        ("евгений", "бужинский"),
        ("by", "a", "author"),
        ("in", "baku"),
    )
    assert {"ru:бужинск|+ий", "en:war|+s"} <= set(document.stems)
    assert "P|ru|бужинский" not in document.names
    assert (document.year, document.month, document.day) == (2020, 202010, 20201031)
    assert document.instant == 1604157540
    assert document.start + 1 == document.end == dt.date(2020, 11, 1).toordinal()
    assert set(make_document(replace(ARTICLE, mentions=())).names) == set(document.names)


def test_an_article_known_to_the_month_or_year_or_not_at_all() -> None:
    month = make_document(replace(ARTICLE, precision="month"))
    assert (month.year, month.month, month.day) == (2020, 202010, UNDATED)
    year = make_document(replace(ARTICLE, precision="year"))
    assert (year.year, year.month, year.day) == (2020, UNDATED, UNDATED)
    nothing = replace(ARTICLE, published_from=None, published_until=None, published_at=None, precision="")
    undated = make_document(nothing)
    assert (undated.year, undated.start, undated.end, undated.instant) == (UNDATED, UNDATED, UNDATED, None)


def test_names_in_small_letters_are_names_where_they_are_mentions() -> None:
    body = "said buzhinsky today"
    plain = replace(ARTICLE, headline="", caption="", byline="", body=body, mentions=())
    named = replace(plain, mentions=(IndexedMention("body", 5, 14, "buzhinsky", None),))
    assert make_document(plain).names == ()
    assert make_document(named).names != ()


def test_every_column_counts_in_the_digest() -> None:
    changes = {
        "language": "ru", "source": 2, "section": 2, "place": None, "headline": "x", "caption": "x",
        "byline": "x", "body": "x", "published_from": None, "published_until": None, "precision": "day",
        "published_at": None, "mentions": (),
    }  # fmt: skip
    digests = {digest_of(replace(ARTICLE, **{name: value})) for name, value in changes.items()}  # type: ignore[arg-type]
    assert len(digests | {digest_of(ARTICLE)}) == len(changes) + 1
    assert all(-(2**63) <= digest < 2**63 for digest in digests)
