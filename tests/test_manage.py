"""The command line as a whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "samples/turan.az/001.txt"


@pytest.mark.parametrize(
    "command",
    [
        ["read_article", "--json", SAMPLE],
        ["read_article", SAMPLE],
        ["read_article", SAMPLE, "samples/nowhere.txt"],
        ["find_people", "--jsonl", "--workers=1"],
    ],
    ids=" ".join,
)
def test_who_reads_the_output_may_stop_at_any_time(command: list[str], tmp_path: Path) -> None:
    """As in ``manage.py … | head``, where head has gone."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=os.environ | {"DATA_DIR": str(tmp_path)},
            input=b'{"id": 1, "text": "Ada Bell spoke.", "lang": "en"}\n',
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=120,
            check=False,
        )
    finally:
        os.close(writing)
    assert b"Traceback" not in done.stderr
    assert b"BrokenPipe" not in done.stderr
    assert done.returncode == 128 + signal.SIGPIPE
