"""Whom a surname alone means: the company it keeps tells.

An article that says "Trump" and nowhere "Donald Trump" names nobody by that word alone. But who bears the
surname, how many articles name each of them, and how many together with the other people of the article, says
how likely each is meant. By Bayes' rule, the odds of a bearer are the articles that name them, times, for
every other person named, how much more often than by chance the two are named together. Against the bearers
stands somebody whom the archive does not know: as likely as the bearers known from one article only, and one
more (Good and Turing's estimate of what is unseen).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from typing import Generic, TypeVar

LINKED = 0.9
"""From this probability on, a surname alone is linked."""
PROPOSED = 0.5
"""From this probability on, an editor is told who is likely."""

_TELLING = log(2)  # the company must make somebody at least twice as likely: a frequent name is no evidence
# Articles, added to those that name two people together and to those expected by chance: one meeting of two
# rare names says much, none says little (DuMouchel's shrinkage of a relative reporting ratio).
_SHRINKAGE = 0.2
# Logarithm. Company beyond this adds nothing, since it comes together: who is in a team is in it with all the
# others, and so is a namesake whom the archive does not know.
_SUREST = 4.0

Person = TypeVar("Person", bound=Hashable)
Identity = Mapping[Person, float]
"""Who somebody may be: persons with their probabilities; what is left to one is somebody unknown."""


@dataclass(frozen=True, slots=True)
class Meant(Generic[Person]):
    """Who may be meant, how likely, and those of the article who tell, the most telling first."""

    person: Person
    probability: float
    company: tuple[Person, ...]

    @property
    def sure(self) -> bool:
        """Whether that is enough to link; without company, nothing is."""
        return self.probability >= LINKED


def expected(bearers: Mapping[Person, int]) -> dict[Person, float]:
    """How likely each bearer of a surname is, by the number of articles that name each, company unknown."""
    every = sum(bearers.values()) + _unknown(bearers)
    return {person: number / every for person, number in bearers.items()}


def _unknown(bearers: Mapping[Person, int]) -> int:
    return 1 + sum(number == 1 for number in bearers.values())


def meant(
    bearers: Mapping[Person, int],
    present: Sequence[Identity[Person]],
    together: Callable[[Person], Mapping[Person, int]],
    named: Callable[[Person], int],
    articles: int,
) -> Meant[Person] | None:
    """The likeliest bearer of a surname that stands alone; None where the company speaks for nobody.

    ``bearers``: persons and the number of articles that name each in full. ``present``: the other people of
    the article. ``together``: who is named with somebody, and in how many articles. ``named``: how many name
    one. ``articles``: how many there are. The article itself counts nowhere.
    """
    weights: dict[Person, float] = {}
    telling: dict[Person, list[tuple[float, Person]]] = {}
    for bearer, number in bearers.items():
        evidence, telling[bearer] = 0.0, []
        beside = together(bearer)
        for identity in present:
            lift = 1.0
            for person, probability in identity.items():
                shared = beside.get(person, 0)
                if not shared or person == bearer:
                    continue  # that two were not named together yet says nothing
                by_chance = number * named(person) / max(1, articles)
                more = (shared + _SHRINKAGE) / (by_chance + _SHRINKAGE)
                if more > 1:
                    lift += probability * (more - 1)
                    telling[bearer].append((more, person))
            evidence += log(lift)
        weights[bearer] = number * exp(min(evidence, _SUREST))
        if evidence < _TELLING:
            telling[bearer] = []
    best = max(weights, key=lambda bearer: weights[bearer], default=None)
    if best is None or not telling[best]:
        return None
    company = dict.fromkeys(person for _, person in sorted(telling[best], key=lambda one: -one[0]))
    return Meant(best, weights[best] / (sum(weights.values()) + _unknown(bearers)), tuple(company))
