"""Records of the find_people stream."""

import pytest

from articles.names.jsonl import persons_of_record


def test_rows_are_mentions_with_the_name_of_the_person() -> None:
    record = {"id": "a", "lang": "en", "text": "Mayor Karen Whitfield came. It was late, Whitfield said."}
    assert persons_of_record(record) == {
        "id": "a",
        "persons": [[6, 21, "Karen Whitfield"], [41, 50, "Karen Whitfield"]],
    }


def test_offsets_are_code_points() -> None:
    record = {"id": 1, "lang": "en", "text": "😀 Mayor Karen Whitfield came."}
    assert persons_of_record(record)["persons"] == [[8, 23, "Karen Whitfield"]]


def test_a_record_without_text_is_an_error() -> None:
    with pytest.raises(KeyError):
        persons_of_record({"id": 1})
