"""What else there is to read about the same people."""

from articles.lists.related import SHOWN, about_the_same
from tests.factories import make_article, make_person


def shown(people, seen=()):
    return [(one.article.headline, [p.name for p in one.shared]) for one in about_the_same(people, seen)]


def test_those_that_share_two_come_first_and_it_is_said_who(db):
    from articles.search import indexing

    ada, carl, dora = people = [make_person(name) for name in ("Ada Bell", "Carl Dorn", "Dora Eck")]

    def article(headline, date, *named):
        return make_article(headline=headline, body=" ".join(p.name for p in named), date=date, persons=named)

    here = article("Here", "2020-01-01", *people)
    article("Ada alone", "2023-01-01", ada)
    article("Carl alone", "2023-01-02", carl)
    article("Two", "2021-01-01", carl, ada)
    article("Other two", "2022-01-01", dora, carl)
    indexing.rebuild()
    assert shown(people, {here.pk}) == [
        ("Other two", ["Carl Dorn", "Dora Eck"]),
        ("Two", ["Ada Bell", "Carl Dorn"]),
        ("Ada alone", ["Ada Bell"]),
    ]
    assert shown([ada], {here.pk})[0] == ("Ada alone", ["Ada Bell"])
    assert shown([carl, dora], {here.pk})[0] == ("Other two", ["Carl Dorn", "Dora Eck"])
    assert shown([]) == []


def test_a_few_are_shown_and_none_twice(db):
    from articles.search import indexing

    ada, carl = make_person("Ada Bell"), make_person("Carl Dorn")
    for n in range(1, SHOWN + 3):
        named = [ada, carl] if n % 2 else [ada]
        body = " ".join(person.name for person in named)
        make_article(headline=f"{n}", body=body, date=f"2020-01-{n:02}", persons=named)
    indexing.rebuild()
    assert [headline for headline, _ in shown([ada, carl])] == ["7", "5", "3", "1", "8", "6"]


def test_without_an_index(db):
    assert about_the_same([make_person("Ada Bell")], set()) == []
