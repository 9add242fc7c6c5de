"""The house of the design: each floor imports only floors below it, rooms on one floor not each other."""

import ast
from collections.abc import Collection
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
ARTICLES = PROJECT / "articles"

FLOORS = (
    ("text", "parallel", "packing", "fields", "rights", "looks"),
    ("names", "geography"),
    ("reading",),
    ("models", "migrations", "wording"),
    ("search", "people", "likeness", "exporting", "integrity", "identity"),
    ("working", "health"),
    ("lists", "editing"),
    ("importing", "assistants", "copying"),
    ("views", "api", "admin", "desk", "management", "templatetags"),
    ("protocols",),
    ("urls", "apps"),
)
FLOOR_OF = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
WITHOUT_DJANGO = 2  # floors 0 to 2
# The inner walls of reading, each imports only those before it; among the stages, only earlier ones.
WALLS = ("model", "signs", "lines", "draft", "learned", "stages", "markup", "enclosed", "item", "reader")
STAGES = (
    *("mending", "decoding", "tails", "bounds", "claims", "blocks", "body"),
    *("headline", "section", "publication", "review"),
)


def room_of(path: Path) -> str:
    return path.relative_to(ARTICLES).parts[0].removesuffix(".py")


def imported_by(path: Path, *, at_run_time: bool = False) -> set[str]:
    """The modules that a file imports, wherever in it, by their full names."""
    names: set[str] = set()
    tree = ast.parse(path.read_text())
    typed = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    unseen = (
        {part for node in typed for line in node.body for part in ast.walk(line)} if at_run_time else set()
    )
    for node in ast.walk(tree):
        if node in unseen:
            continue
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
        if there not in (here, ""):
            assert FLOOR_OF[there] < FLOOR_OF[here], f"{here} imports {name}"


READING = [path for path in FILES if room_of(path) == "reading" and path.parent != ARTICLES]


def wall_of(module: str) -> str:
    """The part of the reading room that a module stands in: its folder, or itself."""
    return module.split(".")[2]


@pytest.mark.parametrize("path", READING, ids=lambda path: str(path.relative_to(ARTICLES)))
def test_inner_walls_of_reading(path):
    parts = path.relative_to(ARTICLES.parent).with_suffix("").parts
    if path.name == "__init__.py":
        return
    here = wall_of(".".join(parts))
    for name in imported_by(path):
        if not name.startswith("articles.reading."):
            continue
        there = wall_of(name)
        assert WALLS.index(there) <= WALLS.index(here), f"{here} imports {name}"
        if here == there == "stages":
            stage = name.split(".")[3]
            assert STAGES.index(stage) < STAGES.index(parts[3]), f"{parts[3]} imports the later {stage}"


def test_no_import_circles():
    """Not even one that is hidden in a function; what only a type checker imports is none."""
    rooms = ("articles", "newsarchive", "training", "benchmarks", "scripts", "tests")
    files = {module_of(path): path for room in rooms for path in (PROJECT / room).rglob("*.py")}
    below = {
        module: {one for name in imported_by(path, at_run_time=True) for one in existing(name, files)}
        - {module}
        for module, path in files.items()
    }
    try:
        TopologicalSorter(below).prepare()
    except CycleError as circle:
        pytest.fail(" imports ".join(reversed(circle.args[1])))


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__")


def existing(name: str, modules: Collection[str]) -> set[str]:
    """The module of that name, or the one in which it stands."""
    return {name if name in modules else name.rpartition(".")[0]} & set(modules)


def test_no_dumping_grounds():
    assert not [p for p in FILES if p.stem in {"utils", "helpers", "common", "misc"}]


def test_files_stay_readable():
    beside = ("newsarchive", "training", "benchmarks", "scripts")
    files = [*FILES, *(path for room in beside for path in (PROJECT / room).rglob("*.py"))]
    long = {
        str(path.relative_to(PROJECT)): lines
        for path in files
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > 420
    }
    assert long == {}


@pytest.mark.parametrize("path", sorted((ARTICLES / "lists").glob("*.py")), ids=lambda path: path.name)
def test_lists_know_no_request(path):
    """So that an API, a saved search or a command asks for a list as the pages do."""
    assert not {name for name in imported_by(path) if name.startswith("django.http")}
    named = {node.id for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Name)}
    assert not named & {"HttpRequest", "HttpResponse", "QueryDict"}
