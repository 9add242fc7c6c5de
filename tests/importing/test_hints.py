from dataclasses import fields
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.admin.forms import ImportForm
from articles.importing.hints import BadHint, checked
from articles.importing.manifest import ManifestError, read_manifest
from articles.reading.model import Hints


@pytest.mark.parametrize("name", [field.name for field in fields(Hints)])
def test_what_is_not_said_is_as_another_says_it(name: str) -> None:
    said, other = Hints(**{name: "said"}), Hints(**{name: "other"})
    assert said.or_else(other) == said
    assert Hints().or_else(other) == other


def test_blanks_around_are_taken_off_and_the_path_stays():
    hints = Hints(source=" turan.az ", language="AZ", path=" a .txt", published=" 2020-10 ")
    assert checked(hints) == Hints(source="turan.az", language="az", path=" a .txt", published="2020-10")


@pytest.mark.parametrize(
    "published",
    [
        *("2020", "2020-10", "2020-02-29", "2020-10-31T19:19", "2020-10-31 19:19", "2020-10-31T19:19:59"),
        *("31.10.2020", "31.10.2020 19:19", "٢٠٢٠"),
    ],
)
def test_dates(published):
    assert checked(Hints(published=published)).published == published


@pytest.mark.parametrize(
    ("hints", "message"),
    [
        (Hints(source="x" * 201), "source is longer than 200 letters"),
        (Hints(source="///"), "'///' is no source: a name needs a letter or a digit"),
        (Hints(section=" – "), "'–' is no section"),
        (Hints(source="ﷺ" * 20), "is no source"),  # 20 letters that stand for 360
        (Hints(section="a\nb"), "section holds characters"),
        (Hints(source="\udcff"), "source holds characters"),
        (Hints(language="Klingonese"), "no language code"),
        (Hints(timezone="Mars"), "no time zone"),
        (Hints(url="http://[bad"), "no web address"),
        (Hints(url="javascript:alert(1)"), "no web address"),
        (Hints(published="2021-02-29"), "not a date"),
        (Hints(published="2020-10-31T25:00"), "not a date"),
        (Hints(published="9999"), "not a year that a newspaper has"),
        (Hints(published="0001-01-01"), "not a year that a newspaper has"),
    ],
)
def test_what_cannot_be_is_said(hints, message):
    with pytest.raises(ValueError, match=message):
        checked(hints)


def test_what_cannot_be_is_stored_as_a_code():
    with pytest.raises(BadHint) as of_letters:
        checked(Hints(source="a\0\udcff"))
    assert of_letters.value.why.as_json() == {
        "code": "hint.no_text",
        "name": "source",
        "value": r"'a\x00\udcff'",  # which any database takes
    }
    with pytest.raises(BadHint) as of_zone:
        checked(Hints(timezone="Mars"))
    assert of_zone.value.why.as_json() == {"code": "hint.no_timezone", "value": "Mars"}


# What one of the command, the manifest and the form used to store, and another refused, or changed.
ONE_ANSWER: list[tuple[str, str, str | None]] = [
    ("language", "AZ", "az"),  # the form refused it
    ("published", "2020-10-31T19:19:59", "2020-10-31T19:19:59"),  # so here
    ("published", "31.10.2020", "31.10.2020"),  # all did
    ("published", "٢٠٢٠-١٠", "٢٠٢٠-١٠"),
    ("published", "2020-1-5", "2020-1-5"),
    ("published", "9999-12-31", None),  # the day after is none: a run broke off
    ("published", "2020-10-31T19:19+04:00", "2020-10-31T19:19+04:00"),
    ("source", "turan\u2028az", None),  # the form stored it
    ("section", "Spor\u200bt", None),  # so here
    ("section", "ﷺ" * 20, None),
    ("source", " turan.az ", "turan.az"),
    ("timezone", "Mars/Olympus", None),
    ("url", "ftp://turan.az/1", None),  # the form stored it
    ("url", "turan.az/1", None),  # the form added https://, the others refused it
    ("url", "www.turan.az/1", "https://www.turan.az/1"),
    ("url", "http://turan/1", None),  # the command stored it
    ("url", "https://turan.az/" + "x" * 2000, None),  # so here
    ("url", "https://turan.az/?", "https://turan.az/?"),
]


def by_form(name: str, value: str) -> str | None:
    form = ImportForm({"text": "A text.", name: value})
    return getattr(form.hints(), name) if form.is_valid() else None


def by_manifest(tmp_path: Any, name: str, value: str) -> str | None:
    file = tmp_path / "list.csv"
    file.write_text(f'file,{name}\na.txt,"{value}"\n', encoding="utf-8")
    try:
        [hints] = read_manifest(str(file)).hints_for("a.txt", "a.txt", Hints())
    except ManifestError:
        return None
    return getattr(hints, name)


def by_command(tmp_path: Any, name: str, value: str) -> str | None:
    file = tmp_path / "a.txt"
    file.write_text("A text.", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        read: list[Hints] = []

        def note(data: bytes, hints: Hints, **known: Any) -> Any:
            read.append(hints)
            raise SystemExit

        patch.setattr("articles.management.commands.read_article.read", note)
        try:
            call_command("read_article", str(file), f"--{name}={value}")
        except SystemExit:
            return getattr(read[0], name)
        except CommandError:
            return None
    raise AssertionError("it was neither read nor refused")


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "value", "stored"), ONE_ANSWER)
def test_command_manifest_and_form_give_one_answer(tmp_path, name, value, stored):
    assert by_form(name, value) == stored
    assert by_command(tmp_path, name, value) == stored
    if name != "timezone":  # which a manifest cannot say
        assert by_manifest(tmp_path, name, value) == stored
