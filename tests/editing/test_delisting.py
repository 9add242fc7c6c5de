"""A name taken out of one article, in every spelling that stands there, and put back."""

import pytest
from django.utils.translation import override

from articles.editing.changing import save_edit
from articles.editing.delisting import delist, initials, relist, texts_left
from articles.editing.putting_back import Refused
from articles.editing.requests import decide_case
from articles.editing.withdrawal import restore, withdraw
from articles.models import Article, Mention, Original, Person, TakedownCase
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
    assert article.edited_fields == ["headline", "caption", "byline", "body"]


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
    article.body = "A. B. said so, and more."
    save_edit(article, {"body"})
    with pytest.raises(Refused):
        relist(article, ada, revision, "case 1")
    article.refresh_from_db()
    assert article.body == "A. B. said so, and more."


def test_a_name_that_does_not_stand_there() -> None:
    with pytest.raises(ValueError, match="does not stand"):
        delist(make_article(), make_person("Ada Bell"), "case 1")


def case_of(article: Article, person: Person, text_left: bool) -> TakedownCase:
    made = TakedownCase.objects.create(article=article)
    decide_case(made, "delisted", None, person, text_left=text_left)
    return made


def test_the_text_is_left_on_its_own_page_until_it_is_edited() -> None:
    ada = make_person("Ada Bell")
    article = make_article(
        headline="Ada Bell speaks", body="Ada Bell said so to Cy Dee.", persons=[ada, "Cy Dee"]
    )
    case = case_of(article, ada, True)
    article.refresh_from_db()
    assert (article.headline, article.body) == ("A. B. speaks", "A. B. said so to Cy Dee.")
    assert texts_left(article) == {"headline": "Ada Bell speaks", "body": "Ada Bell said so to Cy Dee."}
    article.body = "A. B. said so to Cy Dee, and more."
    save_edit(article, {"body"})
    assert texts_left(article) == {"headline": "Ada Bell speaks"}
    article.refresh_from_db()
    article.headline = "Another"
    save_edit(article, {"headline"})
    assert texts_left(article) == {}
    case.refresh_from_db()
    assert case.text_left


@pytest.mark.parametrize(
    ("field", "text"),
    [("caption", "Of a bridge"), ("agency", "Turan"), ("body", "Ada Bell did say so."), ("body", "Another.")],
)
def test_a_case_ends_though_something_else_was_edited_since(field: str, text: str) -> None:
    ada = make_person("Ada Bell")
    article = make_article(headline="Ada Bell speaks", body="Ada Bell said so.", persons=[ada])
    case = case_of(article, ada, False)
    article.refresh_from_db()
    setattr(article, field, text)
    save_edit(article, {field})
    decide_case(case, "ended", None)
    now = Article.objects.get()
    assert (now.headline, getattr(now, field)) == ("Ada Bell speaks", text)
    assert now.body == (text if field == "body" else "Ada Bell said so.")
    assert (now.edited_fields, now.original.closed) == ([field], False)
    assert TakedownCase.objects.get().state == "ended"


def test_who_ends_a_case_may_read_another_language() -> None:
    ada = make_person("Ada Bell")
    article = make_article(body="Ada Bell said so.", persons=[ada])
    with override("ru"):
        case = case_of(article, ada, False)
    decide_case(case, "ended", None)
    assert Person.objects.get(pk=ada.pk).standing == Standing.SUGGESTED
    assert Mention.objects.standing().get().person == ada


def test_while_one_name_is_out_the_raw_pages_stay_closed() -> None:
    ada, cy = make_person("Ada Bell"), make_person("Cy Dee")
    article = make_article(body="Ada Bell met Cy Dee.", persons=[ada, cy])
    first, second = case_of(article, ada, False), case_of(article, cy, False)
    decide_case(second, "ended", None)
    now = Article.objects.get()
    assert (now.body, now.original.closed) == ("A. B. met Cy Dee.", True)
    withdrawn = TakedownCase.objects.create(article=now)
    decide_case(withdrawn, "withdrawn", None)
    decide_case(withdrawn, "ended", None)
    now = Article.objects.get()
    assert (now.is_public, now.original.closed) == (True, True)
    decide_case(first, "ended", None)
    now = Article.objects.get()
    assert (now.body, now.original.closed) == ("Ada Bell met Cy Dee.", False)


def test_a_raw_page_stays_closed_for_a_name_in_another_article_of_it() -> None:
    ada = make_person("Ada Bell")
    named = make_article(body="Ada Bell said so.", raw="raw", persons=[ada])
    other = make_article(raw="raw", item=2)
    case = case_of(named, ada, False)
    withdraw(other, "so")
    restore(other, "so")
    assert Original.objects.get().closed
    decide_case(case, "ended", None)
    assert not Original.objects.get().closed


def test_a_case_of_what_was_restored_elsewhere_ends() -> None:
    article = make_article()
    first, second = (TakedownCase.objects.create(article=article) for _ in "ab")
    decide_case(first, "withdrawn", None)
    restore(Article.objects.get(), "an error")
    decide_case(second, "withdrawn", None)
    decide_case(first, "ended", None)
    assert Article.objects.get().is_withdrawn  # for the second
    restore(Article.objects.get(), "an error")
    decide_case(second, "ended", None)
    assert Article.objects.get().is_public
    assert {case.state for case in TakedownCase.objects.all()} == {"ended"}


def test_of_two_names_one_is_left() -> None:
    ada, cy = make_person("Ada Bell"), make_person("Cy Dee")
    first, second = (make_article(body="Ada Bell met Cy Dee.", persons=[ada, cy]) for _ in "ab")
    case_of(first, ada, False)
    case_of(Article.objects.get(pk=first.pk), cy, True)
    assert texts_left(Article.objects.get(pk=first.pk)) == {"body": "A. B. met Cy Dee."}
    case_of(second, cy, True)
    case_of(Article.objects.get(pk=second.pk), ada, True)
    assert texts_left(Article.objects.get(pk=second.pk)) == {"body": "Ada Bell met Cy Dee."}


def test_a_case_that_names_no_revision_keeps_the_raw_page_closed() -> None:
    """As one that an older bag brought, or that somebody made by hand."""
    article = make_article(body="Ada Bell said so.")
    TakedownCase.objects.create(article=article, name="Ada Bell", state=TakedownCase.State.DELISTED)
    withdraw(article, "another case")
    restore(article, "that one is over")
    assert Original.objects.get(pk=article.original_id).closed
