"""Whatever editors decide, taking it all back leaves the rows as they were, bit by bit."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles.editing import decisions
from articles.editing.decisions import DecisionError
from articles.models import Decision, Mention, Name, NameKey, Person, Proposal
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

Rows = dict[str, list[tuple[Any, ...]]]


def rows() -> Rows:
    return {
        model.__name__: list(model.objects.order_by("pk").values_list())
        for model in (Person, Name, NameKey, Mention, Proposal)
    }


@pytest.fixture
def world() -> None:
    """Five people, two of them namesakes, all in three articles."""
    people = [
        make_person("Ilham Aliyev", "Ilham Aliev"),
        make_person("Heydar Aliyev", "Geidar Aliev", wikidata_id="Q1"),
        Person.objects.create(name="Ilham Aliyev"),
        make_person("Nikol Pashinyan"),
        make_person("Sergey Lavrov", "Ilham Aliev", wikidata_id="Q2"),
    ]
    Name.objects.create(person=people[2], text="Ilham Aliyev", language="en")
    Proposal.objects.create(first=people[0], second=people[2], score=0.8, reason={"code": "match.similar"})
    for number in range(3):
        article = make_article(
            body=" ".join(f" {number} {name.text}." for person in people for name in person.names.all())
        )
        at = 0
        for person in people:
            for name in person.names.all():
                at = article.body.find(name.text, at + 1)
                if at >= 0:
                    Mention.objects.create(
                        article=article,
                        person=person,
                        field="body",
                        start=at,
                        end=at + len(name.text),
                        surface=name.text,
                        extractor="test",
                        version="1",
                    )


numbers = st.integers(0, 30)


def pick(model: Any, number: int) -> Any:
    found = model.objects.order_by("pk")
    return found[number % len(found)]


def of(person: Person, relation: str, chosen: int) -> list[Any]:
    """Some of a person's mentions or names: those whose bits are set."""
    return [row for n, row in enumerate(getattr(person, relation).order_by("pk")) if chosen >> n & 1]


ACTIONS: dict[str, Callable[[int, int], Decision]] = {
    "merge": lambda a, b: decisions.merge(pick(Person, a), pick(Person, b)),
    "split mentions": lambda a, b: decisions.split(
        person := pick(Person, a), mentions=of(person, "mentions", b)
    ),
    "split names": lambda a, b: decisions.split(person := pick(Person, a), names=of(person, "names", b)),
    "separate": lambda a, b: decisions.keep_separate(pick(Person, a), pick(Person, b)),
    "move": lambda a, b: decisions.move_mention(pick(Mention, a), pick(Person, b)),
    "reject": lambda a, b: decisions.reject_mention(pick(Mention, a)),
    "confirm": lambda a, b: decisions.confirm(pick(Mention, a)),
    "confirm person": lambda a, b: decisions.confirm_person(pick(Person, a)),
    "reject person": lambda a, b: decisions.reject_person(pick(Person, a)),
}
MERGING = [name for name in ACTIONS if name.startswith(("merge", "split"))]


def steps(names: list[str]) -> Any:
    return st.lists(st.tuples(st.sampled_from(names), numbers, numbers), max_size=7)


def decide(todo: list[tuple[str, int, int]]) -> list[Decision]:
    made = []
    for name, a, b in todo:
        with contextlib.suppress(DecisionError):
            made.append(ACTIONS[name](a, b))
    return made


@contextlib.contextmanager
def rolled_back() -> Iterator[None]:
    """Each example finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


fixed_world = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.usefixtures("world")
@fixed_world
@given(steps(list(ACTIONS)))
def test_undoing_in_reverse_restores_every_row_after_every_step(todo: list[tuple[str, int, int]]) -> None:
    with rolled_back():
        snapshots, taken = [rows()], []
        for step in todo:
            made = decide([step])
            if made:
                taken += made
                snapshots.append(rows())
        while taken:
            snapshots.pop()
            decisions.undo(taken.pop())
            assert rows() == snapshots[-1]


@pytest.mark.usefixtures("world")
@fixed_world
@example(todo=[("merge", 13, 4), ("merge", 1, 18)], order=list(range(7)))
@given(steps(["merge", "merge", "move", "reject", "confirm", "confirm person"]), st.permutations(range(7)))
def test_undoing_in_any_order_restores_every_row_in_the_end(
    todo: list[tuple[str, int, int]], order: list[int]
) -> None:
    with rolled_back():
        before = rows()
        made = decide(todo)
        for n in order:
            if n < len(made):
                decisions.undo(made[n])
        assert rows() == before
