"""The house of the design: each floor imports only floors below it, rooms on one floor not each other."""

import ast
from pathlib import Path

import pytest

ARTICLES = Path(__file__).resolve().parent.parent / "articles"

FLOORS = (
    ("text", "parallel"),
    ("names",),
    ("reading",),
    ("models", "migrations"),
    ("search", "people"),
    ("importing",),
    ("views", "filters", "urls", "templatetags", "admin", "management", "apps"),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
WITHOUT_DJANGO = 2  # floors 0 to 2
# The faces are one floor, but a page may use the forms' filters, and addresses name the pages.
FACES = {
    ("urls", "views"),
    ("views", "filters"),
    ("filters", "views"),
    ("views", "templatetags"),
    ("filters", "templatetags"),
    ("templatetags", "views"),
}
# The application's start-up connects the triggers; the migrations are the models'.
START = {("apps", "models")}


def room_of(path: Path) -> str:
    return path.relative_to(ARTICLES).parts[0].removesuffix(".py")


def imported_by(path: Path) -> set[str]:
    """The modules that a file imports, wherever in it, by their full names."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


FILES = sorted(path for path in ARTICLES.rglob("*.py") if path != ARTICLES / "__init__.py")


def test_every_room_has_its_floor():
    assert {room_of(path) for path in FILES} <= set(FLOOR_OF)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ARTICLES)))
def test_imports_go_down(path):
    here = room_of(path)
    for name in imported_by(path):
        top, _, rest = name.partition(".")
        if top == "django":
            assert FLOOR_OF[here] > WITHOUT_DJANGO, f"{here} is pure Python, but imports {name}"
        if top != "articles":
            continue
        there = rest.partition(".")[0]
        if there not in (here, "") and (here, there) not in FACES | START:
            assert FLOOR_OF[there] < FLOOR_OF[here], f"{here} imports {name}"


def test_no_dumping_grounds():
    assert not [p for p in FILES if p.stem in {"utils", "helpers", "common", "misc"}]


def test_files_stay_readable():
    long = {
        str(path.relative_to(ARTICLES)): lines
        for path in FILES
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 420
    }
    assert long == {}
