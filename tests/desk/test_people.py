"""People who may be the same: side by side, decided once, the next one by itself."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import AuthorityRecord, Decision, Mention, Person, Proposal
from articles.models.people import Standing
from articles.rights import GROUPS
from articles.search import indexing
from articles.text.codes import coded
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db(transaction=True)

Member = Callable[..., Client]


def pair(a: str, b: str, score: float = 0.9) -> Proposal:
    first, second = sorted((make_person(a), make_person(b)), key=lambda person: person.pk)
    reason = coded("match.nearly").as_json()
    return Proposal.objects.create(first=first, second=second, score=score, reason=reason)


@pytest.fixture
def bells() -> Proposal:
    for n in range(3):
        make_article(body=f"On day {n} Ada Bell spoke.", persons=["Ada Bell", "Cy Dee"], date=f"201{n}-01-01")
    make_article(body="Ada Bel kept silent.", persons=["Ada Bel"], source="other.az")
    found = pair("Ada Bell", "Ada Bel")
    indexing.rebuild()
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_who_may_look_and_who_decides(member: Member, bells: Proposal, group: str) -> None:
    client = member(group)
    assert client.get("/desk/people/").status_code == 200
    answer = client.post(f"/desk/proposals/{bells.pk}/", {"deed": "different"})
    assert answer.status_code == (302 if group in ("People editor", "Chief") else 403)
    assert Decision.objects.count() == (group in ("People editor", "Chief"))


def test_both_stand_side_by_side(member: Member, bells: Proposal) -> None:
    page = member("People editor").get("/desk/people/").content.decode()
    for told in ("nearly the same", "2010–2012", "turan.az (3)", "other.az (1)", "3 articles"):
        assert told in page, told
    assert "<mark>Ada Bell</mark> spoke." in page and "<mark>Ada Bel</mark> kept silent." in page


@pytest.mark.parametrize(
    ("deed", "kind", "state"),
    [
        ("into-first", "merge", "merged"),
        ("into-second", "merge", "merged"),
        ("different", "separate", "separate"),
        ("reject-second", "reject", "separate"),
    ],
)
def test_decided_and_the_next_one_loads(
    member: Member, bells: Proposal, deed: str, kind: str, state: str
) -> None:
    other = pair("Cy Dee", "Cy Di", 0.5)
    client = member("People editor")
    answer = client.post(f"/desk/proposals/{bells.pk}/", {"deed": deed}, follow=True)
    assert f'action="/desk/proposals/{other.pk}/"' in answer.content.decode()
    decision = Decision.objects.get()
    bells.refresh_from_db()
    assert (decision.kind, bells.state) == (kind, state)
    assert f'action="/desk/decisions/{decision.pk}/undo/' in answer.content.decode()
    client.post(f"/desk/decisions/{decision.pk}/undo/")
    assert Decision.objects.count() == 2
    assert not Person.objects.exclude(merged_into=None).exists()


def test_later_leads_past_it_and_back(member: Member, bells: Proposal) -> None:
    other = pair("Cy Dee", "Cy Di", 0.9)
    client = member("People editor")
    answer = client.post(f"/desk/proposals/{bells.pk}/", {"deed": "later"})
    assert answer["Location"] == f"/desk/people/?after={bells.pk}"
    assert f"/desk/proposals/{other.pk}/" in client.get(answer["Location"]).content.decode()
    last = client.post(f"/desk/proposals/{other.pk}/", {"deed": "later"}, follow=True)
    assert "Begin again" in last.content.decode()


def test_two_do_not_decide_twice(member: Member, bells: Proposal) -> None:
    client = member("People editor")
    for _ in range(2):
        client.post(f"/desk/proposals/{bells.pk}/", {"deed": "different"})
    assert Decision.objects.count() == 1


def test_not_a_person_everywhere(member: Member, bells: Proposal) -> None:
    ada = Person.objects.get(name="Ada Bell")
    client = member("People editor")
    page = client.get(f"/desk/people/{ada.pk}/").content.decode()
    assert 'Ada Bell</a></span> <span class="count">3 articles' in page
    client.post(f"/desk/people/{ada.pk}/no-person/")
    assert set(Mention.objects.filter(person=ada).values_list("status", flat=True)) == {Standing.REJECTED}
    assert client.get(f"/people/{ada.pk}/").status_code == 404


def test_a_spelling_that_is_no_name(member: Member, bells: Proposal) -> None:
    ada = bells.first
    make_article(body="Citizen Bell and Ada Bell.", persons=[ada])
    ada.names.create(text="Citizen Bell")
    client = member("People editor")
    page = client.get(f"/desk/people/{ada.pk}/").content.decode()
    assert '<button class="quiet" name="spelling" value="Citizen Bell"' in page
    places = client.get(f"/desk/people/{ada.pk}/?spelling=Ada+Bell").content.decode()
    assert places.count("<mark>Ada Bell</mark>") == 8  # four places, and the four newest beside the names
    answer = client.post(f"/desk/people/{ada.pk}/no-person/", {"spelling": "Citizen Bell"}, follow=True)
    assert "“Citizen Bell” is no person, everywhere." in answer.content.decode()
    made = Decision.objects.get()
    assert (
        f'action="/desk/decisions/{made.pk}/undo/?&amp;person={ada.pk}"'
        in answer.content.decode().replace("/undo/?&person", "/undo/?&amp;person")
    )
    assert [name.standing for name in ada.names.order_by("text")] == ["suggested", "rejected"]
    refused = client.post(f"/desk/people/{ada.pk}/no-person/", {"spelling": "Cy Dee"}, follow=True)
    assert "“Cy Dee” is no name of theirs." in refused.content.decode()


SEVERAL = ("Vagif Aliyev", "Вагиф Алиев", "Vaqif Əliyev")


@pytest.fixture
def aliyevs() -> list[Person]:
    return [make_person(name) for name in SEVERAL]


@pytest.mark.parametrize("asked", ["Aliyev", "Алиев", "Əliyev", "Vagif Aliyev", "Вагиф Алиев"])
def test_people_are_found_in_any_script(
    member: Member, admin_client: Client, aliyevs: list[Person], asked: str
) -> None:
    found = member("People editor").get("/desk/people/find/", {"q": asked}).content.decode()
    in_tables = admin_client.get("/admin/articles/person/", {"q": asked}).content.decode()
    for name in SEVERAL:
        assert name in found and name in in_tables


@pytest.mark.parametrize("group", GROUPS)
def test_who_merges_two_and_who_merges_more(member: Member, aliyevs: list[Person], group: str) -> None:
    client = member(group, staff=True)
    three = "&".join(f"person={person.pk}" for person in aliyevs)
    for address in (f"/desk/people/merge/?{three}", f"/admin/articles/person/merge/?{three}"):
        given = {"into": str(aliyevs[0].pk), "deed": "merge", "merge": "Merge"}
        answer = client.post(address, given)
        assert answer.status_code == (302 if group == "Chief" else 403)
        assert Person.objects.exclude(merged_into=None).count() == (2 if group == "Chief" else 0)
        for decision in Decision.objects.order_by("-pk"):
            client.post(f"/desk/decisions/{decision.pk}/undo/")
    two = "&".join(f"person={person.pk}" for person in aliyevs[:2])
    answer = client.post(f"/desk/people/merge/?{two}", {"into": str(aliyevs[0].pk), "deed": "merge"})
    assert answer.status_code == (302 if group in ("People editor", "Chief") else 403)


def test_several_are_merged_and_parted_by_one_button(member: Member, aliyevs: list[Person]) -> None:
    client = member("Chief")
    three = "&".join(f"person={person.pk}" for person in aliyevs)
    given = {"into": str(aliyevs[1].pk), "deed": "merge"}
    answer = client.post(f"/desk/people/merge/?{three}", given, follow=True).content.decode()
    assert "2 people are merged into “Вагиф Алиев”." in answer
    first, second = Decision.objects.order_by("pk").values_list("pk", flat=True)
    client.post(f"/desk/decisions/{first}/undo/?with={second}")
    assert not Person.objects.exclude(merged_into=None).exists()
    client.post(f"/desk/people/merge/?{three}", {"deed": "different"})
    assert Proposal.objects.filter(state="separate").count() == 3


def test_who_they_are_in_an_authority_list(member: Member, bells: Proposal) -> None:
    record = AuthorityRecord.objects.create(
        authority_id="Q7", wikidata_id="Q7", description="an engineer", names=[["Ada Bell", "en"]]
    )
    record.folded.create(folded="ada bell")
    client = member("People editor")
    page = client.get(f"/desk/people/{bells.first_id}/").content.decode()
    assert "an engineer" in page and f'name="record" value="{record.pk}"' in page
    nobody = client.get(f"/desk/people/{bells.first_id}/?look=Q8").content.decode()
    assert "Nobody of it is called so." in nobody
    address = f"/desk/people/{bells.first_id}/identified/"
    assert member("Editor").post(address, {"record": record.pk}).status_code == 403
    answer = client.post(address, {"record": record.pk}, follow=True).content.decode()
    assert "“Ada Bell” is Q7." in answer
    assert Person.objects.get(wikidata_id="Q7").pk == bells.first_id


def test_questions_to_the_database_do_not_grow(member: Member, bells: Proposal) -> None:
    client = member("People editor")
    addresses = ("/desk/people/", f"/desk/people/{bells.first_id}/")

    def asked() -> list[int]:
        counted = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counted.append(len(queries))
        return counted

    one = asked()
    for n in range(30):
        make_article(body=f"Ada Bell and Bo {n} spoke.", persons=["Ada Bell", f"Bo {n}"], source=f"o{n}.az")
        pair(f"Bo {n}", "Ada Bel", 0.3)
    indexing.rebuild()
    assert all(more <= few + 1 for few, more in zip(one, asked(), strict=True))  # company is looked up
    assert max(one) <= 20
