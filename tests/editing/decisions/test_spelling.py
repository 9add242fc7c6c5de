"""Words that name nobody, wherever they stand, also in what is imported later."""

import pytest

from articles.editing import decisions
from articles.editing.decisions import DecisionError
from articles.models import Mention, Person
from tests.factories import make_person
from tests.people.finding import link, who

pytestmark = pytest.mark.django_db


def states() -> dict[str, list[tuple[object, ...]]]:
    return {
        "people": list(Person.objects.order_by("pk").values_list("pk", "name", "standing")),
        "names": [
            name for one in Person.objects.order_by("pk") for name in one.names.values_list("pk", "standing")
        ],
        "mentions": list(Mention.objects.order_by("pk").values_list("pk", "person", "status")),
    }


def test_one_spelling_of_two_people_names_nobody_now_and_later():
    trump, other = make_person("Donald Trump", "Citizen Trump"), make_person("Ivan Citizen", "Citizen Trump")
    article = link("Donald Trump and CITIZEN TRUMP. Citizen Trump.", ("Donald Trump", "Citizen Trump"))
    Mention.objects.filter(surface="Citizen Trump").update(person=trump)
    before = states()
    made = decisions.reject_spelling("Citizen Trump")
    assert who(article) == [("Donald Trump", "Donald Trump")]
    assert set(trump.names.values_list("text", "standing")) == {
        ("Donald Trump", "suggested"),
        ("Citizen Trump", "rejected"),
    }
    assert other.names.get(text="Citizen Trump").standing == "rejected"
    later = link("Donald Trump spoke. Citizen Trump did.", ("Donald Trump", "Citizen Trump"))
    alone = link("Citizen Trump alone.", "Citizen Trump")
    assert who(later) == [("Donald Trump", "Donald Trump")]
    assert who(alone) == []
    assert not Person.objects.exclude(standing="rejected").exclude(pk__in=[trump.pk, other.pk]).exists()
    decisions.undo(made)
    Mention.objects.filter(article__in=[later, alone]).delete()
    assert states() == before


def test_whoever_has_no_other_name_is_rejected_whole():
    citizen = make_person("Citizen Trump")
    article = link("Citizen Trump.", "Citizen Trump")
    before = states()
    made = decisions.reject_spelling("CITIZEN TRUMP")
    citizen.refresh_from_db()
    assert (citizen.standing, who(article), made.data["stand_in"]) == ("rejected", [], None)
    assert who(link("Again Citizen Trump.", "Citizen Trump")) == []
    with pytest.raises(DecisionError, match="Nobody is called “Citizen Trump”"):
        decisions.reject_spelling("Citizen Trump")
    decisions.undo(made)
    assert states()["people"] == before["people"]
    assert who(article) == [("Citizen Trump", "Citizen Trump")]


def test_several_become_one_or_none_does():
    one, two, three = (make_person(name) for name in ("Ana Kim", "Boris Lee", "Clara Moss"))
    decisions.reject_person(three)
    with pytest.raises(DecisionError, match="Clara Moss is rejected"):
        decisions.merge_several(one, [two, three])
    assert not Person.objects.exclude(merged_into=None).exists()
    four = make_person("Dora Nun")
    made = decisions.merge_several(one, [two, four])
    assert set(Person.objects.filter(merged_into=one)) == {two, four}
    for decision in reversed(made):
        decisions.undo(decision)
    assert not Person.objects.exclude(merged_into=None).exists()
