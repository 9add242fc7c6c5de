"""Whom a surname alone means, by the other people of the article."""

import pytest

from articles.names.company import LINKED, expected, meant

LAVROV, OTHER, MIRZOYAN, BLINKEN, BAKER = "lavrov", "another lavrov", "mirzoyan", "blinken", "baker"


def beside(together):
    """From how many articles name both of two."""
    return lambda one: {other: count for (first, other), count in together.items() if first == one}


def told(bearers, present, together, articles=1000):
    """`meant` where whoever is present is named in ten articles."""
    return meant(
        bearers,
        [{person: 1.0} for person in present],
        beside(together),
        lambda person: 10,
        articles,
    )


def test_company_tells_who_is_meant():
    found = told(
        {LAVROV: 9, OTHER: 1}, [MIRZOYAN, BLINKEN, BAKER], {(LAVROV, MIRZOYAN): 3, (LAVROV, BLINKEN): 5}
    )
    assert found.person == LAVROV
    assert found.sure
    assert found.company == (BLINKEN, MIRZOYAN), "who tells most comes first, who tells nothing is left out"


def test_the_odds_are_articles_times_company():
    found = told({LAVROV: 10, OTHER: 5}, [MIRZOYAN], {(LAVROV, MIRZOYAN): 1})
    lift = (1 + 0.2) / (10 * 10 / 1000 + 0.2)
    assert found.probability == pytest.approx(10 * lift / (10 * lift + 5 + 1))
    assert not found.sure


def test_a_frequent_name_alone_is_no_evidence():
    assert told({LAVROV: 1000}, [MIRZOYAN], {}) is None
    assert told({LAVROV: 500}, [], {}) is None
    assert told({}, [MIRZOYAN], {}) is None


def test_whoever_is_named_with_everybody_tells_little():
    everywhere = {(LAVROV, MIRZOYAN): 50}
    assert meant({LAVROV: 100}, [{MIRZOYAN: 1.0}], beside(everywhere), lambda p: 500, 1000) is None


def test_namesakes_in_the_same_company_leave_it_open():
    both = {(LAVROV, MIRZOYAN): 3, (OTHER, MIRZOYAN): 3}
    assert told({LAVROV: 6, OTHER: 6}, [MIRZOYAN], both).probability < LINKED


def test_who_else_is_there_may_be_uncertain_too():
    shared = {(LAVROV, MIRZOYAN): 5}

    def sure(probability):
        found = meant({LAVROV: 9}, [{MIRZOYAN: probability}], beside(shared), lambda p: 10, 1000)
        return found.probability

    assert sure(0.2) < sure(0.5) < sure(1.0)


def test_the_unknown_namesake_is_as_likely_as_those_seen_once():
    assert expected({LAVROV: 8}) == {LAVROV: pytest.approx(8 / 9)}
    assert expected({LAVROV: 8, OTHER: 1}) == {LAVROV: pytest.approx(8 / 11), OTHER: pytest.approx(1 / 11)}
