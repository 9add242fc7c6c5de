"""The command line as a whole."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import translation

from newsarchive.terminal import language_of, speak

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


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, ""),
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "c"),
        ({"LANG": "C", "LC_MESSAGES": "ka_GE"}, "ka"),
        ({"LANG": "tr"}, "tr"),
        ({"LANG": ""}, ""),
    ],
)
def test_the_language_of_a_terminal(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) == language


@pytest.mark.parametrize(("told", "spoken"), [("ru_RU.UTF-8", "ru"), ("de_DE.UTF-8", "ka"), ("C", "ka")])
def test_commands_speak_the_language_of_the_terminal(told: str, spoken: str) -> None:
    """Where it is none of ours, nothing changes."""
    with translation.override("ka"):
        speak({"LC_ALL": told})
        assert translation.get_language() == spoken


def test_a_wrong_setting_is_told_in_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "doctor"],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path), "SLOW_SECONDS": "soon"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "The settings are wrong: SLOW_SECONDS must be a number, not 'soon'.\n",
    )
