"""How right names are matched across scripts: what benchmarks/matching.py prints and the tests pin."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any
from zlib import crc32

from articles.names.cluster import Named, cluster, link
from articles.names.keys import blocking_keys
from articles.names.lookup import NameIndex
from articles.names.match import MERGE, compare
from articles.names.nominative import nominative

GOLD = Path(__file__).resolve().parents[2] / "shared" / "gold"
POLITICIANS = GOLD / "names" / "politicians_dev.jsonl.gz"
NTREX_LANGUAGES = ("en", "ru", "az", "tr", "hy", "ka")
LANGUAGES = ("ru", "uk", "hy", "ka", "az", "tr")

# The ex-USSR, Turkey and eastern Europe, as the countries are called in the gold.
_REGION = """
    Abkhazia Armenia Azerbaijan Belarus Estonia Georgia Kazakhstan Kyrgyzstan Latvia Lithuania Moldova
    Russia South_Ossetia Tajikistan Transnistria Turkmenistan Ukraine Uzbekistan Turkey Northern_Cyprus
    Albania Bosnia_and_Herzegovina Bulgaria Croatia Czech_Republic Hungary Kosovo Macedonia Montenegro
    Poland Romania
    Serbia Slovakia Slovenia"""
REGION = frozenset(_REGION.split())


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@dataclass(slots=True)
class LookupScore:
    """Labels looked up among all English ones; right is any person of the same English label."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def recall(self, language: str) -> float:
        return self.right[language] / max(1, self.asked[language])

    @property
    def precision(self) -> float:
        return self.right.total() / max(1, self.right.total() + self.wrong.total())


def _countries(person: dict[str, Any]) -> set[str]:
    return {country.partition("/")[0] for country in person["country"]}


def _labels(person: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in person["names"]:
        if name["kind"] == "label":
            yield name["name"], name["lang"]


class Politicians:
    """The English labels of politicians.jsonl.gz as an index, and the labels to be looked up in it."""

    def __init__(self, path: Path = POLITICIANS) -> None:
        self.people = list(rows(path))
        self.english = {p["id"]: name for p in self.people for name, lang in _labels(p) if lang == "en"}
        self.index = NameIndex()
        for id, name in self.english.items():
            self.index.add(id, name, "en")

    def score(self, region: bool = True, half: int | None = None) -> LookupScore:
        """Look up the labels of the region's people (or all others'), of all ids or of one half of them."""
        score = LookupScore()
        for person in self.people:
            id = person["id"]
            in_region = not REGION.isdisjoint(_countries(person))
            if id not in self.english or in_region != region or half not in (None, crc32(id.encode()) % 2):
                continue
            for name, language in _labels(person):
                if language not in LANGUAGES or name == self.english[id]:
                    continue
                found = self.index.find(name, language)
                score.asked[language] += 1
                if found is not None:
                    right = self.english[found.id] == self.english[id]
                    (score.right if right else score.wrong)[language] += 1
        return score

    def strangers_merged(self, every: int = 1) -> tuple[int, int]:
        """(pairs of different people of one country whose Latin names merge, all pairs); each person by the
        English label or the first Latin one; identical names are nobody's fault and left out.
        `every` takes one person in so many."""
        by_country: defaultdict[str, list[Named]] = defaultdict(list)
        for place, person in enumerate(self.people):
            latin = [
                (n["name"], n["lang"])
                for n in person["names"]
                if n["script"] == "Latn" and n["kind"] == "label"
            ]
            if latin and place % every == 0:
                chosen = next((named for named in latin if named[1] == "en"), latin[0])
                for country in _countries(person):
                    by_country[country].append(chosen)
        merged = pairs = 0
        for names in by_country.values():
            pairs += len(names) * (len(names) - 1) // 2
            buckets: defaultdict[str, set[int]] = defaultdict(set)
            for place, named in enumerate(names):
                for key in blocking_keys(*named):
                    buckets[key].add(place)
            near = {pair for bucket in buckets.values() for pair in combinations(sorted(bucket), 2)}
            for a, b in near:
                (name_a, lang_a), (name_b, lang_b) = names[a], names[b]
                if name_a.lower() != name_b.lower():
                    merged += compare(name_a, name_b, lang_a, lang_b).score >= MERGE
        return merged, pairs


def lookup_times(names: int = 25_000, lookups: int = 500) -> list[float]:
    """Milliseconds of processor time of about `lookups` lookups, each another name, against `names` names."""
    people = list(rows(POLITICIANS))
    latin = [
        (p["id"], *named) for p in people for named in dict.fromkeys(_labels(p)) if named[1] not in LANGUAGES
    ]
    index = NameIndex()
    for id, name, language in latin[:names]:
        index.add(id, name, language)
    asked = [named for p in people for named in _labels(p) if named[1] in LANGUAGES and named[1] != "tr"]
    index.find("Иван Петров", "ru")  # the lists of names are loaded once
    times = []
    for name, language in asked[:: len(asked) // lookups]:
        begun = time.process_time()
        index.find(name, language)
        times.append((time.process_time() - begun) * 1000)
    return times


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def pairwise_score(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float]:
    """(precision, recall) of the pairs that `found` puts together."""
    both = _pairs(Counter(zip(gold, found, strict=True)).values())
    return both / max(1, _pairs(Counter(found).values())), both / max(1, _pairs(Counter(gold).values()))


@dataclass(frozen=True, slots=True)
class LinkingScore:
    """Pairwise (precision, recall) over all languages and documents."""

    base_forms: tuple[float, float]  # full names in the gold's base form, one per person and document
    full_mentions: tuple[float, float]  # mentions of two words and more, as they stand in the text
    mentions: tuple[float, float]  # all mentions, surnames alone among them
    within: tuple[float, float]  # all mentions, within one document


def linking() -> LinkingScore:
    """Gold spans of the NTREX documents, linked within each document and across all of them."""
    articles: list[list[Named]] = []
    gold: list[str] = []
    base: list[tuple[Named, str]] = []
    for language in NTREX_LANGUAGES:
        for doc in rows(GOLD / "persons" / f"{language}_ntrex_dev.jsonl.gz"):
            spans = sorted((start, end, p["id"]) for p in doc["persons"] for start, end in p["spans"])
            articles.append([(doc["text"][start:end], language) for start, end, _ in spans])
            gold += [id for *_, id in spans]
            base += [((p["nominative"], language), p["id"]) for p in doc["persons"] if p.get("nominative")]
    found = [number for numbers in link(articles) for number in numbers]
    names = [named for article in articles for named in article]
    of_article = [number for number, article in enumerate(articles) for _ in article]
    full = [place for place, (name, _) in enumerate(names) if " " in name]
    base = [(named, id) for named, id in base if " " in named[0]]
    return LinkingScore(
        base_forms=pairwise_score([id for _, id in base], cluster([named for named, _ in base])),
        full_mentions=pairwise_score([gold[place] for place in full], [found[place] for place in full]),
        mentions=pairwise_score(gold, found),
        within=pairwise_score(
            list(zip(gold, of_article, strict=True)), list(zip(found, of_article, strict=True))
        ),
    )


def base_forms_right(language: str) -> tuple[int, int, int, int]:
    """Full names of the NTREX documents: inflected, of them put right; in the base form, of them spoiled."""
    inflected = right = plain = spoiled = 0
    for doc in rows(GOLD / "persons" / f"{language}_ntrex_dev.jsonl.gz"):
        for person in doc["persons"]:
            base = person.get("nominative")
            for start, end in person["spans"]:
                text = doc["text"][start:end]
                if not base or " " not in text:
                    continue
                changed = nominative(text, language)
                if text == base:
                    plain += 1
                    spoiled += changed != base
                else:
                    inflected += 1
                    right += changed == base
    return inflected, right, plain, spoiled
