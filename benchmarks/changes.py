"""Are changes after publication told, and mends from substance? `python -m benchmarks.changes [--seed 21]`.

Into an archive of its own: 5,000 articles of real texts in six languages (`../shared/corpora`), each with a
later version under other bytes. Of 200 a verb, a number, a name or the headline was changed, of 200 others
the spelling, marks or blanks; the rest says the same. Then `find_changes` compares all versions.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.changes_planted import MENDS, SUBSTANCE, Planter
from benchmarks.own_archive import own_archive

CORPORA = Path(__file__).resolve().parent.parent.parent / "shared" / "corpora"
LANGUAGES = ("az", "en", "hy", "ka", "ru", "tr")
EACH = 2_000  # texts of a corpus
AT_ONCE = 500


class Text(NamedTuple):
    language: str
    headline: str
    body: str


class Version(NamedTuple):
    kind: str  # of what was changed; "" of what says the same
    language: str
    before: Mapping[str, str]
    after: Mapping[str, str]


def texts() -> Iterator[Text]:
    for file in sorted(CORPORA.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                language = row.get("lang") or file.name.split(".")[0].rpartition("_")[2]
                if language in LANGUAGES and row.get("text") and number < EACH:
                    yield Text(language, row.get("title") or "", row["text"])


def planted(
    kinds: Mapping[str, Planter], count: int, among: Iterator[Text], rng: random.Random
) -> Iterator[Version]:
    """So many changes, as many of each kind; every third of a text with a headline stands there."""
    left = Counter({kind: count // len(kinds) for kind in kinds})
    left[next(iter(kinds))] += count - left.total()
    for text in among:
        open_kinds = sorted(kind for kind in kinds if left[kind])
        if not open_kinds:
            return
        kind = rng.choice(open_kinds)
        in_headline = kind == "headline" or (bool(text.headline) and rng.random() < 1 / 3)
        said = text.headline if in_headline else text.body
        found = kinds[kind](said, text.language, rng)
        if found is None or found.before == found.after:
            continue
        left[kind] -= 1
        name = "headline" if in_headline else "body"
        same = {"headline": text.headline, "body": text.body}
        yield Version(kind, text.language, same | {name: found.before}, same | {name: found.after})


def headline(text: str, language: str, rng: random.Random) -> Any:
    """Any change of substance, in a headline."""
    kinds = list(SUBSTANCE.values())
    rng.shuffle(kinds)
    return next(filter(None, (kind(text, language, rng) for kind in kinds)), None)


def composed(count: int, each: int, seed: int) -> list[Version]:
    rng = random.Random(seed)
    found = list(texts())
    rng.shuffle(found)
    among = iter(found * 2)
    made = [
        *planted({**SUBSTANCE, "headline": headline}, each, among, rng),
        *planted(MENDS, each, among, rng),
    ]
    for text in among:
        if len(made) == count:
            break
        said = {"headline": text.headline, "body": text.body}
        made.append(Version("", text.language, said, said))
    rng.shuffle(made)
    return made


def fill(versions: list[Version]) -> dict[int, Version]:
    """As imports leave them, without reading; by the article's number."""
    from articles.models import Article, Original, Reading
    from articles.models.archive import make_public_id

    filled: dict[int, Version] = {}
    for begin in range(0, len(versions), AT_ONCE):
        some = versions[begin : begin + AT_ONCE]
        originals = [
            Original.objects.of_bytes(
                f"{begin + n}/{side}\n{said['headline']}\n{said['body']}".encode(), "utf-8"
            )
            for n, one in enumerate(some)
            for side, said in enumerate((one.before, one.after))
        ]
        Original.objects.bulk_create(originals)
        articles = [
            Article(
                public_id=make_public_id(originals[2 * n].sha256, 1),
                original=originals[2 * n + 1],
                language=one.language,
                status="published",
                **one.after,
            )
            for n, one in enumerate(some)
        ]
        Article.objects.bulk_create(articles)
        Reading.objects.bulk_create(
            Reading(
                article=articles[n // 2],
                original=original,
                reader_version="benchmark",
                fields=(some[n // 2].before, some[n // 2].after)[n % 2],
            )
            for n, original in enumerate(originals)
        )
        filled |= {article.pk: one for article, one in zip(articles, some, strict=True)}
    return filled


def measure(count: int, each: int, seed: int) -> dict[str, Any]:
    """Needs an empty archive."""
    from articles.importing.changes import find_all
    from articles.models import TextChange

    filled = fill(composed(count, each, seed))
    begun, cpu = time.perf_counter(), time.process_time()
    done = sum(articles for articles, _changes in find_all())
    seconds, cpu = time.perf_counter() - begun, time.process_time() - cpu
    told = dict(TextChange.objects.order_by().values_list("article", "is_substance"))
    asked, wrong = Counter[str](), Counter[str]()
    for pk, one in filled.items():
        asked[one.kind] += 1
        is_right = pk not in told if not one.kind else told.get(pk, False) == (one.kind not in MENDS)
        wrong[one.kind] += not is_right

    def share(kinds: Mapping[str, Any]) -> float:
        return sum(wrong[kind] for kind in kinds) / max(1, sum(asked[kind] for kind in kinds))

    substance = dict.fromkeys((*SUBSTANCE, "headline"))
    return {
        "versions": done,
        "changes of substance": sum(asked[kind] for kind in substance),
        "found": round(1 - share(substance), 4),
        "mends": sum(asked[kind] for kind in MENDS),
        "mends called substance": round(share(MENDS), 4),
        "the same, told as changed": wrong[""],
        "wrong": {kind: f"{count} of {asked[kind]}" for kind, count in sorted(wrong.items()) if count},
        "seconds": round(seconds, 1),
        "cpu seconds": round(cpu, 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--versions", type=int, default=5_000)
    parser.add_argument("--planted", type=int, default=200, help="of substance, and as many mends")
    parser.add_argument("--seed", type=int, default=21)
    options = parser.parse_args()
    with own_archive():
        print(json.dumps(measure(options.versions, options.planted, options.seed), indent=1))


if __name__ == "__main__":
    main()
