import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[2]


def match_names(*args: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "match_names", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture
def files(tmp_path):
    def write(name: str, *records: object) -> str:
        path = tmp_path / name
        lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in records)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return str(path)

    return write


def test_one_line_per_query_with_score_and_reason(files):
    candidates = files(
        "candidates.jsonl",
        {"id": "Q1", "name": "Vladimir Putin", "lang": "en"},
        {"id": 2, "name": "Artur Mikvabia", "lang": "en"},
    )
    queries = files(
        "queries.jsonl",
        {"id": "a", "name": "Путин, Владимир Владимирович", "lang": "ru"},
        {"id": "b", "name": "Артур Миквабия"},
        {"id": "c", "name": "А. Миквабия", "lang": "ru"},
        "",
        {"id": 4, "name": "Пётр Чайковский", "lang": "ru"},
    )
    done = match_names("--candidates", candidates, "--queries", queries)
    assert done.returncode == 0
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {
            "id": "a",
            "match": "Q1",
            "score": 1.0,
            "reason": "same after romanising from Russian, without Владимирович",
        },
        {"id": "b", "match": 2, "score": 0.9937, "reason": "same after romanising from Russian"},
        {
            "id": "c",
            "match": None,
            "score": 0.84,
            "reason": "not sure: an initial only: same after romanising from Russian",
        },
        {"id": 4, "match": None, "score": 0.0, "reason": "nothing like it"},
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("{", "line 2: is not JSON"),
        ("[1]", "line 2: is not an object with id, name, lang"),
        ({"name": "Ivan Petrov"}, 'line 2: "id" is missing'),
        ({"id": 1}, 'line 2: "name" is missing or is not text'),
        ({"id": 1, "name": "Ivan Petrov", "lang": 3}, 'line 2: "lang" is not text'),
    ],
)
def test_a_bad_line_is_named_with_its_file(files, line, complaint):
    candidates = files("candidates.jsonl", {"id": 1, "name": "Ivan Petrov"}, line)
    with pytest.raises(CommandError) as error:
        call_command("match_names", candidates=candidates, queries=candidates)
    assert str(error.value).startswith(f"{candidates}, {complaint}")
    assert error.value.returncode == 1


def test_wrong_arguments_give_status_2(files):
    candidates = files("candidates.jsonl", {"id": 1, "name": "Ivan Petrov"})
    assert match_names("--candidates", candidates).returncode == 2
    with pytest.raises(CommandError) as error:
        call_command("match_names", candidates=candidates, queries="no such file")
    assert str(error.value) == "no such file: No such file or directory"
    assert error.value.returncode == 2
