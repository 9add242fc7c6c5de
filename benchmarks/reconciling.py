"""Names reconciled with the archive's people: `python -m benchmarks.reconciling [--people 24000]`.

Into an archive of its own the people of `../shared/gold/names/politicians_dev.jsonl.gz` with an English name;
then 500 of their names in six languages are asked for as OpenRefine does, in batches of 50. Right is anybody
of the same English name, as in benchmarks/matching.py.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from itertools import islice, zip_longest
from typing import Any

from benchmarks.matching_scores import LANGUAGES, REGION, Politicians, _countries, _labels
from benchmarks.own_archive import own_archive

BATCH = 50
AT_ONCE = 2_000


def fill(politicians: Politicians, most: int) -> dict[str, int]:
    """The people of the archive, by their ids in the gold."""
    from django.db import transaction

    from articles.models import Name, NameKey, Person

    chosen = list(politicians.english.items())[:most]
    made: dict[str, int] = {}
    for begin in range(0, len(chosen), AT_ONCE):
        some = chosen[begin : begin + AT_ONCE]
        with transaction.atomic():
            people = Person.objects.bulk_create(Person(name=name, standing="confirmed") for _id, name in some)
            names = [Name(person=one, text=one.name, language="en", standing="confirmed") for one in people]
            for name in names:
                name.file()
            Name.objects.bulk_create(names)
            NameKey.objects.put(names)
        made |= {id: one.pk for (id, _name), one in zip(some, people, strict=True)}
    return made


def questions(
    politicians: Politicians, known: dict[str, int], count: int, seed: int
) -> list[tuple[str, str, str]]:
    """(language, name as it is written there, English name), in turn of each language."""
    found: dict[str, list[tuple[str, str, str]]] = {language: [] for language in LANGUAGES}
    for person in politicians.people:
        if person["id"] not in known or not _countries(person) & REGION:
            continue
        for name, language in _labels(person):
            if language in found:
                found[language].append((language, name, politicians.english[person["id"]]))
    rng = random.Random(seed)
    for rows in found.values():
        rng.shuffle(rows)
    # In turn, so that a language with few names gives all that it has.
    turns = (row for turn in zip_longest(*found.values()) for row in turn if row is not None)
    return list(islice(turns, count))


def measure(most: int, count: int, seed: int) -> dict[str, Any]:
    """Needs an empty archive."""
    from django.test import Client

    politicians = Politicians()
    known = fill(politicians, most)
    english = {str(pk): politicians.english[id] for id, pk in known.items()}
    asked = questions(politicians, known, count, seed)
    client = Client()
    right, wrong, of = Counter[str](), Counter[str](), Counter[str]()
    among, seconds = 0, []
    for begin in range(0, len(asked), BATCH):
        some = asked[begin : begin + BATCH]
        queries = {f"q{n}": {"query": name, "type": "person"} for n, (_language, name, _) in enumerate(some)}
        begun = time.perf_counter()
        answer = client.post("/reconcile/", {"queries": json.dumps(queries)}, HTTP_HOST="localhost").json()
        seconds.append(time.perf_counter() - begun)
        for n, (language, _name, meant) in enumerate(some):
            result = answer[f"q{n}"]["result"]
            of[language] += 1
            among += any(english[one["id"]] == meant for one in result)
            if result and result[0]["match"]:
                (right if english[result[0]["id"]] == meant else wrong)[language] += 1
    return {
        "people": len(known),
        "names": len(asked),
        "precision": round(right.total() / max(1, right.total() + wrong.total()), 4),
        "recall": round(right.total() / len(asked), 4),
        "among the candidates": round(among / len(asked), 4),
        "by language": {one: f"{right[one]} right, {wrong[one]} wrong of {of[one]}" for one in LANGUAGES},
        "seconds of a batch": [round(min(seconds), 2), round(max(seconds), 2)],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000, help="at most")
    parser.add_argument("--names", type=int, default=500)
    parser.add_argument("--seed", type=int, default=21)
    options = parser.parse_args()
    with own_archive(ALLOWED_HOSTS="localhost"):
        figures = measure(options.people, options.names, options.seed)
        print(json.dumps(figures, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
