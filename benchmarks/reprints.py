"""Are reprints found, and nothing else? `python -m benchmarks.reprints [--texts 45000] [--planted 2000]
[--seed 16]`.

Into an archive of its own: real texts of `../shared/corpora`, copies of some of them as desks make them, and
pairs of forecasts, exchange rates, match reports, obituaries of one outlet, in random order. Then
`find_reprints` compares them all.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.own_archive import own_archive

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
PAIRS = CORPORA.parent / "gold/duplicates/news_pairs_dev.jsonl.gz"
LEAST = 60  # words of a text of which copies are made
SOURCES = 30


def real_texts() -> Iterator[tuple[str, str]]:
    """Corpus, text."""
    for file in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                text = json.loads(line).get("text") or ""
                if text.strip():
                    yield file.name.split(".")[0], text


def composed(count: int, planted: int, alike: int, seed: int = 16) -> list[tuple[str, str, str]]:
    """(kind, source, text) in random order; the kind of a copy and of what it was made of is `copy N`."""
    from benchmarks.reprint_texts import ALIKE, reprint_of

    dice = random.Random(seed)
    texts = list(real_texts())
    dice.shuffle(texts)
    texts = texts[:count]
    by_corpus: dict[str, list[str]] = {}
    for corpus, text in texts:
        by_corpus.setdefault(corpus, []).append(text)
    found = [("real", corpus, text) for corpus, text in texts]
    fit = [n for n, (_, text) in enumerate(texts) if len(text.split()) >= LEAST]
    for number, n in enumerate(dice.sample(fit, planted)):
        corpus, text = texts[n]
        copy = reprint_of(text, by_corpus[corpus], dice)
        found[n] = (f"copy {number}", corpus, text)
        found.append((f"copy {number}", f"outlet {dice.randrange(SOURCES)}", copy))
    for n in range(alike * 2):
        make = ALIKE[n % len(ALIKE)]
        found.append(("alike", f"agency of {make.__name__}", make(dice)))
    dice.shuffle(found)
    return found


def fill(texts: Sequence[tuple[str, str, str]]) -> dict[int, str]:
    """The articles; the kind of each."""
    from articles.models import Article, Original, Source

    original = Original.objects.of_bytes(b"of all", "utf-8")
    original.save()
    sources = {
        name: Source.objects.create(name=name, slug=f"s{n}")
        for n, name in enumerate(sorted({source for _, source, _ in texts}))
    }
    rows = Article.objects.bulk_create(
        [
            Article(
                public_id=f"{n:012}",
                original=original,
                item=n,
                source=sources[source],
                body=text,
                status="published",
            )
            for n, (_, source, text) in enumerate(texts)
        ],
        batch_size=500,
    )
    return {row.pk: kind for row, (kind, _, _) in zip(rows, texts, strict=True)}


def scores(kinds: dict[int, str], pairs: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """Of the pairs that were found. Real texts that are found alike are neither true nor false; what stands
    with a copy must be its model, or another that was found alike to that."""
    planted: dict[str, list[int]] = {}
    for pk, kind in kinds.items():
        if kind.startswith("copy"):
            planted.setdefault(kind, []).append(pk)
    found = set(pairs)
    true = sum(tuple(sorted(both)) in found for both in planted.values())
    friends: dict[int, set[int]] = {}
    for a, b in pairs:
        friends.setdefault(a, set()).add(b)
        friends.setdefault(b, set()).add(a)
    false = 0
    for a, b in pairs:
        if kinds[a] == kinds[b] or not {kinds[a][:4], kinds[b][:4]} & {"copy"}:
            continue
        # By nature alike: both are alike to a third of the same copy.
        if not friends[a] & friends[b]:
            false += 1
    alike = [pair for pair in pairs if kinds[pair[0]] == "alike" or kinds[pair[1]] == "alike"]
    in_pairs = {pk for pair in alike for pk in pair}
    precision, recall = true / max(true + false, 1), true / max(len(planted), 1)
    return {
        "planted": len(planted),
        "found": true,
        "false": false,
        "f1": round(2 * precision * recall / max(precision + recall, 1e-9), 4),
        "alike": sum(kind == "alike" for kind in kinds.values()),
        "alike_in_false_pairs": len(in_pairs),
        "natural_pairs": sum(kinds[a] == kinds[b] == "real" for a, b in pairs),
    }


def story_pairs() -> dict[str, int]:
    """How many pairs of one story are reprints at all, and how many of other stories are taken for such."""
    from articles.likeness.alike import alike, compared

    found: dict[str, int] = {}
    with gzip.open(PAIRS, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            label = str(row["label"])
            one, other = compared([(row["first_text"], 1), (row["second_text"], 2)])
            found[label] = found.get(label, 0) + 1
            found[f"{label} reprints"] = found.get(f"{label} reprints", 0) + bool(alike(one, {0: other}))
    return found


def measure(count: int, planted: int, alike: int, seed: int) -> dict[str, Any]:
    """Needs an empty archive."""
    from articles.likeness.reprints import find_all
    from articles.models import Reprint

    kinds = fill(composed(count, planted, alike, seed))
    begun, own = time.perf_counter(), time.process_time()
    done = sum(find_all())
    seconds, own = time.perf_counter() - begun, time.process_time() - own
    pairs = list(Reprint.objects.values_list("first", "second"))
    rates = {"articles_per_second": round(done / seconds), "per_second_of_first_process": round(done / own)}
    return scores(kinds, pairs) | {"articles": done} | rates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=45_000)
    parser.add_argument("--planted", type=int, default=2_000)
    parser.add_argument("--alike", type=int, default=1_000, help="pairs")
    parser.add_argument("--seed", type=int, default=16)
    options = parser.parse_args()
    with own_archive():
        figures = measure(options.texts, options.planted, options.alike, options.seed)
        if PAIRS.exists():
            figures["pairs_of_stories"] = story_pairs()
        print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
