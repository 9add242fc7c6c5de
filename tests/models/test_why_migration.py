"""Why the machine joined two people becomes a code, an editor's note stays, and there is a way back."""

import pytest

from tests.models.test_codes_migration import migrate, old

__all__ = ["old"]

BEFORE, AFTER = "0036_groups", "0037_why_the_machine_decided"
NOTE = "Joined by the machine: their names differ by a case ending only."


@pytest.mark.django_db(transaction=True)
def test_there_and_back(old):
    rows = migrate(old, BEFORE)
    for note in (NOTE, "They are one."):
        rows("Decision").create(kind="merge", data={}, note=note)
    rows("ImportEntry").create(
        run=rows("ImportRun").create(),
        path="list.csv, line 2",
        outcome="rejected",
        reason={"code": "hint.bad", "said": "no file"},
    )
    rows = migrate(old, AFTER)
    assert list(rows("Decision").order_by("pk").values_list("note", "reason")) == [
        ("", {"code": "people.case_ending"}),
        ("They are one.", None),
    ]
    assert rows("ImportEntry").get().reason == {"code": "other", "text": "no file"}
    rows = migrate(old, BEFORE)
    assert list(rows("Decision").order_by("pk").values_list("note", flat=True)) == [NOTE, "They are one."]
