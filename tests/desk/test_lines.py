"""What a line of the original gives a field when an editor points at it."""

import pytest

from articles.desk.lines import Page, dates_in, dates_in_address
from tests.desk.conftest import RAW, ROLES

PAGE = Page(RAW.splitlines(), ROLES, {"headline": {"lines": [2]}, "body": {"lines": [4, 5]}})


@pytest.mark.parametrize(
    ("what", "n", "taken"),
    [
        ("headline", 3, ("headline", "Baku, 31 October 2020")),
        ("published", 3, ("published", "2020-10-31")),
        ("byline", 1, ("byline", "Home | News | Contact")),
        ("starts", 5, ("body", "It has two lanes. It took six years.")),
        ("ends", 4, ("body", "The bridge was opened on Saturday. Many came to see it.")),
        (
            "starts",
            3,
            (
                "body",
                "Baku, 31 October 2020\n\nThe bridge was opened on Saturday. Many came to see it.\n\n"
                "It has two lanes. It took six years.",
            ),
        ),
    ],
)
def test_a_line_gives_a_field(what: str, n: int, taken: tuple[str, str]) -> None:
    assert PAGE.taken(what, n) == taken


@pytest.mark.parametrize(("what", "n"), [("published", 2), ("headline", 0), ("headline", 99), ("source", 2)])
def test_what_cannot_be_taken(what: str, n: int) -> None:
    with pytest.raises(LookupError):
        PAGE.taken(what, n)


def test_lines_broken_by_their_width_become_paragraphs() -> None:
    broken = Page(
        ["The bridge was opened by the", "mayor of the town on the", "river Kura.", "", "Many", "came."]
    )
    assert (
        broken.body(1, 6) == "The bridge was opened by the mayor of the town on the river Kura.\n\nMany came."
    )


def test_each_line_says_whose_evidence_it_is() -> None:
    assert [(line.n, line.role, line.fields) for line in PAGE.lines()][1:4] == [
        (2, "headline", ("headline",)),
        (3, "dateline", ()),
        (4, "body", ("body",)),
    ]


def test_candidates_have_keys_and_leave_out_what_stands() -> None:
    found = PAGE.candidates({"headline": "x", "published": ""}, ["https://x.az/2021/02/03/a"])
    assert [(one.key, one.field, one.value, one.line) for one in found] == [
        (1, "published", "2020-10-31", 3),
        (2, "published", "2021-02-03", None),
        (3, "headline", "Home | News | Contact", 1),
        (4, "headline", "Baku, 31 October 2020", 3),
    ]
    left = [one.value for one in PAGE.candidates({"published": "2020-10-31"})]
    assert left == ["Home | News | Contact", "Baku, 31 October 2020"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("31 October 2020, 19:19", ["2020-10-31 19:19"]),
        ("from 1.2.2020 to 3.2.2020", ["2020-02-01", "2020-02-03"]),
        ("nothing", []),
    ],
)
def test_dates_in_a_line(text: str, dates: list[str]) -> None:
    assert dates_in(text) == dates


@pytest.mark.parametrize(
    ("address", "dates"),
    [
        ("https://x.az/2020/10/31/bridge", ["2020-10-31"]),
        ("news/20201031_1.txt", ["2020-10-31"]),
        ("https://x.az/2020/10/", ["2020-10"]),
        ("https://x.az/2020/13/45/", []),
        ("id=120201031", []),
    ],
)
def test_dates_in_an_address(address: str, dates: list[str]) -> None:
    assert dates_in_address(address) == dates
