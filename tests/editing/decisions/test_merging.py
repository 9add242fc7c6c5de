"""Merging, splitting and what editors decide about single mentions."""

import pytest
from django.contrib.auth.models import User

from articles.editing import decisions
from articles.editing.decisions import DecisionError
from articles.models import Decision, Mention, PendingChange, Person, Proposal
from tests.factories import make_person
from tests.people.finding import link, who

pytestmark = pytest.mark.django_db


def spelled(person: Person) -> set[str]:
    return set(person.names.values_list("text", flat=True))


def test_a_merger_moves_mentions_and_names_and_leaves_a_redirect(admin_user: User):
    first = link("Ana Kim spoke.", "Ana Kim")
    second = link("Boris Lee spoke.", "Boris Lee")
    into, other = first.mentions.get().person, second.mentions.get().person
    assert into is not None and other is not None
    PendingChange.objects.all().delete()
    decision = decisions.merge(into, other, by=admin_user, note="one man")
    other.refresh_from_db()
    assert other.merged_into == into and other.live == into
    assert spelled(into) == {"Ana Kim", "Boris Lee"}
    assert second.mentions.get().person == into
    assert set(PendingChange.objects.values_list("article_id", flat=True)) == {second.pk}
    assert (decision.kind, decision.made_by, decision.note) == ("merge", admin_user, "one man")
    assert set(decision.people.all()) == {into, other}


def test_redirects_are_one_hop():
    one, two, three = (make_person(name) for name in ("Ana Kim", "Boris Lee", "Clara Moss"))
    decisions.merge(two, one)
    decisions.merge(three, two)
    assert set(Person.objects.filter(merged_into=three)) == {one, two}
    assert spelled(three) == {"Ana Kim", "Boris Lee", "Clara Moss"}


def test_no_circles_and_nobody_into_themselves():
    one, two = make_person("Ana Kim"), make_person("Boris Lee")
    with pytest.raises(DecisionError, match="Ana Kim cannot be merged with the same person"):
        decisions.merge(one, one)
    decisions.merge(one, two)
    with pytest.raises(DecisionError, match="Boris Lee is merged into Ana Kim already"):
        decisions.merge(two, one)
    with pytest.raises(DecisionError, match="Boris Lee is merged into Ana Kim already"):
        decisions.merge(one, two)
    assert Decision.objects.count() == 1


def test_a_merger_is_undone_though_others_came_on_top():
    one, two, three = (make_person(name) for name in ("Ana Kim", "Boris Lee", "Clara Moss"))
    article = link("Ana Kim, Boris Lee and Clara Moss.", "Ana Kim", "Boris Lee", "Clara Moss")
    first = decisions.merge(two, one)
    second = decisions.merge(three, two)
    decisions.undo(first)
    assert who(article) == [("Ana Kim", "Ana Kim"), ("Boris Lee", "Clara Moss"), ("Clara Moss", "Clara Moss")]
    decisions.undo(second)
    assert who(article) == [("Ana Kim", "Ana Kim"), ("Boris Lee", "Boris Lee"), ("Clara Moss", "Clara Moss")]
    assert [spelled(person) for person in (one, two, three)] == [{"Ana Kim"}, {"Boris Lee"}, {"Clara Moss"}]
    with pytest.raises(DecisionError, match="undone already"):
        decisions.undo(first)
    with pytest.raises(DecisionError, match="An undoing cannot be undone"):
        decisions.undo(Decision.objects.get(undoes=first))


def test_the_wikidata_id_goes_along_and_comes_back():
    one, two = make_person("Ana Kim"), make_person("Boris Lee", wikidata_id="Q7")
    decision = decisions.merge(one, two)
    assert Person.objects.get(wikidata_id="Q7") == one
    decisions.undo(decision)
    assert Person.objects.get(wikidata_id="Q7") == two


def test_a_split_by_name_takes_the_mentions_spelled_so_and_those_beside_them():
    person = make_person("Ali Karimov", "Əli Kərimov")
    english = link("Ali Karimov spoke.", "Ali Karimov")
    both = link("Ali Karimov and Əli Kərimov.", ("Ali Karimov", "Əli Kərimov"))
    azeri = link("Əli Kərimov. Kərimov.", "Əli Kərimov")
    Mention.objects.create(
        article=azeri,
        person=person,
        field="body",
        start=13,
        end=20,
        surface="Kərimov",
        extractor="x",
        version="1",
    )
    decision = decisions.split(person, names=list(person.names.filter(text="Əli Kərimov")))
    second = Person.objects.get(pk=decision.data["to"])
    assert second.name == "Əli Kərimov"
    assert who(english) == [("Ali Karimov", "Ali Karimov")]
    assert who(both) == [("Ali Karimov", "Ali Karimov"), ("Əli Kərimov", "Əli Kərimov")]
    assert who(azeri) == [("Əli Kərimov", "Əli Kərimov"), ("Kərimov", "Əli Kərimov")]
    assert Proposal.objects.get().state == Proposal.State.SEPARATE
    decisions.undo(decision)
    assert not Person.objects.filter(pk=second.pk).exists()
    assert set(Mention.objects.values_list("person", "status")) == {(person.pk, "suggested")}


@pytest.mark.parametrize("chosen", ["nothing", "all names", "not theirs"])
def test_what_cannot_be_split(chosen: str):
    person, other = make_person("Ana Kim", "Anna Kim"), make_person("Boris Lee")
    names = {
        "nothing": [],
        "all names": list(person.names.all()),
        "not theirs": list(other.names.all()),
    }[chosen]
    with pytest.raises(DecisionError):
        decisions.split(person, names=names)
    assert Person.objects.count() == 2


def test_decisions_about_one_mention():
    article = link("Ana Kim met Boris Lee.", "Ana Kim", "Boris Lee")
    ana, boris = article.mentions.order_by("start")
    decisions.confirm(ana)
    with pytest.raises(DecisionError, match="“Ana Kim” is confirmed already"):
        decisions.confirm(ana)
    moved = decisions.move_mention(boris, ana.person)
    assert who(article) == [("Ana Kim", "Ana Kim"), ("Boris Lee", "Ana Kim")]
    decisions.undo(moved)
    decisions.reject_mention(boris)
    assert who(article) == [("Ana Kim", "Ana Kim")]
    assert [one.kind for one in article.decisions.order_by("pk")] == ["confirm", "move", "move", "reject"]


def test_confirming_a_person_confirms_their_names():
    person = make_person("Ana Kim", "Anna Kim")
    person.names.filter(text="Anna Kim").update(standing="rejected")
    decisions.confirm_person(person)
    assert set(person.names.values_list("text", "standing")) == {
        ("Ana Kim", "confirmed"),
        ("Anna Kim", "rejected"),
    }
