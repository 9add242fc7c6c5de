"""Editors join articles that are one story, and keep apart those that are not; it stands, and is undone."""

import pytest

from articles.editing.decisions import DecisionError, join_reprints, keep_apart, undo
from articles.importing.undoing import _remove
from articles.likeness.groups import with_reprints
from articles.likeness.reprints import begin_anew, find_all
from articles.models import Article, Fingerprint, Reprint
from benchmarks.reprint_texts import TEXTS
from tests.factories import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(db: None) -> list[Article]:
    """Two reprints and another article."""
    made = [
        make_article("One", TEXTS["en"], source="a.example", date="2020-11-01"),
        make_article("Two", TEXTS["en"], source="b.example", date="2020-11-02"),
        make_article("Other", TEXTS["ru"], source="c.example", date="2020-11-03"),
    ]
    assert sum(find_all()) == 3
    return made


def pairs() -> set[tuple[int, int, float, str]]:
    return set(Reprint.objects.values_list("first", "second", "similarity", "state"))


def rebuild() -> None:
    begin_anew()
    assert sum(find_all()) == 3


def test_kept_apart_through_rebuilds_until_it_is_undone(three: list[Article]) -> None:
    one, two, _ = three
    before = pairs()
    decision = keep_apart(two, one, note="another bridge")
    assert (decision.kind, decision.article, decision.note) == ("apart", two, "another bridge")
    for _ in range(2):
        assert with_reprints(one) == with_reprints(two) == []
        rebuild()
    with pytest.raises(DecisionError):
        keep_apart(one, two)
    undo(decision)
    assert pairs() == before
    assert with_reprints(one) == [one, two]
    with pytest.raises(DecisionError):
        undo(decision)


def test_joined_through_rebuilds_until_it_is_undone(three: list[Article]) -> None:
    one, two, other = three
    before = pairs()
    decision = join_reprints(two, other)
    for _ in range(2):
        assert with_reprints(other) == [one, two, other]
        rebuild()
    with pytest.raises(DecisionError):
        join_reprints(other, two)
    with pytest.raises(DecisionError):
        join_reprints(one, one)
    undo(decision)
    assert pairs() == before
    assert with_reprints(other) == []
    assert with_reprints(one) == [one, two]


def test_joined_by_hand_they_are_as_alike_as_their_texts(three: list[Article]) -> None:
    one, _, other = three
    body = TEXTS["en"]
    part = make_article("Part", body[: len(body) // 3], source="d.example", date="2020-11-04")
    for second, share in ((other, 0.0), (part, 1.0)):
        Reprint.objects.filter(second=second).delete()
        join_reprints(one, second)
        found = Reprint.objects.get(first=one, second=second)
        assert (round(found.similarity, 1), found.state) == (share, "joined")


@pytest.mark.parametrize("first_undone", [0, 1])
def test_two_decisions_about_a_pair_are_undone_in_any_order(three: list[Article], first_undone: int) -> None:
    one, two, _ = three
    before = pairs()
    made = [keep_apart(one, two), join_reprints(one, two)]
    undo(made[first_undone])
    assert Reprint.objects.get(first=one, second=two).state == ("joined" if first_undone == 0 else "apart")
    undo(made[1 - first_undone])
    assert pairs() == before


def test_what_was_never_compared_can_be_joined(db: None) -> None:
    one, other = make_article("One", TEXTS["en"]), make_article("Other", TEXTS["ru"])
    join_reprints(one, other)
    assert with_reprints(one) == [one, other]


def test_a_group_does_not_outlive_what_held_it_together(db: None) -> None:
    """Taken back, a digest leaves apart what only it joined; a group without a pair ends with a rebuild."""
    one, two, other = made = [make_article(f"{n}", TEXTS[name]) for n, name in enumerate(("en", "ru", "az"))]
    assert sum(find_all()) == 3
    join_reprints(one, two)
    join_reprints(two, other)
    assert with_reprints(one) == made
    _remove(two)
    assert with_reprints(one) == with_reprints(other) == []
    Fingerprint.objects.update(group=one.pk)
    begin_anew()
    assert not Fingerprint.objects.exclude(group=None).exists()
