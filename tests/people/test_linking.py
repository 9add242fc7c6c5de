"""Mentions become rows, each with the right person."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.editing import decisions
from articles.models import Article, Extraction, Mention, Name, PendingChange, Person, Proposal
from articles.names.document import find_persons
from articles.names.match import MERGE, PROPOSE
from articles.people.linking import link_article, link_articles
from articles.wording.codes import worded
from tests.factories import make_article, make_person
from tests.people.finding import found, link, who

pytestmark = pytest.mark.django_db


def test_the_caption_spelling_is_another_name_of_the_same_person():
    article = make_article(
        caption="Евгений Бужинский",
        body="Russia will wait, said Yevgeny Buzhinsky. Buzhinsky is a general.",
    )
    persons = find_persons({"caption": article.caption, "body": article.body}, "en")
    link_article(article, persons)
    person = Person.objects.get()
    assert person.name == "Yevgeny Buzhinsky"
    assert sorted(person.names.values_list("text", "language", "letter")) == [
        ("Yevgeny Buzhinsky", "en", "B"),
        ("Евгений Бужинский", "ru", "Б"),
    ]
    assert who(article) == [
        ("Yevgeny Buzhinsky", "Yevgeny Buzhinsky"),
        ("Buzhinsky", "Yevgeny Buzhinsky"),
        ("Евгений Бужинский", "Yevgeny Buzhinsky"),
    ]
    assert Extraction.objects.get().version == f"{persons[0].extractor} {persons[0].version}"


def test_a_name_joins_its_person_across_articles_scripts_and_spellings():
    first = link("Sergey Lavrov spoke.", "Sergey Lavrov")
    second = link("Сказал Сергей Лавров.", "Сергей Лавров", language="ru")
    third = link("Sergei Lavrov spoke.", "Sergei Lavrov")
    fourth = link("Встреча с Сергеем Лавровым.", "Сергеем Лавровым", language="ru")
    person = Person.objects.get()
    assert {article.mentions.get().person for article in (first, second, third, fourth)} == {person}
    assert {name.text for name in person.names.all()} == {
        "Sergey Lavrov",
        "Сергей Лавров",
        "Sergei Lavrov",
        "Сергеем Лавровым",
    }


@pytest.mark.parametrize("first", ["Vladimir Putin", "Владимира Путина"])
def test_a_genitive_that_could_be_a_woman_s_name_joins_the_man_s_whichever_comes_first(first):
    second = {"Vladimir Putin": "Владимира Путина", "Владимира Путина": "Vladimir Putin"}[first]
    for name in (first, second):
        link(f"x {name} y.", name, language="en" if name.isascii() else "ru")
    assert Person.objects.count() == 1
    link("Александр Захаров.", "Александр Захаров", language="ru")
    link("Александра Захарова.", "Александра Захарова", language="ru")
    assert Person.objects.count() == 3


def test_strangers_stay_apart():
    link("Sergey Lavrov met Nikol Pashinyan.", "Sergey Lavrov", "Nikol Pashinyan")
    link("Ilham Aliyev met Heydar Aliyev.", "Ilham Aliyev", "Heydar Aliyev")
    link("Jalə Əliyeva gəldi.", "Jalə Əliyeva", language="az")
    assert Person.objects.count() == 5


def test_one_word_alone_is_nobody_and_joins_nobody():
    link("Sergey Lavrov spoke.", "Sergey Lavrov")
    article = link("Lavrov spoke.", "Lavrov")
    initial = link("S. Lavrov spoke.", "S. Lavrov")
    assert who(article) == [("Lavrov", "")]
    assert who(initial) == [("S. Lavrov", "")]
    assert Person.objects.count() == 1


def test_a_doubtful_pair_is_proposed_with_score_and_reason():
    link("Ali Karimov spoke.", "Ali Karimov")
    link("Əli Kərimli danışdı.", "Əli Kərimli", language="az")
    proposal = Proposal.objects.get()
    assert (proposal.first.name, proposal.second.name) == ("Ali Karimov", "Əli Kərimli")
    assert PROPOSE <= proposal.score < MERGE
    assert worded(proposal.reason) == "similar after romanising from Azerbaijani"
    assert proposal.state == Proposal.State.OPEN


def test_small_differences_do_not_add_up_to_somebody_else():
    make_person("Sergey Lavrov", "Sergey Lavirenkov")
    link("Sergey Lavirenko spoke.", "Sergey Lavirenko")
    assert Person.objects.count() == 2


def test_namesakes_are_told_by_the_company_they_keep():
    president, player = make_person("Ali Karimov"), Person.objects.create(name="Ali Karimov")
    Name.objects.create(person=player, text="Ali Karimov", language="en")
    decisions.keep_separate(president, player)
    coach = make_person("Boris Petrov")
    known = make_article(body="Ali Karimov plays for Boris Petrov.")
    link_article(known, [found(known, "Ali Karimov"), found(known, "Boris Petrov")])
    decisions.move_mention(known.mentions.get(surface="Ali Karimov"), player)

    together = link("Boris Petrov praised Ali Karimov.", "Ali Karimov", "Boris Petrov")
    alone = link("Ali Karimov arrived.", "Ali Karimov")
    assert together.mentions.get(surface="Ali Karimov").person == player
    assert together.mentions.get(surface="Boris Petrov").person == coach
    assert who(alone) == [("Ali Karimov", "")]
    assert Person.objects.count() == 3

    Article.objects.filter(pk__in=[known.pk, together.pk]).update(status=Article.Status.WITHDRAWN)
    later = link("Boris Petrov praised Ali Karimov.", "Ali Karimov", "Boris Petrov")
    assert later.mentions.get(surface="Ali Karimov").person is None


def test_one_person_twice_is_asked_about():
    first, second = make_person("Ali Karimov"), Person.objects.create(name="Ali Karimov")
    Name.objects.create(person=second, text="Ali Karimov", language="en")
    article = link("Ali Karimov arrived.", "Ali Karimov")
    assert article.mentions.get().person == first
    assert (Proposal.objects.get().first, Proposal.objects.get().second) == (first, second)


def test_a_name_of_somebody_merged_joins_whom_they_are_now():
    one, other = make_person("Sergey Lavrov"), make_person("Nikol Pashinyan")
    decisions.merge(one, other)
    assert link("Nikol Pashinyan spoke.", "Nikol Pashinyan").mentions.get().person == one


def test_mentions_that_came_after_a_merger_leave_with_their_name():
    one, other = make_person("Sergey Lavrov"), make_person("Nikol Pashinyan")
    decision = decisions.merge(one, other)
    article = link(
        "Nikol Pashinyan met Sergey Lavrov. Nikola Pashinyan too.",
        ("Nikol Pashinyan", "Nikola Pashinyan"),
        "Sergey Lavrov",
    )
    assert {mention.person for mention in article.mentions.all()} == {one}
    decisions.undo(decision)
    assert who(article) == [
        ("Nikol Pashinyan", "Nikol Pashinyan"),
        ("Sergey Lavrov", "Sergey Lavrov"),
        ("Nikola Pashinyan", "Nikol Pashinyan"),
    ]
    assert {name.text for name in other.names.all()} == {"Nikol Pashinyan", "Nikola Pashinyan"}


def test_a_spelling_that_an_editor_rejected_joins_them_no_more():
    person = make_person("Sergey Lavrov", "Sergei Lavrov")
    person.names.filter(text="Sergei Lavrov").update(standing="rejected")
    article = link("Sergei Lavrov spoke.", "Sergei Lavrov")
    assert article.mentions.get().person != person


def test_who_was_rejected_is_not_found_again():
    first = link("Karabakh Truce holds.", "Karabakh Truce")
    decisions.reject_person(Person.objects.get())
    second = link("Karabakh Truce broken.", "Karabakh Truce")
    assert who(first) == who(second) == []
    assert second.mentions.get().person == Person.objects.get()


def test_spans_must_fit_the_text():
    article = make_article(headline="Lavrov", body="Today Sergey Lavrov spoke.")
    person = found(article, "Sergey Lavrov")
    article.body = "Yesterday, Sergey Lavrov spoke."  # an editor's correction
    article.save()
    link_article(article, [person])
    mention = article.mentions.get()
    assert (mention.start, article.body[mention.start : mention.end]) == (11, "Sergey Lavrov")


def test_many_articles_and_names_need_no_more_queries():
    def queries(number: int) -> int:
        names = [f"Zaur{chr(97 + n)} Bak{chr(97 + n)}rov" for n in range(number)]
        batch = []
        for _ in range(number):
            article = make_article(body=" and ".join(names))
            batch.append((article, [found(article, name) for name in names]))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            link_articles(batch)
        assert Mention.objects.filter(article__in=[a for a, _ in batch]).count() == number * number
        return len(captured)

    assert queries(1) <= 14
    assert queries(8) <= 14


def test_the_index_hears_of_new_mentions_and_not_of_a_mere_new_version():
    article = make_article(body="Sergey Lavrov spoke.")
    person = found(article, "Sergey Lavrov")
    PendingChange.objects.all().delete()
    link_article(article, [person])
    assert set(PendingChange.objects.values_list("article_id", flat=True)) == {article.pk}
    PendingChange.objects.all().delete()
    link_article(article, [type(person)(person.name, person.names, person.mentions, "test", "2")])
    assert article.mentions.get().version == "2"
    assert not PendingChange.objects.exists()


def test_what_was_inferred_does_not_tell_namesakes_apart():
    one, other = make_person("Boris Johnson"), Person.objects.create(name="Boris Johnson")
    Name.objects.create(person=other, text="Boris Johnson", language="en")
    decisions.keep_separate(one, other)
    article = link("Boris Johnson met Angela Merkel. Johnson left.", "Boris Johnson", "Angela Merkel")
    elsewhere = link("Johnson met Angela Merkel.", "Johnson", "Angela Merkel")
    elsewhere.mentions.filter(surface="Johnson").update(person=one, inferred=True)
    again = [found(article, "Boris Johnson", short=["Johnson"]), found(article, "Angela Merkel")]
    link_article(article, again)
    assert [name for _, name in who(article)] == ["", "Angela Merkel", ""]
