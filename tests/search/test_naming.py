"""Names in a query are found by indexes, many at once, and not without end."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Name
from articles.models.people import Standing
from articles.search import naming
from articles.search.naming import called, spellings_with
from articles.search.parsing import Note
from articles.search.query import Called, Query
from articles.search.resolving import MOST_NAMES, resolve
from articles.search.tree import Choice, Or
from tests.factories import make_person, make_place, make_section, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _time_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "MOST_SECONDS", 60.0)  # a busy machine changes no answer here


def persons(*names: str) -> dict[str, tuple[int, ...]]:
    return {name: one.ids for name, one in called("person", names).items()}


def test_a_whole_name_in_any_case_and_with_any_accents() -> None:
    person = make_person("Şükür Əliyev", "Шукюр Алиев")
    names = ("şükür əliyev", "SUKUR ELIYEV", "ШУКЮР АЛИЕВ")
    assert persons(*names) == dict.fromkeys(names, (person.pk,))


def test_whoever_is_called_so_entirely_is_alone_meant() -> None:
    bell = make_person("Bell")
    make_person("Ada Bell")
    assert persons("bell") == {"bell": (bell.pk,)}


@pytest.mark.parametrize(
    "name",
    [
        "marquez",
        "Márquez",
        "marq",
        "gabriel",
        "García Márquez",
        "marquez gabriel",
        "gab mar",
        "Gabriel Márquez",
    ],
)
def test_a_part_of_a_name(name: str) -> None:
    person = make_person("Gabriel García Márquez")
    make_person("Mark Gibson")
    assert persons(name) == {name: (person.pk,)}


def test_particles_do_not_hide_a_surname() -> None:
    assad, salman = make_person("Bashar al-Assad"), make_person("Mohammed bin Salman")
    assert persons("assad", "salman", "bin salman") == {
        "assad": (assad.pk,),
        "salman": (salman.pk,),
        "bin salman": (salman.pk,),
    }


def test_two_letters_are_a_word_not_a_beginning() -> None:
    li = make_person("Wei Li")
    make_person("Wei Lin")
    assert persons("li", "we", "wei li") == {"li": (li.pk,), "wei li": (li.pk,)}
    assert persons("li wei") == {"li wei": (li.pk,)}


def test_nobody_is_called_what_is_no_name() -> None:
    make_person("Ada Bell")
    assert persons("", " ", "%", "_da bell", "*", "\U0010ffff" * 3) == {}


def test_merged_lead_to_whom_they_are_and_rejected_are_nobody() -> None:
    kept = make_person("Yevgeny Buzhinsky")
    make_person("E. Buzhinskiy", merged_into=kept)
    make_person("Buzhinska", "Not Anybody", standing=Standing.REJECTED)
    assert persons("e. buzhinskiy", "buzhinskiy", "not any") == {"e. buzhinskiy": (kept.pk,)}


def test_all_names_of_a_query_take_few_queries() -> None:
    for number in range(8):
        make_person(f"Ada Bell{number}")
        make_section(f"Section {number}")
        make_place(f"Place {number}")
        make_source(f"source{number}.az")

    def text(count: int) -> str:
        named = (
            f'person:"ada bell{n}" source:source{n} place:"place {n}" section:"section {n}"'
            for n in range(count)
        )
        return " OR ".join(named)

    assert (queries_of(text(1)), queries_of(text(4))) == (9, 9)  # what is found, and who of it is shown


def queries_of(text: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        resolve(Query(text))
    return len(asked)


def test_a_query_has_a_budget_of_names() -> None:
    make_person("Ada Bell")
    terms = [f"person:nobody{number}" for number in range(40)]
    found = resolve(Query(" OR ".join(terms)))
    assert found.tree == Or((Choice("person", ()),) * MOST_NAMES)
    spent = [note for note in found.notes if "looked up" in note.message]
    start = len(" OR ".join(terms[:MOST_NAMES]) + " OR person:")
    assert spent == [
        Note(start, start + 8, "Only the first 16 names are looked up; this one begins the rest."),
    ]
    assert queries_of(" OR ".join(terms)) <= 2 + MOST_NAMES


def test_the_same_name_again_costs_nothing() -> None:
    person = make_person("Ada Bell")
    found = resolve(Query(" OR ".join(["person:bell"] * 28)))
    assert found.tree == Or((Choice("person", (person.pk,)),) * 28)
    assert found.notes == ()
    assert found.names == {("person", "bell"): Called((person.pk,))}


def test_what_is_known_is_not_asked_for_again(django_assert_num_queries) -> None:
    make_person("Ada Bell")
    found = resolve(Query("wra person:bell"))
    with django_assert_num_queries(0):
        assert resolve(Query("war person:bell"), found.names).query.persons == found.query.persons


def test_too_many_people_of_one_name_are_cut_and_that_is_said(monkeypatch) -> None:
    monkeypatch.setattr(naming, "MOST_PEOPLE", 2)
    people = [make_person(f"Ada Bell{letter}") for letter in "abc"]
    found = resolve(Query("person:bell"))
    assert found.query.persons == tuple(person.pk for person in people[:2])
    assert [note.message for note in found.notes] == [
        "So many people are called “bell” that only 2 of them are searched for."
    ]


def plan_of(sql: str, parameters: tuple[Any, ...]) -> str:
    with connection.cursor() as cursor:
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # which a handful of rows would be read by
        cursor.execute(explain + sql, parameters)
        return "\n".join(str(row) for row in cursor.fetchall())


@pytest.mark.parametrize("analysed", [False, True])
def test_names_are_looked_up_by_index(analysed: bool) -> None:
    for number in range(300):
        make_person(f"Ada{number % 7} Bell{number}")
    if analysed:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    exact = Name.objects.filter(folded__in=["ada bell", "ada1 bell2"]).order_by()
    for asked in (
        exact,
        spellings_with(["bell2"]),
        spellings_with(["ada1", "bell2"]),
        spellings_with(["li"]),
    ):
        plan = plan_of(*asked.query.sql_with_params())
        assert "SCAN articles_" not in plan, plan
        assert "Seq Scan" not in plan, plan
        assert "folded" in plan, plan


def test_all_names_share_a_budget_of_rows(monkeypatch) -> None:
    monkeypatch.setattr(naming, "_MOST_PARTLY", 4)
    monkeypatch.setattr(naming, "_FEWEST_ROWS", 1)
    people = [make_person(f"Ada Bell{letter}") for letter in "abc"]
    make_person("Carl Dorn")
    found = called("person", ["ada", "dor"])
    assert (len(found["ada"].ids), found["ada"].is_cut) == (2, True)
    assert (len(found["dor"].ids), found["dor"].is_cut) == (1, False)
    assert called("person", ["ada"]) == {"ada": Called(tuple(person.pk for person in people))}


def test_names_have_a_budget_of_time_and_that_is_said(monkeypatch) -> None:
    monkeypatch.setattr(naming, "MOST_SECONDS", -1.0)
    bell, _ = make_person("Ada Bell"), make_person("Carl Dorn")
    found = resolve(Query("person:bel OR person:dor OR person:ada OR person:nobody OR person:carl"))
    assert found.tree is None
    assert found.query.persons == (bell.pk,)  # one is always looked up
    assert found.notes == (
        Note(21, 24, "Looking up so many names takes too long; “dor” begins those left out."),
    )


@pytest.mark.parametrize("count", [1, 30])
def test_partial_names_take_a_query_each_and_two_for_all(count: int) -> None:
    parts = [f"bell{a}{b}" for a in "abcde" for b in "abcdef"][:count]
    for part in parts:
        make_person(f"Ada {part.title()}ov")
    text = " OR ".join(f"person:{part}" for part in parts)
    assert queries_of(text) == 4 + min(count, MOST_NAMES)
