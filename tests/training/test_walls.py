"""Training stands below benchmarks, uses the archive's code as it is, and is used by none of it."""

import ast
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
TRAINING = sorted((PROJECT / "training").glob("*.py"))


def modules(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(str(node.module))
    return {name.partition(".")[0] for name in found}


def patched(tree: ast.AST) -> set[str]:
    """The imported names whose attributes a file sets."""
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    set_on = {
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
    }
    return imported & set_on


def test_a_patched_module_is_seen():
    assert patched(ast.parse("from articles.reading import item\nitem.read = None")) == {"item"}


@pytest.mark.parametrize("path", TRAINING, ids=lambda path: path.name)
def test_training_imports_no_benchmark_and_patches_nothing(path):
    tree = ast.parse(path.read_text())
    assert "benchmarks" not in modules(tree)
    assert patched(tree) == set()


def test_the_archive_needs_neither():
    needing = {
        str(path.relative_to(PROJECT))
        for room in ("articles", "newsarchive")
        for path in (PROJECT / room).rglob("*.py")
        if modules(ast.parse(path.read_text())) & {"training", "benchmarks", "tests"}
    }
    assert needing == set()
