"""How well names are found, pinned a little below what is reached; see benchmarks/finding.py."""

from pathlib import Path

import pytest

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold" / "persons"
pytestmark = pytest.mark.skipif(not GOLD.is_dir(), reason="the marked texts of ../shared are not here")

FLOORS = {
    "en_newswire_dev": ("en", 0.84),
    "en_ntrex_dev": ("en", 0.92),
    "ru_nerel_dev": ("ru", 0.88),
    "ru_ntrex_dev": ("ru", 0.88),
    "hy_ntrex_dev": ("hy", 0.865),
    "tr_wiki_dev": ("tr", 0.75),
    "tr_ntrex_dev": ("tr", 0.89),
    "az_ntrex_dev": ("az", 0.815),
    "az_encyclopedic_dev": ("az", 0.73),
    "hy_pioner_dev": ("hy", 0.845),
    "ka_ntrex_dev": ("ka", 0.83),
}


@pytest.mark.parametrize("name", FLOORS)
def test_f1_stays_above_its_floor(name: str) -> None:
    from benchmarks.finding import score

    language, floor = FLOORS[name]
    result = score(name, language)
    assert result.f1 >= floor, f"precision {result.precision:.3f}, recall {result.recall:.3f}"
