"""The translations are whole: each text of the archive stands in each catalogue, and nothing else does."""

from __future__ import annotations

import gettext
import os

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from django.conf import settings

from newsarchive.catalogues import compile_catalogues
from scripts.messages import LANGUAGES, LOCALE, catalogue_of, faults, said, save, texts


@pytest.fixture(scope="module")
def all_said() -> set[tuple[str, str]]:
    return {key(message) for message in said() if message.id}


def key(message: Message) -> tuple[str, str]:
    return message.context or "", texts(message.id)[0]


def test_every_language_of_the_settings_has_a_catalogue():
    assert sorted(LANGUAGES) == sorted({code for code, _name in settings.LANGUAGES} - {"en"})
    assert sorted(path.name for path in LOCALE.iterdir() if path.is_dir()) == sorted(LANGUAGES)


def test_texts_are_found(all_said):
    """Of each way to mark it: at once, lazily, with a number, with a context, by both tags of templates."""
    assert {
        ("", "Most relevant"),
        ("", "Words"),
        ("", "article"),
        ("part of an article", "byline"),
        ("", "Skip to content"),
        ("", "%(number)s article without a date"),
    } <= all_said


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_missing_and_nothing_is_left_over(language, all_said):
    there = {key(message): message for message in catalogue_of(language) if message.id}
    assert {
        "not in the catalogue": all_said - there.keys(),
        "no longer said": there.keys() - all_said,
        "not translated": {key(one) for one in there.values() if not all(texts(one.string))},
    } == {"not in the catalogue": set(), "no longer said": set(), "not translated": set()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_translated_is_sound(language):
    """Nothing fuzzy; everything that is put in, every tag and every word for programs stands in it."""
    wrong = {
        message.id: found
        for message in catalogue_of(language)
        if message.id and (found := (["fuzzy"] if message.fuzzy else []) + faults(message))
    }
    assert wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_for_numbers(language):
    catalogue = catalogue_of(language)
    assert (catalogue.num_plurals, catalogue.plural_expr) == get_plural(language)[:2]
    of_numbers = [one for one in catalogue if one.id and len(texts(one.id)) > 1]
    assert of_numbers and {len(texts(one.string)) for one in of_numbers} == {catalogue.num_plurals}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_as_the_command_writes_it(language, tmp_path):
    save(catalogue_of(language), tmp_path)
    name = f"{language}/LC_MESSAGES/django.po"
    assert (tmp_path / name).read_text() == (LOCALE / name).read_text()


@pytest.mark.parametrize(
    ("given", "made", "found"),
    [
        ("%(count)d left", "%(count)d kaldı", 0),
        ("%(count)d left", "kaldı", 1),
        ("%(count)d left", "%(number)d kaldı", 2),
        ("%(count)d left", "%(count)s kaldı", 2),
        ("%(percent)d%% likely", "%(percent)d%% ehtimal", 0),
        ("%(percent)d%% likely", "%(percent)d% ehtimal", 1),
        ("{article} is back.", "{article} geri döndü.", 0),
        ("{article} is back.", "Geri döndü.", 1),
        ("<b>Not yet</b> checked", "Henüz denetlenmedi", 2),
        ("<b>Not yet</b> checked", "<b>Henüz</b> denetlenmedi", 0),
        ("Run: manage.py migrate", "Çalıştırın: manage.py migrate", 0),
        ("Run: manage.py migrate", "Çalıştırın: manage.py göç", 2),
        ("DATA_DIR is full", "DATA_DIR dolu", 0),
        ("DATA_DIR is full", "Veri klasörü dolu", 1),
        (" Page %(number)s.", "Sayfa %(number)s.", 1),
        ("Search", "", 0),
    ],
)
def test_what_is_seen_as_a_fault(given, made, found):
    assert len(faults(Message(given, made))) == found


def test_forms_are_looked_at_each():
    given = ("%(count)d person", "%(count)d people")
    assert faults(Message(given, ("%(count)d kişi", "%(count)d kişi"))) == []
    assert len(faults(Message(given, ("bir kişi", "%(count)d kişi")))) == 1
    assert len(faults(Message(given, ("", "%(count)d kişi")))) == 1


def made_catalogue(tmp_path, *messages: Message) -> None:
    catalogue = Catalog(locale="tr", fuzzy=False)
    for one in messages:
        catalogue.add(one.id, one.string, flags=one.flags)
    save(catalogue, tmp_path)
    compile_catalogues(tmp_path)


def read(tmp_path):
    return gettext.translation("django", tmp_path, ["tr"])


def test_catalogues_are_made_when_they_change(tmp_path):
    made_catalogue(tmp_path, Message("Search", "Ara"), Message(("day", "days"), ("gün", "gün")))
    assert read(tmp_path).gettext("Search") == "Ara"
    assert read(tmp_path).ngettext("day", "days", 2) == "gün"
    made = tmp_path / "tr/LC_MESSAGES/django.mo"
    before = made.stat()
    compile_catalogues(tmp_path)
    assert made.stat().st_ino == before.st_ino
    an_older_one = before.st_mtime_ns - 10**9
    os.utime(made.with_suffix(".po"), ns=(an_older_one, an_older_one))
    compile_catalogues(tmp_path)
    assert made.stat().st_mtime_ns == an_older_one
    assert [path.name for path in sorted(made.parent.iterdir())] == ["django.mo", "django.po"]


def test_what_is_not_whole_stays_english(tmp_path):
    made_catalogue(tmp_path, Message("Search", "Ara", flags={"fuzzy"}), Message(("day", "days"), ("", "gün")))
    assert read(tmp_path).gettext("Search") == "Search"
    assert read(tmp_path).ngettext("day", "days", 2) == "days"


def test_a_folder_that_cannot_be_written_is_no_reason_to_stop(tmp_path, monkeypatch):
    def refused(*_given, **_named):
        raise PermissionError

    monkeypatch.setattr("newsarchive.catalogues.tempfile.NamedTemporaryFile", refused)
    made_catalogue(tmp_path, Message("Search", "Ara"))
    assert [path.name for path in (tmp_path / "tr/LC_MESSAGES").iterdir()] == ["django.po"]
