"""Which engine answers is a setting, and nobody else knows it."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from articles.search import engines
from articles.search.engines import ROOMS, engine
from tests.search.made_engines import ENGINES

ROOT = Path(__file__).resolve().parents[2]
# Who may: the one door, each engine's own room, and the tests of it, the long ones too.
KNOWING = (
    "articles/search/engines.py",
    "tests/search/made_engines.py",
    "tests/search/test_engines.py",
    "tests/soak/test_index_damage.py",
    "scripts/opensearch.sh",
    "tests/opensearch.py",
    "tests/test_cluster_deployment.py",
    # Browsers call by the same name how they are told of a site's search.
    "articles/views/discovery.py",
    "templates/base.html",
    "templates/opensearch.xml",
    "tests/views/test_discovery.py",
    "tests/views/test_identity.py",
)
NAMES = tuple(ROOMS)


def may_know(path: str) -> bool:
    own = (f"articles/search/{name}_engine/" for name in NAMES)
    tests = (f"tests/search/test_{name}_" for name in NAMES)
    return path in KNOWING or path.startswith((*own, *tests))


@pytest.mark.parametrize("folder", ["articles", "tests", "scripts", "templates"])
def test_nobody_else_names_an_engine(folder: str) -> None:
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".html", ".sh"}]
    texts = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").lower() for path in files}
    assert [
        path for path, text in texts.items() if not may_know(path) and any(name in text for name in NAMES)
    ] == []


def test_every_engine_has_its_test() -> None:
    assert ENGINES.keys() == ROOMS.keys()
    for name in ROOMS:
        assert (ROOT / f"tests/search/test_{name}_engine.py").is_file()


def test_the_setting_chooses(settings: Settings) -> None:
    for name, room in ROOMS.items():
        settings.SEARCH_ENGINE = name
        assert type(engine()).__module__.startswith(room)
        assert engines.check_setting(None) == []


def test_an_unknown_engine_is_said(settings: Settings) -> None:
    settings.SEARCH_ENGINE = "lucene"
    with pytest.raises(ImproperlyConfigured, match=r"SEARCH_ENGINE must be one of .*, not 'lucene'\."):
        engine()
    assert [error.id for error in engines.check_setting(None)] == ["articles.E002"]
