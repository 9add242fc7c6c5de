"""Who is who, decided in the admin: always by POST, always to be undone."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Decision, Mention, Person, Proposal
from tests.admin.conftest import admin_address
from tests.admin.sent import said, send
from tests.factories import make_article, make_person

ROMANISED = {"code": "match.romanised", "like": {"code": "match.same"}, "languages": ["ru"]}
INITIAL = {"code": "match.initial", "like": {"code": "match.similar"}}

MERGE = "/admin/articles/person/merge/"


@pytest.fixture
def buzhinsky(db):
    """Two rows that are one man, each mentioned in an article."""
    latin = make_person("Yevgeny Buzhinsky")
    cyrillic = make_person("Евгений Бужинский", language="ru")
    make_article(body="Yevgeny Buzhinsky told Interfax.", persons=[latin])
    make_article(body="Сказал Евгений Бужинский вчера.", language="ru", persons=[cyrillic])
    return latin, cyrillic


@pytest.fixture
def proposal(buzhinsky):
    first, second = buzhinsky
    return Proposal.objects.create(first=first, second=second, score=0.84, reason=ROMANISED)


def side_by_side(*people):
    return MERGE + "?" + "&".join(f"person={person.pk}" for person in people)


def of(person):
    return Mention.objects.filter(person=person).count()


def decide(client, row, decision, **given):
    """Press a button on the page of a mention, a proposal or a decision."""
    form = admin_address(row)
    return send(client, form, which=-1, to=admin_address(row, "decide"), decision=decision, **given)


def test_people_are_chosen_in_the_list_compared_and_merged(buzhinsky, admin_client, admin_user):
    latin, cyrillic = buzhinsky
    chosen = {"action": "merge_chosen", "_selected_action": [latin.pk, cyrillic.pk]}
    compared = admin_client.post("/admin/articles/person/", chosen, follow=True)
    page = compared.content.decode()
    assert "<mark>Yevgeny Buzhinsky</mark> told Interfax." in page
    assert "Сказал <mark>Евгений Бужинский</mark> вчера." in page
    answer = send(
        admin_client, side_by_side(latin, cyrillic), into=cyrillic.pk, merge="Merge", note="the same"
    )
    assert said(answer) == ["“Yevgeny Buzhinsky” is merged into “Евгений Бужинский”."]
    latin.refresh_from_db()
    assert latin.merged_into == cyrillic
    assert (of(latin), of(cyrillic)) == (0, 2)
    decision = Decision.objects.get()
    assert (decision.kind, decision.made_by, decision.note) == ("merge", admin_user, "the same")
    assert 'name="into"' not in admin_client.get(side_by_side(latin, cyrillic)).content.decode()


def test_a_merge_is_undone_from_its_page(buzhinsky, admin_client, admin_user):
    latin, cyrillic = buzhinsky
    send(admin_client, side_by_side(latin, cyrillic), into=cyrillic.pk, merge="Merge")
    decision = Decision.objects.get()
    assert "Undo</button>" in admin_client.get(admin_address(decision)).content.decode()
    assert said(decide(admin_client, decision, "undo", note="a mistake")) == ["Undone."]
    latin.refresh_from_db()
    assert latin.merged_into is None
    assert (of(latin), of(cyrillic)) == (1, 1)
    undoing = Decision.objects.get(undoes=decision)
    assert (undoing.made_by, undoing.note) == (admin_user, "a mistake")
    for row in (decision, undoing):
        assert "Undo</button>" not in admin_client.get(admin_address(row)).content.decode()
    again = admin_client.post(admin_address(decision, "decide"), {"decision": "undo"}, follow=True)
    assert said(again) == ["This decision has been undone already."]


def test_three_at_once(buzhinsky, admin_client):
    third = make_person("E. Buzhinskiy")
    send(admin_client, side_by_side(*buzhinsky, third), into=buzhinsky[0].pk, merge="Merge")
    assert set(Person.objects.exclude(merged_into=None)) == {buzhinsky[1], third}


def test_one_alone_asks_for_another(buzhinsky, admin_client):
    page = admin_client.get(side_by_side(buzhinsky[0])).content.decode()
    assert "Whom to compare with" in page
    assert 'value="Merge"' not in page
    form = form_on_page = admin_client.get(side_by_side(*buzhinsky), {"person": "x"})
    assert form_on_page.status_code == form.status_code == 200
    answer = admin_client.post("/admin/articles/person/", {"action": "merge_chosen", "_selected_action": [1]})
    assert answer.status_code == 302


@pytest.mark.parametrize("into", ["", "999", "x"])
def test_merging_into_nobody_is_refused(into, buzhinsky, admin_client):
    send(admin_client, side_by_side(*buzhinsky), into=into, merge="Merge")
    assert not Decision.objects.exists()


def test_kept_apart(proposal, admin_client):
    send(
        admin_client,
        side_by_side(proposal.first, proposal.second),
        separate="Keep apart",
        note="father and son",
    )
    proposal.refresh_from_db()
    assert proposal.state == "separate"
    assert Decision.objects.get().note == "father and son"


def test_a_persons_page_shows_whom_it_may_be(proposal, admin_client):
    third = make_person("Y. Buzhinsky")
    Proposal.objects.create(first=proposal.first, second=third, score=0.78, reason=INITIAL)
    page = admin_client.get(admin_address(proposal.first)).content.decode()
    assert page.index("0.84: same after romanising from Russian") < page.index("0.78: an initial only")
    assert 'href="/admin/articles/person/merge/?person=' in page
    Proposal.objects.update(state="separate")
    assert "May be the same as" not in admin_client.get(admin_address(proposal.first)).content.decode()


@pytest.mark.parametrize(
    ("decision", "state", "merged"),
    [("merge", "merged", "second"), ("merge into second", "merged", "first"), ("separate", "separate", None)],
)
def test_a_proposal_is_decided_on_its_page(decision, state, merged, proposal, admin_client):
    page = admin_client.get("/admin/articles/proposal/").content.decode()
    assert "84%" in page
    assert "same after romanising from Russian" in page
    decide(admin_client, proposal, decision)
    proposal.refresh_from_db()
    assert proposal.state == state
    gone = [name for name in ("first", "second") if getattr(proposal, name).merged_into]
    assert gone == ([merged] if merged else [])
    assert 'value="merge"' not in admin_client.get(admin_address(proposal)).content.decode()


def test_split_by_a_spelling_and_by_mentions(admin_client):
    person = make_person("Ilham Karimov", "Islam Karimov")
    one = make_article(body="Ilham Karimov spoke.", persons=[person]).mentions.get()
    other = make_article(body="Islam Karimov spoke.")
    mention = Mention.objects.create(
        article=other, person=person, field="body", start=0, end=13, surface="Islam Karimov", extractor="t"
    )
    page = admin_client.get(admin_address(person, "split")).content.decode()
    assert "<mark>Islam Karimov</mark> spoke." in page
    assert "Choose mentions or names" in said(send(admin_client, admin_address(person, "split")))[0]
    spelling = person.names.get(text="Islam Karimov")
    answer = send(admin_client, admin_address(person, "split"), names=[spelling.pk], note="another president")
    assert said(answer) == ["Split in two."]
    second = Person.objects.get(name="Islam Karimov")
    mention.refresh_from_db()
    one.refresh_from_db()
    assert (one.person, mention.person) == (person, second)
    decide(admin_client, Decision.objects.get(), "undo")
    mention.refresh_from_db()
    assert mention.person == person
    stranger = make_article(body="Ann Lee spoke.", persons=["Ann Lee"]).mentions.get()
    assert b"not one of the available choices" in (
        send(admin_client, admin_address(person, "split"), mentions=[stranger.pk]).content
    )


def test_a_person_is_confirmed_or_rejected(buzhinsky, admin_client):
    latin, cyrillic = buzhinsky
    send(admin_client, admin_address(latin, "confirm"), note="known")
    send(admin_client, admin_address(cyrillic, "reject"), note="an airport")
    standings = dict(Person.objects.values_list("name", "standing"))
    assert standings == {"Yevgeny Buzhinsky": "confirmed", "Евгений Бужинский": "rejected"}
    assert cyrillic.mentions.get().status == "rejected"
    assert "is rejected: undo that first" in said(send(admin_client, admin_address(cyrillic, "confirm")))[0]


def test_a_mention_is_confirmed_rejected_and_moved(buzhinsky, admin_client):
    latin, cyrillic = buzhinsky
    mention = latin.mentions.get()
    page = admin_client.get(admin_address(mention)).content.decode()
    assert "<mark>Yevgeny Buzhinsky</mark> told Interfax." in page
    decide(admin_client, mention, "confirm")
    mention.refresh_from_db()
    assert mention.status == "confirmed"
    assert said(decide(admin_client, mention, "move")) == ["Choose whom to move the mention to."]
    decide(admin_client, mention, "move", person=cyrillic.pk, note="him")
    mention.refresh_from_db()
    assert mention.person == cyrillic
    decide(admin_client, mention, "reject")
    mention.refresh_from_db()
    assert mention.status == "rejected"
    assert [one.kind for one in Decision.objects.all()] == ["reject", "move", "confirm"]
    assert "Select a valid choice" in said(decide(admin_client, mention, "move", person="x"))[0]


def pages_that_decide(latin, cyrillic, proposal, decision):
    return [
        (side_by_side(latin, cyrillic), {"into": latin.pk, "merge": "Merge"}),
        (side_by_side(latin, cyrillic), {"into": latin.pk, "separate": "Keep apart"}),
        (admin_address(latin, "split"), {"mentions": [latin.mentions.get().pk]}),
        (admin_address(latin, "confirm"), {}),
        (admin_address(latin, "reject"), {}),
        (admin_address(latin.mentions.get(), "decide"), {"decision": "reject"}),
        (admin_address(proposal, "decide"), {"decision": "merge"}),
        (admin_address(decision, "decide"), {"decision": "undo"}),
    ]


@pytest.fixture
def decision(buzhinsky, admin_client):
    send(admin_client, admin_address(make_person("Ann Lee"), "confirm"))
    return Decision.objects.get()


def test_looking_decides_nothing(buzhinsky, proposal, decision, admin_client):
    for address, given in pages_that_decide(*buzhinsky, proposal, decision):
        admin_client.get(address, given if "?" not in address else None)
    assert Decision.objects.get() == decision


def test_forms_of_other_sites_decide_nothing(buzhinsky, proposal, decision, admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    for address, given in pages_that_decide(*buzhinsky, proposal, decision):
        assert client.post(address, given).status_code == 403
    assert Decision.objects.get() == decision


def test_who_may_not_change_people_decides_nothing(buzhinsky, proposal, decision, as_staff):
    staff = as_staff("view_person", "view_mention", "view_proposal", "view_decision", "change_article")
    for address, given in pages_that_decide(*buzhinsky, proposal, decision):
        assert staff.post(address, given).status_code == 403
    assert Decision.objects.get() == decision
    for row in (decision, proposal, buzhinsky[0].mentions.get()):
        assert 'name="decision"' not in staff.get(admin_address(row)).content.decode()
    assert ">Merge…<" not in staff.get(admin_address(buzhinsky[0])).content.decode()


def test_the_way_back_leads_nowhere_else(buzhinsky, admin_client):
    mention = buzhinsky[0].mentions.get()
    address = admin_address(mention, "decide")
    for back in ("https://evil.example/", "//evil.example/", "javascript:alert(1)"):
        answer = admin_client.post(address, {"decision": "confirm", "back": back})
        assert answer.headers["Location"] == admin_address(mention)


def test_an_older_revision_of_a_person_undoes_no_merge(buzhinsky, admin_client):
    latin, cyrillic = buzhinsky
    Person.history.all().delete()
    send(admin_client, admin_address(latin), description="general")
    send(admin_client, side_by_side(latin, cyrillic), into=cyrillic.pk, merge="Merge")
    first = latin.history.last()
    past = reverse("admin:articles_person_simple_history", args=[latin.pk, first.pk])
    assert said(send(admin_client, past)) == ["Put back: description."]
    latin.refresh_from_db()
    assert (latin.description, latin.merged_into) == ("", cyrillic)


def test_a_spelling_added_by_an_editor_is_found(buzhinsky, admin_client, admin_user):
    latin, _ = buzhinsky
    latin.names.first().history.all().delete()
    added = {"names-TOTAL_FORMS": "2", "names-1-person": latin.pk, "names-1-text": "Jewgeni Buschinski"}
    send(admin_client, admin_address(latin), **added, **{"names-0-standing": "confirmed"})
    found = admin_client.get("/admin/articles/person/", {"q": "Jewgeni"}).context["cl"].result_list
    assert list(found) == [latin]
    changed, first = latin.names.get(text="Yevgeny Buzhinsky").history.all()
    assert (changed.standing, changed.history_user) == ("confirmed", admin_user)
    assert (first.standing, first.history_user) == ("suggested", None)
    twice = send(
        admin_client,
        admin_address(latin),
        **{
            "names-TOTAL_FORMS": "3",
            "names-2-person": latin.pk,
            "names-2-text": "Yevgeny Buzhinsky",
            "names-2-language": "en",
        },
    )
    assert "Please correct the" in twice.content.decode()
