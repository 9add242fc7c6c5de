"""The documents name what there is: files, folders, and nothing that the project does not hold."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

PROJECT = Path(__file__).resolve().parent.parent
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*/?\Z")
_ROOTS = ("articles", "docs", "tests", "training", "benchmarks", "samples", "newsarchive", "templates")
_DOCUMENT = re.compile(r"[\w./-]*\w\.md\b")
_READ = {".py", ".md", ".toml", ".html", ".yml", ".js", ".css", ".sh"}


def paths_in(text: str) -> set[str]:
    """The files and folders that a document names from the project's root."""
    named = {code for code in _CODE.findall(text) if _PATH.match(code) and "/" in code}
    return {each for each in named if each.partition("/")[0] in _ROOTS and "DOMAIN" not in each}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_in_a_document_exists(document):
    text = document.read_text(encoding="utf-8")
    assert {each for each in paths_in(text) if not (PROJECT / each).exists()} == set()
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [each for each in linked if not (document.parent / each).exists()] == []


def test_paths_are_seen():
    assert paths_in("`articles/none.py` and `w/o`, `docs/`") == {"articles/none.py", "docs/"}


def test_nothing_cites_a_document_that_is_not_there():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    if listed == [""]:
        pytest.skip("not a checkout")
    held = {Path(name).name for name in listed if name.endswith(".md")}
    cited = {
        (name, Path(document).name)
        for name in listed
        if Path(name).suffix in _READ | {""} and (PROJECT / name).is_file()
        for document in _DOCUMENT.findall((PROJECT / name).read_text(encoding="utf-8", errors="replace"))
        if name != "tests/test_documents.py"
    }
    assert {(name, document) for name, document in cited if document not in held} == set()


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_readme_names_commands_of_the_makefile():
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.M))
    named = set(re.findall(r"(?:`|^ {4})make ([a-z-]+)", (PROJECT / "README.md").read_text(), re.M))
    assert named and named <= targets


def test_manage_without_the_environment_says_what_to_do(tmp_path):
    (tmp_path / "django.py").write_text("raise ModuleNotFoundError('no django')")
    done = subprocess.run(
        [sys.executable, PROJECT / "manage.py", "check"],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(tmp_path)},
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "Django is not in this Python: run `make install`, then .venv/bin/python manage.py\n"
    )


TOLD = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
BY_THEMSELVES = ("admin/", "api/")  # Django's own; what the API's description holds


def routes(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for one in patterns:
        here = f"{before}{one.pattern}"
        if isinstance(one, URLPattern):
            yield here
        else:
            yield from routes(one.url_patterns, here)


def as_told(route: str) -> str:
    """As the documents write it: what is left open by its name; of the desk's the beginning is enough."""
    named = "/" + re.sub(r"<\w+:(\w+)>", r"<\1>", route)
    return "/".join(named.split("/")[:3]) + "/" if named.startswith("/desk/") and named != "/desk/" else named


def test_every_address_stands_in_the_documents():
    found = {
        as_told(route) for route in routes(get_resolver().url_patterns) if not route.startswith(BY_THEMSELVES)
    }
    assert len(found) > 50
    assert sorted(route for route in found if f"`{route}`" not in TOLD) == []


def test_every_command_stands_in_the_documents():
    commands = {path.stem for path in (PROJECT / "articles/management/commands").glob("[!_]*.py")}
    named = set(re.findall(r"(?:manage|manage\.py) (\w+)", TOLD))
    assert len(commands) > 15
    assert sorted(commands - named) == []


def test_every_setting_stands_in_the_documents():
    """Whatever file of the project reads one; the table of the README says what it means."""
    files = [*(PROJECT / "newsarchive").glob("*.py"), PROJECT / "gunicorn.conf.py"]
    read = {name for file in files for name in re.findall(r'\benv_\w+\(\s*"([A-Z_]+)"', file.read_text())}
    assert len(read) > 25
    assert sorted(name for name in read if f"`{name}`" not in TOLD) == []


def test_every_document_stands_in_the_index():
    index = (PROJECT / "docs/README.md").read_text(encoding="utf-8")
    assert [
        path.name for path in DOCUMENTS[1:] if path.name != "README.md" and f"({path.name})" not in index
    ] == []
