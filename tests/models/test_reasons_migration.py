"""Reasons that were stored as sentences become codes, an editor's words stay, and there is a way back."""

import pytest

from tests.models.test_codes_migration import migrate, old

__all__ = ["old"]

BEFORE, AFTER = "0033_gone_and_reprints_decided", "0034_reasons_as_codes"
REVISED = {
    "as it was before any edit": {"code": "revision.first"},
    "checked": {"code": "revision.checked"},
    "handed back to the reader: body, published": {
        "code": "revision.handed_back",
        "fields": ["body", "published"],
    },
    "as of 2026-11-28 07:05": {"code": "revision.put_back", "date": "2026-11-28 07:05"},
    "Import run 7, which brought it, was undone.": {"code": "run.undone", "run": 7},
    'checked "twice"': 'checked "twice"',
    "": None,
    None: None,
}
FAILED = {
    "Its worker died 5 times without getting on.": {"code": "task.died", "times": 5},
    "LookupError: This version knows no task of the kind 'x'.": {"code": "task.no_kind", "kind": "x"},
    "ValueError: no": {"code": "task.raised", "error": "ValueError: no"},
    "": None,
}
WITHDRAWN = {
    "Import run 7, which brought it, was undone.": ("", {"code": "run.undone", "run": 7}),
    "Import run 7 brought it twice.": ("Import run 7 brought it twice.", None),
}


def fill(rows):
    for reason in REVISED:
        rows("HistoricalSource").create(
            id=1, name="Turan", slug="turan", history_change_reason=reason,
            history_date="2026-01-01T00:00Z", history_type="~",
        )  # fmt: skip
    for error in FAILED:
        rows("Task").create(kind="forget-tasks", error=error)
    original = rows("Original").create(sha256="0" * 64, size=1, encoding="utf-8", compressed=b"")
    for reason in WITHDRAWN:
        rows("Article").create(
            public_id=str(len(reason)), original=original, status="withdrawn", status_reason=reason
        )


def stored(rows):
    return {
        "revised": list(
            rows("HistoricalSource").order_by("pk").values_list("history_change_reason", flat=True)
        ),
        "failed": list(rows("Task").order_by("pk").values_list("error", flat=True)),
        "withdrawn": list(rows("Article").order_by("pk").values_list("status_reason", "status_code")),
    }


@pytest.mark.django_db(transaction=True)
def test_there_and_back(old):
    rows = migrate(old, BEFORE)
    fill(rows)
    before = stored(rows)
    assert stored(migrate(old, AFTER)) == {
        "revised": list(REVISED.values()),
        "failed": list(FAILED.values()),
        "withdrawn": list(WITHDRAWN.values()),
    }
    back = stored(migrate(old, BEFORE))
    none = {"revised": [one or None for one in before["revised"]]}
    assert back == before | none
