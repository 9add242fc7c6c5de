import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction

from articles.models import Archive, Article, Original, SectionName, Source
from articles.models.archive import make_public_id
from articles.models.filed import domain_of, is_name, make_slug
from tests.factories import make_article, make_section


def test_public_id_is_for_ever():
    assert make_public_id("e795cfd64af5c7bd", 1) == make_public_id("e795cfd64af5c7bd", 1)
    ids = {
        make_public_id("e795cfd64af5c7bd", 1),
        make_public_id("e795cfd64af5c7bd", 2),
        make_public_id("e795cfd64af5c7bd", 1, "turan.az|"),
    }
    assert len(ids) == 3
    assert all(re.fullmatch("[a-z2-7]{12}", name) for name in ids)


def test_public_ids_of_these_bytes_have_not_changed():
    # A changed rule would give every archive in the world new addresses.
    assert make_public_id("0" * 64, 1) == "so5c6hslnuer"


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Karabakh: what's next?", "karabakh-whats-next"),
        ("Политика", "politika"),
        ("turan.az", "turan-az"),
        ("Քաղաքականություն", "kaghakakanowtyown"),
        ("პოლიტიკა", "politika"),
        ("Şəki ipəyi", "seki-ipeyi"),
        ("!!!", ""),
    ],
)
def test_slugs_are_ascii_in_every_script(text, slug):
    assert make_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("turan.az", "turan.az"),
        ("https://www.Turan.az/en/news/1", "turan.az"),
        ("http://oc-media.org:8080/x", "oc-media.org"),
        ("Turan", ""),
        ("Turan News Agency", ""),
        ("31.10.20", ""),
        ("", ""),
    ],
)
def test_domain_of(text, domain):
    assert domain_of(text) == domain


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("turan.az", True), ("ა", True), ("24", True), ("/7/", True), ("///", False), ("–", False), ("", False)],
)
def test_is_name(text, is_one):
    assert is_name(text) is is_one


@pytest.mark.django_db
def test_original_keeps_every_byte():
    data = "Баку\r\n\x0b".encode("cp1251") * 1000
    original = Original.objects.of_bytes(data, "cp1251")
    original.save()
    again = Original.objects.get()
    assert again.data == data
    assert again.size == len(data)
    assert len(again.compressed) < len(data) / 10
    assert again.text.startswith("Баку")


@pytest.mark.django_db
def test_source_goes_by_domain_url_slug_and_name():
    source = Source.objects.create(name="Turan", slug="turan-az", domain="turan.az")
    for named in ("turan.az", "https://www.turan.az/en/1", "turan-az", "TURAN"):
        assert Source.objects.named(named) == source
    assert Source.objects.named("contact.az") is None


@pytest.mark.django_db
def test_section_goes_by_every_name_it_has():
    section = make_section("Politics")
    SectionName.objects.create(section=section, language="az", name="Siyasət")
    from articles.models import Section

    assert Section.objects.named("SİYASƏT") == section
    assert Section.objects.named("politics") == section
    assert Section.objects.named("Sport") is None


@pytest.mark.django_db
def test_title_without_headline_is_the_first_words_of_the_body():
    article = make_article(headline="", body="One two three. " * 20)
    assert not article.has_headline
    assert article.title.startswith("One two three.")
    assert article.title.endswith("…")
    assert len(article.title) <= 92


@pytest.mark.django_db
def test_public_articles_are_all_but_the_withdrawn():
    shown = make_article(headline="Shown")
    waiting = make_article(headline="Waiting", status="in review")
    make_article(headline="Gone", status="withdrawn")
    assert set(Article.objects.public()) == {shown, waiting}


@pytest.mark.django_db
def test_archive_has_one_row_and_keeps_its_uuid():
    assert Archive.this().uuid == Archive.this().uuid
    with pytest.raises(IntegrityError), transaction.atomic():
        Archive.objects.create(id=2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "columns",
    [
        {"published_from": dt.date(2020, 1, 1)},  # no end, no precision
        {"published_precision": "day"},
        {"status": "lost"},
        {
            "published_precision": "minute",  # but no time
            "published_from": dt.date(2020, 1, 1),
            "published_until": dt.date(2020, 1, 2),
            "published_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        },
    ],
)
def test_the_database_refuses_half_a_date_and_unknown_statuses(columns):
    article = make_article(headline="x", date=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**columns)
