"""The names that editors add in the admin are known to the reader, wherever it reads."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.editing.vocabulary import editors_names, place_for, section_for, source_for
from articles.importing.rereading import originals_to_read, reread
from articles.importing.run import Options, import_paths, import_text
from articles.models import Article, Place, Section, SectionName, Source
from articles.reading.model import Hints

pytestmark = pytest.mark.django_db

PAGE = """Home
Иқтисод
The road to the north is open again

Ağdərə, 5 May 2020. The road to the north was closed for two weeks after the flood, the police said on Monday.

It opens again on Tuesday morning, first for lorries and then for all, the ministry of transport said.
"""


@pytest.fixture
def by_an_editor() -> None:
    """As a form of the admin saves them: with a revision."""
    economy = Section.objects.create(name="Economy of the region", slug="economy-of-the-region")
    SectionName.objects.create(section=economy, language="uz", name="Иқтисод")
    Place.objects.create(name="Ağdərə", slug="agdere")


def write(folder: Path, copies: int) -> str:
    folder.mkdir()
    for number in range(copies):
        (folder / f"{number}.txt").write_text(f"{PAGE}\nThat is message number {number} of the ministry.\n")
    return str(folder)


def read_fields() -> set[tuple[str, str, str]]:
    rows = Article.objects.values_list("section__name", "place__name", "headline")
    return {(section or "", place or "", headline) for section, place, headline in rows}


KNOWN = {("Economy of the region", "Ağdərə", "The road to the north is open again")}


def test_unknown_names_are_not_guessed() -> None:
    import_text(PAGE.encode(), Hints(path="a.txt"))
    [(section, place, _)] = read_fields()
    assert (section, place) == ("", "")


@pytest.mark.usefixtures("by_an_editor")
def test_a_few_files(tmp_path: Path) -> None:
    call_command("import_articles", write(tmp_path / "pages", 1), stdout=io.StringIO())
    assert read_fields() == KNOWN


@pytest.mark.usefixtures("by_an_editor")
def test_many_files_read_by_workers(tmp_path: Path) -> None:
    assert import_paths([write(tmp_path / "pages", 17)], Options(workers=2)).imported == 17
    assert read_fields() == KNOWN


def test_what_is_added_later_is_found_by_reading_again(request: pytest.FixtureRequest) -> None:
    import_text(PAGE.encode(), Hints(path="a.txt"))
    request.getfixturevalue("by_an_editor")
    reread(originals_to_read(again=True))
    assert read_fields() == KNOWN


@pytest.mark.usefixtures("by_an_editor")
def test_looking_at_a_file(tmp_path: Path) -> None:
    out = io.StringIO()
    call_command("read_article", write(tmp_path / "pages", 1), json=True, stdout=out)
    item = json.loads(out.getvalue())
    assert (item["section"], item["place"]) == ("Иқтисод", "Ağdərə")


def test_rows_that_only_a_page_or_a_hint_made_are_no_vocabulary() -> None:
    section_for("Quux")
    place_for("Quuxville")
    source_for("Quux Times")
    added = editors_names()
    assert (added.sections, added.places, added.sources) == ({}, frozenset(), {})


def test_a_source_is_known_by_its_name_in_a_dateline() -> None:
    Source.objects.create(name="Kura", slug="kura", domain="kura.example", timezone="Asia/Tbilisi")
    text = (
        "The road is open\n\nTBILISI/5.05.20/Kura: The road to the north was closed after the flood in May.\n"
    )
    import_text(text.encode(), Hints(path="a.txt"))
    article = Article.objects.get()
    assert article.source is not None
    assert (article.source.slug, article.published_timezone) == ("kura", "Asia/Tbilisi")


@pytest.mark.parametrize("word", ["///", "–", " \u200b ", "🙂", "ﷺ" * 20])
def test_what_is_no_name_names_nothing(word: str) -> None:
    assert (source_for(word), section_for(word), place_for(word)) == (None, None, None)
    assert not Source.objects.exists()


def test_a_word_of_an_address_and_a_place_in_capitals_are_called_as_in_a_text() -> None:
    found = [(section_for("not_news"), place_for("EAST RUTHERFORD")) for _ in range(2)]
    assert [(section and section.name, place and place.name) for section, place in found] == [
        ("Not news", "East Rutherford")
    ] * 2
    assert (Section.objects.count(), Place.objects.count()) == (1, 1)
    assert section_for("Not news") == found[0][0] and place_for("East Rutherford") == found[0][1]


def test_what_is_filed_already_keeps_its_name() -> None:
    section = Section.objects.create(name="not_news", slug="not-news")
    SectionName.objects.create(section=section, name="not_news")
    assert section_for("not_news") == section
    section.refresh_from_db()
    assert section.name == "not_news"


def test_of_each_language_the_name_to_show_is_the_first() -> None:
    section, place = section_for("Экономические новости"), place_for("БАКУ")
    assert section is not None and place is not None
    names = section.names.filter(language="ru").order_by("pk").values_list("name", flat=True)
    assert list(names)[:2] == ["Экономика", "Экономические новости"]
    assert [name.name for name in place.names.filter(language="ru")] == ["Баку"]
