"""A name taken out of one article, in every spelling that stands there, and put back."""

import pytest

from articles.editing.changing import save_edit
from articles.editing.delisting import delist, initials, relist
from articles.editing.putting_back import Refused
from articles.models import Mention, Original, Person
from articles.models.people import Standing
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

BODY = "Тарлана Гаджизаде видели в Баку. Гаджизаде молчит. Ada Bell said so."


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Ada Bell", "A. B."), ("Анна-Мария Белл", "А. М. Б."), ("ბელი", "ბ."), ("123", "N. N.")],
)
def test_initials(name: str, shown: str) -> None:
    assert initials(name) == shown


def test_all_spellings_and_cases_go_and_others_stay() -> None:
    tarlan = make_person("Тарлан Гаджизаде", language="ru")
    article = make_article(
        headline="Гаджизаде в Баку",
        body=BODY,
        language="ru",
        persons=[tarlan, "Ada Bell"],
        original_url="https://x.az/tarlan-gadzhizade",
    )
    Original.objects.update(closed=False)
    delist(article, tarlan, "case 1")
    article.refresh_from_db()
    assert article.headline == "Г. в Баку"
    assert article.body == "Т. Г. видели в Баку. Г. молчит. Ada Bell said so."
    assert article.original_url == ""
    assert Original.objects.get(pk=article.original_id).closed
    assert not Mention.objects.filter(article=article, person=tarlan).exists()
    assert article.edited_fields == ["headline", "body"]


def test_whom_no_other_article_names_is_named_nowhere_and_comes_back() -> None:
    ada = make_person("Ada Bell")
    article = make_article(body="Ada Bell said so.", persons=[ada])
    revision = delist(article, ada, "case 1")
    assert Person.objects.get(pk=ada.pk).standing == Standing.REJECTED
    relist(article, ada, revision, "case 1")
    article.refresh_from_db()
    assert article.body == "Ada Bell said so."
    assert not Original.objects.get(pk=article.original_id).closed
    assert Person.objects.get(pk=ada.pk).standing == Standing.SUGGESTED


def test_who_is_named_elsewhere_stays_there() -> None:
    ada = make_person("Ada Bell")
    article, other = (make_article(body=f"Ada Bell said {n}.", persons=[ada]) for n in "ab")
    delist(article, ada, "case 1")
    other.refresh_from_db()
    assert other.body == "Ada Bell said b."
    assert Person.objects.get(pk=ada.pk).standing == Standing.SUGGESTED


def test_what_was_changed_since_is_not_lost_by_putting_it_back() -> None:
    ada = make_person("Ada Bell")
    article = make_article(body="Ada Bell said so.", persons=[ada])
    revision = delist(article, ada, "case 1")
    article.refresh_from_db()
    article.body = "Another."
    save_edit(article, {"body"})
    with pytest.raises(Refused):
        relist(article, ada, revision, "case 1")
    article.refresh_from_db()
    assert article.body == "Another."


def test_a_name_that_does_not_stand_there() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        delist(make_article(), make_person("Ada Bell"), "case 1")
