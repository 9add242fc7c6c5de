"""A surname that stands alone goes to whom the article's other people tell."""

import pytest

from articles.editing import decisions
from articles.models import Article, Extraction, Mention, Person
from articles.people.finding import find_again, find_everywhere
from articles.people.linking import link_article
from articles.people.revisiting import link_due_surnames, link_surnames
from articles.people.surnames import AS_DECIDED
from articles.wording.codes import worded
from tests.factories import make_article, make_person
from tests.people.finding import found, link, who

pytestmark = pytest.mark.django_db

TOGETHER = ("Sergey Lavrov and Ararat Mirzoyan met.", "Sergey Lavrov", "Ararat Mirzoyan")
ALONE = ("Lavrov thanked Ararat Mirzoyan.", "Lavrov", "Ararat Mirzoyan")
REASON = "surname, and 1 person in common: Ararat Mirzoyan"


def strangers() -> None:
    """A dozen articles about other people: what is frequent is told by what is not."""
    for given in ("Ali", "Zaur", "Mikhail"):
        for family in ("Karimov", "Bagirov", "Petrenko", "Smith"):
            link(f"{given} {family} spoke.", f"{given} {family}")


def surname_of(article) -> Mention:
    return article.mentions.get(surface="Lavrov")


def test_the_company_tells_and_the_reason_is_kept():
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    article = link(*ALONE)
    assert who(article) == [("Lavrov", "Sergey Lavrov"), ("Ararat Mirzoyan", "Ararat Mirzoyan")]
    assert worded(surname_of(article).reason) == REASON
    assert article.mentions.get(surface="Ararat Mirzoyan").reason is None


def test_it_tells_across_scripts_and_endings():
    strangers()
    for _ in range(3):
        link(*TOGETHER)
    article = link("Լավրովը և Արարատ Միրզոյանը հանդիպեցին։", "Լավրովը", "Արարատ Միրզոյանը", language="hy")
    assert [name for _, name in who(article)] == ["Sergey Lavrov", "Ararat Mirzoyan"]


def test_a_surname_without_company_or_with_other_company_is_nobody():
    strangers()
    for _ in range(5):
        link(*TOGETHER)
    assert who(link("Lavrov spoke.", "Lavrov")) == [("Lavrov", "")]
    assert who(link("Lavrov met Ali Karimov.", "Lavrov", "Ali Karimov"))[0] == ("Lavrov", "")


def test_what_is_likely_only_is_said_to_editors():
    strangers()
    link(*TOGETHER)
    mention = surname_of(link(*ALONE))
    assert mention.person is None
    assert worded(mention.reason) == f"perhaps Sergey Lavrov: {REASON}"


def test_afterwards_it_does_not_matter_what_came_first():
    article = link(*ALONE)
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    assert surname_of(article).person is None
    assert link_surnames() == 1
    assert (surname_of(article).person.name, worded(surname_of(article).reason)) == ("Sergey Lavrov", REASON)
    assert link_surnames() == 0


def test_due_are_articles_with_something_open_until_they_are_asked_about():
    article = link(*ALONE)
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    assert [due.article for due in Extraction.objects.filter(surnames_due=True)] == [article]
    assert link_due_surnames() == 1
    assert surname_of(article).person.name == "Sergey Lavrov"
    assert not Extraction.objects.filter(surnames_due=True).exists()
    assert link_due_surnames() == 0


def test_what_was_inferred_is_no_evidence():
    strangers()
    for _ in range(6):
        link(*TOGETHER)
    lavrov = Person.objects.get(name="Sergey Lavrov")
    for _ in range(5):
        link("Lavrov, Ararat Mirzoyan and Anna Petrova met.", "Lavrov", "Ararat Mirzoyan", "Anna Petrova")
    assert lavrov.mentions.filter(surface="Lavrov").count() == 5
    assert who(link("Lavrov met Anna Petrova.", "Lavrov", "Anna Petrova"))[0] == ("Lavrov", "")


def test_withdrawn_articles_are_no_evidence():
    strangers()
    withdrawn = [link(*TOGETHER), link(*TOGETHER)]
    article = link(*ALONE)
    assert surname_of(article).person.name == "Sergey Lavrov"
    Article.objects.filter(pk__in=[one.pk for one in withdrawn]).update(status=Article.Status.WITHDRAWN)
    assert link_surnames() == 1
    assert (surname_of(article).person, surname_of(article).reason) == (None, None)
    withdrawn[0].status = Article.Status.PUBLISHED
    withdrawn[0].save()
    assert link_surnames() == 1
    assert worded(surname_of(article).reason) == f"perhaps Sergey Lavrov: {REASON}"


def test_a_namesake_in_the_same_company_takes_the_link_back():
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    article = link(*ALONE)
    for _ in range(3):
        link("Kirill Lavrov met Ararat Mirzoyan.", "Kirill Lavrov", "Ararat Mirzoyan")
    assert link_surnames() == 1
    assert surname_of(article).person is None


def test_who_is_found_nowhere_any_more_is_forgotten_with_the_last_surname():
    strangers()
    full = [link(*TOGETHER), link(*TOGETHER)]
    article = link(*ALONE)
    for one in full:
        link_article(one, [])
    assert Person.objects.filter(name="Sergey Lavrov").exists()
    assert link_surnames() == 1
    assert surname_of(article).person is None
    assert not Person.objects.filter(name="Sergey Lavrov").exists()


def test_whom_an_editor_rejected_in_the_article_is_not_meant_there():
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    article = link("Lavrov thanked Ararat Mirzoyan. Lavrov left.", "Lavrov", "Ararat Mirzoyan")
    decisions.reject_mention(article.mentions.filter(surface="Lavrov").first())
    assert article.mentions.get(surface="Lavrov", status="suggested").person is None
    find_again(article)
    assert not article.mentions.filter(surface="Lavrov", status="suggested").exclude(person=None)


def test_what_an_editor_decided_stays_and_tells():
    strangers()
    link(*TOGETHER)
    lavrov = Person.objects.get(name="Sergey Lavrov")
    articles = [link("Lavrov met Anna Petrova.", "Lavrov", "Anna Petrova") for _ in range(2)]
    for article in articles:
        decisions.move_mention(surname_of(article), lavrov)
    assert link_surnames() == 0
    assert surname_of(article).person == lavrov
    again = link("Lavrov met Anna Petrova.", "Lavrov", "Anna Petrova")
    assert surname_of(again).person == lavrov


def test_the_other_mentions_of_a_surname_follow_what_an_editor_said_of_one():
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    names = ("Lavrov", "Ararat Mirzoyan", "Petrenko")
    article = link("Lavrov thanked Ararat Mirzoyan. Lavrov left. Petrenko: Lavrov's way.", *names)
    kirill = make_person("Kirill Lavrov")
    first, *others = article.mentions.filter(surface__startswith="Lavrov").order_by("start")
    decision = decisions.move_mention(first, kirill)
    for other in others:
        other.refresh_from_db()
        assert (other.person, other.status, other.reason) == (kirill, "suggested", AS_DECIDED.as_json())
    assert article.mentions.get(surface="Petrenko").person is None
    assert link_surnames() == 0
    link_article(article, [found(article, name) for name in names])
    assert [one.person for one in article.mentions.filter(surface="Lavrov")] == [kirill] * 3
    reasons = [worded(one.reason) for one in article.mentions.filter(surface="Lavrov")]
    assert reasons == [REASON, worded(AS_DECIDED), worded(AS_DECIDED)]
    decisions.undo(decision)
    assert {one.person.name for one in article.mentions.filter(surface="Lavrov")} == {"Sergey Lavrov"}
    assert {worded(one.reason) for one in article.mentions.filter(surface="Lavrov")} == {REASON}


def test_a_surname_of_which_an_editor_said_two_things_is_what_was_said_more_often():
    article = link("Lavrov spoke. Lavrov left. Lavrov came. Lavrov slept.", "Lavrov")
    kirill, sergey = make_person("Kirill Lavrov"), make_person("Sergey Lavrov")
    rows = article.mentions.order_by("start")
    decisions.move_mention(rows[0], kirill)
    decisions.move_mention(rows[1], sergey)
    decisions.confirm(rows[2])
    assert [name for _, name in who(article)] == [
        "Kirill Lavrov",
        "Sergey Lavrov",
        "Kirill Lavrov",
        "Kirill Lavrov",
    ]


def test_a_name_rejected_for_somebody_links_them_no_more():
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    lavrov = Person.objects.get(name="Sergey Lavrov")
    lavrov.names.create(text="Lavrov", language="en", standing="rejected")
    assert surname_of(link(*ALONE)).person is None


def test_links_move_with_a_merger_and_back():
    strangers()
    for _ in range(4):
        link(*TOGETHER)
    article = link(*ALONE)
    lavrov, other = Person.objects.get(name="Sergey Lavrov"), Person.objects.get(name="Ali Karimov")
    decision = decisions.merge(other, lavrov)
    later = link(*ALONE)
    assert surname_of(article).person == surname_of(later).person == other
    decisions.undo(decision)
    assert surname_of(article).person == surname_of(later).person == lavrov


@pytest.mark.parametrize("into_namesake", [True, False])
def test_asking_again_between_a_merger_and_its_undoing_leaves_whose_a_link_was(into_namesake):
    namesake = make_person("Dan Lavrov")
    strangers()
    for _ in range(4):
        link(*TOGETHER)
    article = link(*ALONE)
    lavrov = Person.objects.get(name="Sergey Lavrov")
    assert surname_of(article).person == lavrov
    decision = decisions.merge(namesake, lavrov) if into_namesake else decisions.merge(lavrov, namesake)
    link_surnames()
    find_again(article)
    decisions.undo(decision)
    assert surname_of(article).person == lavrov


def test_the_surname_of_a_full_name_of_nobody_is_nobody_too():
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    article = link(*ALONE)
    article.mentions.filter(surface="Lavrov").update(person=None, reason=None, inferred=False)
    article.mentions.create(field="headline", start=0, end=13, surface="Sergey Lavrov")
    assert link_surnames() == 0
    assert surname_of(article).person is None


def test_looking_again_asks_again():
    article = make_article(body="Lavrov thanked Ararat Mirzoyan.")
    strangers()
    for _ in range(2):
        make_article(body="Minister Sergey Lavrov met Ararat Mirzoyan.")
    find_everywhere(lambda done, of: None, workers=1)
    assert surname_of(article).person.name == "Sergey Lavrov"


def test_surnames_of_many_articles_need_no_more_queries(django_assert_max_num_queries):
    strangers()
    link(*TOGETHER)
    link(*TOGETHER)
    with django_assert_max_num_queries(24):
        link(*ALONE)
