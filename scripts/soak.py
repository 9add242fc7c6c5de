"""Tries the faults of tests/soak and writes what was survived into docs/reliability.md.

`ONLY=kills,logins` tries some of the parts; the rows of the others stay as they were.
"""

import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- written by make soak: begin -->\n", "<!-- written by make soak: end -->\n"
HEAD = "| fault | tried | survived | day | commit |\n|---|---|---|---|---|\n"

Row = tuple[str, ...]  # fault, tried, survived, day, commit


def parts() -> dict[str, Path]:
    """The files of faults, by what ONLY calls them."""
    return {path.stem.removeprefix("test_"): path for path in sorted((ROOT / "tests/soak").glob("test_*.py"))}


def chosen(only: str) -> list[Path]:
    """Raises SystemExit for a part that there is not."""
    known = parts()
    names = [name.strip() for name in only.split(",") if name.strip()] or list(known)
    if unknown := sorted(set(names) - set(known)):
        sys.exit(f"There is no part {', '.join(unknown)}; there are {', '.join(known)}.")
    return [known[name] for name in names]


def rows_in(document: str) -> dict[str, Row]:
    """Those of the table, by fault."""
    table = document.partition(BEGIN)[2].partition(END)[0]
    cells = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines()[2:]]
    return {row[0]: row for row in cells if len(row) == 5}


def with_rows(document: str, rows: dict[str, Row]) -> str:
    """The document with these rows in place of those of the same faults."""
    merged = rows_in(document) | rows
    lines = "".join(f"| {' | '.join(row)} |\n" for _, row in sorted(merged.items()))
    before, _, rest = document.partition(BEGIN)
    return before + BEGIN + HEAD + lines + END + rest.partition(END)[2]


def commit() -> str:
    done = subprocess.run(
        ["git", "rev-parse", "--short=10", "HEAD"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder, "results.json")
        command = [sys.executable, "-m", "pytest", *map(str, chosen(os.environ.get("ONLY", "")))]
        environment = os.environ | {"SOAK_RESULTS": str(results)}
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode  # noqa: S603
        counted = json.loads(results.read_text()) if results.exists() else {}
    day, at = datetime.now(UTC).strftime("%Y-%m-%d"), commit()
    rows: dict[str, Row] = {
        fault: (fault, str(tried), str(survived), day, at) for fault, (tried, survived) in counted.items()
    }
    document = with_rows(DOCUMENT.read_text(encoding="utf-8"), rows)
    DOCUMENT.write_text(document, encoding="utf-8")
    width = max(map(len, rows), default=0)
    for fault, (_, tried, survived, *_rest) in sorted(rows.items()):
        print(
            f"{fault:{width}}  tried {tried:>7}  survived {survived:>7}{'' if tried == survived else '  ✗'}"
        )
    return status


if __name__ == "__main__":
    sys.exit(main())
