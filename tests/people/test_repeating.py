"""Re-extraction repeats what editors decided, and keeps the rows of what it finds again."""

import dataclasses

import pytest

from articles.editing import decisions
from articles.models import Article, Mention, Person
from articles.people.linking import link_article
from tests.factories import make_article, make_person
from tests.people.finding import found, link, who

pytestmark = pytest.mark.django_db

BODY = "Sergey Lavrov met Nikol Pashinyan. Lavrov left, Pashinyan stayed. Lavrov was tired."


@pytest.fixture
def article() -> Article:
    article = make_article(body=BODY)
    link_article(article, extracted(article))
    return article


def extracted(article: Article) -> list:
    return [
        found(article, "Sergey Lavrov", short=["Lavrov"]),
        found(article, "Nikol Pashinyan", short=["Pashinyan"]),
    ]


def rows(article: Article) -> list[tuple]:
    return list(article.mentions.order_by("start").values_list())


def test_the_same_again_changes_nothing(article: Article):
    before = rows(article)
    link_article(article, extracted(article))
    assert rows(article) == before


def test_rows_stay_where_the_text_around_them_changed(article: Article):
    before = [
        (pk, surface) for pk, surface in article.mentions.order_by("start").values_list("pk", "surface")
    ]
    article.body = "Yesterday " + BODY
    link_article(article, extracted(article))
    after = article.mentions.order_by("start")
    assert [(mention.pk, mention.surface) for mention in after] == before
    assert all(article.body[mention.start : mention.end] == mention.surface for mention in after)


def test_a_rejected_mention_stays_rejected(article: Article):
    mention = article.mentions.filter(surface="Lavrov").earliest("start")
    decisions.reject_mention(mention)
    for body in (BODY, "Yesterday " + BODY):
        article.body = body
        link_article(article, extracted(article))
        assert who(article) == [
            ("Sergey Lavrov", "Sergey Lavrov"),
            ("Nikol Pashinyan", "Nikol Pashinyan"),
            ("Pashinyan", "Nikol Pashinyan"),
            ("Lavrov", "Sergey Lavrov"),
        ]
        mention.refresh_from_db()
        assert mention.status == "rejected"


def test_a_confirmed_mention_stays_though_it_is_not_found(article: Article):
    mention = article.mentions.filter(surface="Pashinyan").get()
    decisions.confirm(mention)
    link_article(article, [])
    assert who(article) == [("Pashinyan", "Nikol Pashinyan")]


def test_a_moved_mention_stays_moved_whatever_is_found_there(article: Article):
    ivan = make_person("Ivan Lavrov")
    mention = article.mentions.filter(surface="Lavrov").latest("start")
    decisions.move_mention(mention, ivan)
    longer = found(article, "Lavrov was")
    link_article(article, [*extracted(article), longer])
    assert article.mentions.latest("start").person == ivan
    assert article.mentions.count() == 5


def test_a_decision_is_repeated_when_its_words_come_back(article: Article):
    ivan, now = make_person("Ivan Lavrov"), make_person("Ivan Petrovich Lavrov")
    mention = article.mentions.filter(surface="Lavrov").latest("start")
    decisions.move_mention(mention, ivan)
    article.body = "Nothing."
    link_article(article, [])
    assert not article.mentions.exists()
    merger = decisions.merge(now, ivan)
    article.body = BODY
    link_article(article, extracted(article))
    assert article.mentions.get(pk=mention.pk).person == now
    decisions.undo(merger)
    assert article.mentions.get(pk=mention.pk).person == ivan


def test_an_undone_decision_is_not_repeated(article: Article):
    mention = article.mentions.filter(surface="Lavrov").latest("start")
    decisions.undo(decisions.reject_mention(mention))
    article.body = "Nothing."
    link_article(article, [])
    article.body = BODY
    link_article(article, extracted(article))
    assert len(who(article)) == 5


def test_a_merger_is_not_undone(article: Article):
    lavrov, pashinyan = Person.objects.get(name="Sergey Lavrov"), Person.objects.get(name="Nikol Pashinyan")
    decision = decisions.merge(lavrov, pashinyan)
    article.body = "Yesterday " + BODY + " Pashinyan slept."
    link_article(article, extracted(article))
    assert {mention.person for mention in article.mentions.all()} == {lavrov}
    decisions.undo(decision)
    assert [name for _, name in who(article)].count("Nikol Pashinyan") == 3


def test_a_split_is_not_undone(article: Article):
    other = link("Lavrov: Sergey Lavrov spoke.", "Sergey Lavrov")
    lavrov = Person.objects.get(name="Sergey Lavrov")
    decision = decisions.split(lavrov, mentions=list(other.mentions.all()))
    second = Person.objects.get(pk=decision.data["to"])
    link_article(other, [found(other, "Sergey Lavrov", short=["Lavrov"])])
    assert {mention.person for mention in other.mentions.all()} == {second}
    link_article(article, extracted(article))
    assert [name for _, name in who(article)].count("Sergey Lavrov") == 3
    assert set(article.mentions.filter(surface="Lavrov").values_list("person", flat=True)) == {lavrov.pk}


def test_a_better_extraction_corrects_the_machine_and_forgets_whom_it_made_up():
    article = make_article(body="Sergey Lavrov Said met Ivan Lavrov. Lavrov left.")
    link_article(
        article, [found(article, "Sergey Lavrov Said", short=["Lavrov left"]), found(article, "Ivan Lavrov")]
    )
    better = [found(article, "Sergey Lavrov"), found(article, "Ivan Lavrov", short=["Lavrov"])]
    link_article(article, [dataclasses.replace(one, version="2") for one in better])
    assert who(article) == [
        ("Sergey Lavrov", "Sergey Lavrov"),
        ("Ivan Lavrov", "Ivan Lavrov"),
        ("Lavrov", "Ivan Lavrov"),
    ]
    assert {person.name for person in Person.objects.all()} == {"Sergey Lavrov", "Ivan Lavrov"}
    assert set(Mention.objects.values_list("version", flat=True)) == {"2"}
