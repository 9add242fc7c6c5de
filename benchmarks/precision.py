"""How much of what a search finds is right: ordinary words and names, drawn by a seed.

    python -m benchmarks.precision [--json FILE] [--show N]

The archive: BBC 2,225 en, tgnews 899 ru/en, NTREX 123 documents in six languages, iLur 1,000 hy, TTC 1,000
tr, with the people that the finder finds in them. A hit is right

- of an ordinary word, where the article holds the word, or one that shares all but its last three letters
  with it (four at least);
- of a name, by the same rule, or for persons where it holds a spelling of the name: one that stands at the
  same place in the aligned names of the parallel texts, or in the politicians' names in other languages.

These lists have persons only, so that Россия for Rusiya is wrong by them. Names are therefore told twice: by
them alone, and with the words that stand with a capital in the same lines of the parallel texts, mostly.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import pickle
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice, permutations
from pathlib import Path
from typing import Any

import django

from articles.names.document import find_persons
from articles.search.documents import IndexedArticle, IndexedMention, make_document
from articles.text.scripts import script_of
from articles.text.tokens import fold_word, raw_words

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
SIX = ("en", "ru", "az", "tr", "hy", "ka")
CORPORA = {  # file: articles at most
    "bbc2225_en": 2225,
    "tgnews_ru_en": 899,
    "ilur_hy": 1000,
    "ttc3600_tr": 1000,
    "ntrex_parallel": 10_000,
}
DRAWN = 150
SEED = 20
LEAST_HITS = 10  # of a query that may be the worst
ENDING, LEAST_SHARED = 3, 4  # letters
LEAST_TOGETHER, MOSTLY_TOGETHER = 3, 0.6  # lines, and their share of those in which either word stands


@dataclass(frozen=True)
class Judged:
    query: str
    language: str
    hits: int
    right: int
    by_kind: dict[str, tuple[int, int]]  # matched: (hits, right)

    @property
    def precision(self) -> float:
        return self.right / self.hits if self.hits else 1.0


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def texts(shared: Path = SHARED, corpora: Mapping[str, int] = CORPORA) -> Iterator[dict[str, Any]]:
    for name, most in corpora.items():
        found = rows(shared / "corpora" / f"{name}.jsonl.gz")
        yield from islice((text for text in found if text["lang"] in SIX), most)


def with_people(number: int, text: dict[str, Any]) -> IndexedArticle:
    fields = {"headline": text.get("title") or "", "body": text["text"]}
    mentions = [
        IndexedMention(mention.field, mention.start, mention.end, mention.surface, 1)
        for person in find_persons(fields, text["lang"])
        for mention in person.mentions
    ]
    empty = IndexedArticle(number, text["lang"], None, None, None, "", "", "", "", None, None, "", None)
    return replace(empty, mentions=tuple(mentions), **fields)


def made() -> list[IndexedArticle]:
    return [with_people(number, text) for number, text in enumerate(texts(), start=1)]


def kept(file: Path) -> list[IndexedArticle]:
    """Finding the people takes a minute: another run finds them here."""
    if not file.exists():
        file.write_bytes(pickle.dumps(made()))
    found: list[IndexedArticle] = pickle.loads(file.read_bytes())
    return found


class Archive:
    """The articles with what judging needs: the folded words of each, by their beginnings."""

    def __init__(self, articles: Iterable[IndexedArticle]) -> None:
        self.articles = {article.id: article for article in articles}
        self.words = {
            article.id: {
                fold_word[word] for text in (article.headline, article.body) for word in raw_words(text)
            }
            for article in self.articles.values()
        }
        self.holding: defaultdict[str, set[int]] = defaultdict(set)
        for number, words in self.words.items():
            for word in words:
                self.holding[word].add(number)
        self._beginning: defaultdict[str, set[str]] = defaultdict(set)
        for word in self.holding:
            self._beginning[word[:LEAST_SHARED]].add(word)

    def begun_so(self, beginning: str) -> set[int]:
        """The articles that hold a word with this beginning, and three letters more at most."""
        found: set[int] = set()
        for other in self._beginning.get(beginning[:LEAST_SHARED], ()):
            if other.startswith(beginning) and len(other) <= len(beginning) + ENDING:
                found |= self.holding[other]
        return found

    def right_for(self, word: str) -> set[int]:
        """The articles that hold the word, or one that shares all but its last three letters with it."""
        shared = max(LEAST_SHARED, len(word) - ENDING)
        found = set(self.holding.get(word, ()))
        for other in self._beginning.get(word[:LEAST_SHARED], ()):
            if other.startswith(word[:shared]):
                found |= self.holding[other]
        return found


def ordinary_words(archive: Archive, dice: random.Random) -> list[tuple[str, str]]:
    """(word, language): words in small letters of 20 articles and more, equally many of each language."""
    drawn = []
    for language in SIX:
        counted: Counter[str] = Counter()
        capital: Counter[str] = Counter()  # in how many articles it stands with a capital, or in a name
        for article in archive.articles.values():
            if article.language == language:
                held = {word for word in raw_words(article.body) if word.isalpha() and len(word) > 2}
                counted.update({word for word in held if word.islower() or script_of(word) == "Geor"})
                named = {word for mention in article.mentions for word in raw_words(mention.surface)}
                capital.update({word.lower() for word in held if word[0].isupper() or word in named})
        least = max(4, sum(a.language == language for a in archive.articles.values()) // 100)
        frequent = sorted(word for word, n in counted.items() if n >= least and 2 * capital[word] < n)
        drawn += [(word, language) for word in dice.sample(frequent, DRAWN // len(SIX))]
    return drawn


def drawn_names(archive: Archive, dice: random.Random) -> list[tuple[str, str]]:
    """(name, language): words that stand with a capital within sentences, and whole persons found."""
    drawn = []
    for language in SIX:
        counted: Counter[str] = Counter()
        for article in archive.articles.values():
            if article.language != language:
                continue
            small = {word for word in raw_words(article.body) if word.islower()}
            held = {mention.surface for mention in article.mentions}
            if language != "ka":
                held |= {
                    word
                    for word in raw_words(article.body)
                    if len(word) > 2
                    and word[0].isupper()
                    and word[1:].islower()
                    and word.lower() not in small
                }
            counted.update(held)
        frequent = sorted(name for name, n in counted.items() if n >= 3)
        drawn += [(name, language) for name in dice.sample(frequent, min(len(frequent), DRAWN // len(SIX)))]
    return drawn


class Spellings:
    """Which words are one name's in other letters, by lists that no search has made.

    Of persons; ``with_places``: also of what stands in the same lines of the parallel texts.
    """

    def __init__(self, shared: Path = SHARED, with_places: bool = False) -> None:
        self.of: defaultdict[str, set[str]] = defaultdict(set)
        self.begun: defaultdict[str, set[str]] = defaultdict(set)
        if with_places:
            parallel = [
                text for text in rows(shared / "corpora/ntrex_parallel.jsonl.gz") if text["lang"] in SIX
            ]
            for begins, candidate in aligned(parallel):
                self.begun[begins].add(candidate)
        people: defaultdict[tuple[str, int], list[list[str]]] = defaultdict(list)
        for language in SIX:
            path = shared / f"gold/persons/{language}_ntrex_dev.jsonl.gz"
            for text in rows(path) if path.exists() else ():
                for person in text["persons"]:
                    for start, end in person["spans"]:
                        people[text["doc"], person["id"]].append(folded(text["text"][start:end]))
        for person in rows(shared / "gold/names/politicians_dev.jsonl.gz"):
            people[person["id"], 0] = [folded(given_first(name["name"])) for name in person["names"]]
        for names in people.values():
            for one in names:
                for other in names:
                    if len(one) == len(other):
                        for a, b in zip(one, other, strict=True):
                            self.of[a].add(b)
                    elif one and other:
                        self.of[one[-1]].add(other[-1])


def lines_with(texts: Iterable[dict[str, Any]]) -> dict[str, dict[str, set[tuple[str, int]]]]:
    """By language, for the words that stand with a capital within a line: in which lines, (document, number).

    What shares all but the last three letters is one word here, too; Georgian has no capitals.
    """
    found: dict[str, dict[str, set[tuple[str, int]]]] = {language: {} for language in SIX}
    for text in texts:
        for number, line in enumerate(text["text"].split("\n")):
            for at, word in enumerate(raw_words(line)):
                if (at and word[0].isupper()) or text["lang"] == "ka":
                    folded = fold_word[word]
                    begins = folded[: max(LEAST_SHARED, len(folded) - ENDING)]
                    found[text["lang"]].setdefault(begins, set()).add((text["doc"], number))
    return found


def aligned(texts: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The beginnings of words of two languages that stand in the same lines, and hardly in others."""
    found = lines_with(texts)
    for one, other in permutations(SIX, 2):
        at_line: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for begins, lines in found[other].items():
            for line in lines:
                at_line[line].append(begins)
        for begins, lines in found[one].items():
            met = Counter(candidate for line in lines for candidate in at_line[line])
            for candidate, together in met.items():
                either = len(lines) + len(found[other][candidate])
                if together >= LEAST_TOGETHER and 2 * together >= MOSTLY_TOGETHER * either:
                    yield begins, candidate


def given_first(name: str) -> str:
    family, comma, given = name.partition(",")
    return f"{given} {family}" if comma else name


def folded(name: str) -> list[str]:
    return [fold_word[word] for word in raw_words(name) if fold_word[word]]


def judge(
    archive: Archive, queries: Iterable[tuple[str, str]], search: Any, spellings: Spellings | None
) -> list[Judged]:
    judged = []
    for query, language in queries:
        right: set[int] | None = None
        for word in folded(query):
            good = archive.right_for(word)
            for other in spellings.of.get(word, ()) if spellings else ():
                good |= archive.right_for(other)
            for begins in (
                spellings.begun.get(word[: max(LEAST_SHARED, len(word) - ENDING)], ()) if spellings else ()
            ):
                good |= archive.begun_so(begins)
            right = good if right is None else right & good
        hits = search(query)
        kinds: dict[str, tuple[int, int]] = {}
        for hit in hits:
            n, ok = kinds.get(hit.matched, (0, 0))
            kinds[hit.matched] = (n + 1, ok + (hit.article_id in (right or ())))
        judged.append(
            Judged(query, language, len(hits), sum(hit.article_id in (right or ()) for hit in hits), kinds)
        )
    return judged


def summary(judged: list[Judged]) -> dict[str, Any]:
    hits = sum(one.hits for one in judged)
    worst = sorted((one for one in judged if one.hits > LEAST_HITS), key=lambda one: one.precision)
    kinds: Counter[str] = Counter()
    good: Counter[str] = Counter()
    for one in judged:
        for kind, (n, ok) in one.by_kind.items():
            kinds[kind] += n
            good[kind] += ok
    return {
        "queries": len(judged),
        "hits": hits,
        "precision": round(sum(one.right for one in judged) / hits, 4) if hits else 1.0,
        "mean of queries": round(sum(one.precision for one in judged) / len(judged), 4),
        "worst": round(worst[0].precision, 3) if worst else 1.0,
        "by kind": {kind: (n, round(good[kind] / n, 3)) for kind, n in kinds.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", type=Path, help="also write every query's figures here")
    parser.add_argument("--show", type=int, default=12, help="the worst queries that are shown")
    parser.add_argument("--keep", type=Path, help="keep the articles with their people in this file")
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    articles = kept(options.keep) if options.keep else made()
    archive = Archive(articles)
    print(f"{len(archive.articles):,} articles", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        search = searcher(Path(folder), archive)
        dice = random.Random(options.seed)
        words, names = ordinary_words(archive, dice), drawn_names(archive, dice)
        sets = {
            "ordinary words": judge(archive, words, search, None),
            "names": judge(archive, names, search, Spellings()),
            "names, those of places too": judge(archive, names, search, Spellings(with_places=True)),
        }
    for name, judged in sets.items():
        print(name, json.dumps(summary(judged), ensure_ascii=False))
        for one in sorted(judged, key=lambda one: one.right - one.hits)[: options.show]:
            print(f"   {one.query} ({one.language}): {one.right}/{one.hits} {one.by_kind}")
    if options.json:
        found = {name: [asdict(one) for one in judged] for name, judged in sets.items()}
        options.json.write_text(json.dumps(found, ensure_ascii=False, indent=1), encoding="utf-8")


def searcher(folder: Path, archive: Archive) -> Any:
    """All hits of a query."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    django.setup()
    from articles.search.engine import Request
    from articles.search.parsing import parse
    from articles.search.query import Query
    from articles.search.tantivy_engine.reading import TantivyReader
    from articles.search.tantivy_engine.writing import TantivyWriter, create

    create(folder)
    writer = TantivyWriter(folder, 1)
    for article in archive.articles.values():
        writer.add(make_document(article))
    writer.commit()
    writer.close()
    reader = TantivyReader(folder)
    return lambda text: reader.search(Request(Query(text), parse(text).tree, limit=10_000)).hits


if __name__ == "__main__":
    main()
