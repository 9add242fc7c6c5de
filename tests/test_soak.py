"""The table of what was tried and survived, and which parts are tried."""

import subprocess
import sys

import pytest

from scripts.soak import BEGIN, DOCUMENT, END, ROOT, chosen, parts, rows_in, with_rows


def test_only_what_was_tried_is_written_anew() -> None:
    document = f"Before\n{BEGIN}{END}After\n"
    first = with_rows(
        document, {"kills": ("kills", "3", "3", "2026-01-01", "abc"), "a": ("a", "1", "1", "x", "y")}
    )
    second = with_rows(first, {"kills": ("kills", "9", "8", "2026-01-02", "def")})
    assert rows_in(second) == {
        "a": ("a", "1", "1", "x", "y"),
        "kills": ("kills", "9", "8", "2026-01-02", "def"),
    }
    assert second.startswith("Before\n")
    assert second.endswith("After\n")


def test_the_document_has_the_table_and_all_of_it_was_survived() -> None:
    document = DOCUMENT.read_text()
    assert with_rows(document, {}) == document
    rows = rows_in(document)
    for fault, tried, survived, day, commit in rows.values():
        assert tried == survived, fault
        assert day
        assert commit


def test_parts_are_chosen_by_name() -> None:
    assert chosen("logins, kills") == [parts()["logins"], parts()["kills"]]
    assert chosen("") == [
        path for name, path in parts().items() if name not in ("api", "faces", "lighthouse", "reading")
    ]
    assert chosen("reading") == [parts()["reading"]]
    with pytest.raises(SystemExit, match="There is no part nothing; there are api, clock_jumps, "):
        chosen("nothing")


def test_every_part_can_be_collected() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", "tests/soak"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    assert all(path.name in done.stdout for path in parts().values())
