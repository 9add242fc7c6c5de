"""What is not written out as text, but shown: names of tables and columns, and all that the admin derives
from them. Under a catalogue that puts every text into marks, nothing may stand without.
"""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import translation

from articles.text import languages
from articles.wording.languages import language_name

OURS = apps.get_app_config("articles")
MODELS = [model for model in OURS.get_models() if not hasattr(model, "history_object")]


@pytest.fixture(autouse=True)
def _marks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every text that is looked up comes back in marks."""
    catalogue = vars(translation)["_trans"]
    translation.get_language()  # the catalogue is there
    monkeypatch.setattr(catalogue, "gettext", lambda text: f"«{text}»")
    monkeypatch.setattr(catalogue, "pgettext", lambda context, text: f"«{text}»")
    monkeypatch.setattr(catalogue, "ngettext", lambda one, many, number: f"«{one if number == 1 else many}»")


def is_marked(text: object) -> bool:
    """A text looked up as a whole: not put together, not as it stands."""
    said = str(text).lower()
    return said.startswith("«") and said.endswith("»") and said.count("«") == 1


def test_the_app_has_a_name():
    assert is_marked(OURS.verbose_name)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_tables_and_columns_have_names(model):
    columns = [*model._meta.concrete_fields, *model._meta.many_to_many]
    names = {column.name: column.verbose_name for column in columns if not column.auto_created}
    names |= {"(one)": model._meta.verbose_name, "(many)": model._meta.verbose_name_plural}
    assert [name for name, said in names.items() if not is_marked(said)] == []


class Unmarked(HTMLParser):
    """The texts of a page that stand outside of marks."""

    NO_TEXT = {"script", "style", "code"}

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._within: list[str] = []
        self._depth = 0  # of marks: one may hold tags
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.NO_TEXT:
            self._within.append(tag)
        for name, value in attrs:
            if name in {"title", "placeholder", "aria-label"} or (name, tag) == ("value", "submit"):
                self.handle_data(value or "")

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if self._within:
            return
        outside = ""
        for letter in data:
            self._depth += (letter == "«") - (letter == "»")
            if not self._depth and letter != "»":
                outside += letter
        if any(letter.isalpha() for letter in outside):
            self.found.append(" ".join(outside.split()))


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ("<th>«Name»</th><th>slug</th>", ["slug"]),
        ('<p>«a <b title="x">b</b>» 12</p>', []),
        ('<input placeholder="Search">', ["Search"]),
        ("<script>var x</script>«» y", ["y"]),
    ],
)
def test_what_is_seen_as_unmarked(page, found):
    assert Unmarked(page).found == found


# What is the same everywhere: a number's name, who has logged in, codes of languages that have no name. And
# the names of languages, which Unicode has in each, not our catalogues; those of the pages name themselves.
CODES = {language.code for language in languages.LANGUAGES}
NAMES = {"ID", "admin", *CODES, *map(language_name, CODES), *dict(settings.LANGUAGES).values()}


@pytest.mark.parametrize(
    "model", [model for model in MODELS if admin.site.is_registered(model)], ids=lambda model: model.__name__
)
def test_the_admin_says_nothing_unmarked(model, admin_client: Client):
    """An empty archive's lists and forms: all that is shown is words, none of it data."""
    for page in ("changelist", "add"):
        answer = admin_client.get(reverse(f"admin:articles_{model._meta.model_name}_{page}"))
        if answer.status_code == 403 and page == "add":
            continue  # nobody adds one by hand
        assert answer.status_code == 200
        assert set(Unmarked(answer.content.decode()).found) - NAMES == set()
