"""Names as a text would write them."""

from __future__ import annotations

import pytest

from articles.text.calling import calmed, spelled_out


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("EAST RUTHERFORD", "East Rutherford"),
        ("RIO DE JANEIRO", "Rio de Janeiro"),
        ("DE PANNE", "De Panne"),
        ("BAKU-TBILISI", "Baku-Tbilisi"),
        ("НЬЮ-ЙОРК", "Нью-Йорк"),
        ("IĞDIR", "Iğdır"),
        ("İZMİR", "İzmir"),
        ("ԵՐԵՎԱՆ", "Երևան"),
        ("USA", "USA"),
        ("Baku", "Baku"),
        ("McKEESPORT", "McKEESPORT"),
        ("თბილისი", "თბილისი"),
        ("", ""),
    ],
)
def test_capitals(name, made):
    assert calmed(name) == made


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("not_news", "Not news"),
        ("world-news", "World news"),
        ("e-commerce", "e-commerce"),
        ("Politics", "Politics"),
        ("politics", "politics"),
        ("top_10", "Top 10"),
        ("", ""),
    ],
)
def test_words_of_addresses(name, made):
    assert spelled_out(name) == made
