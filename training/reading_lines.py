"""Learns which lines of a page are the article: weights for articles/reading/body.py.

    python -m training.reading_lines            cross-validated figures, publishers kept apart
    python -m training.reading_lines --write    learns from all pages and writes the weights

Pages: ../shared/pages/web_text_dev.jsonl.gz, visible text of real pages. Where the article's text is known,
a line is the article's if most of its word triples are the text's. Where only snippets are known that must
or must not be kept, a first model fills in the rest of the page. The model is a linear-chain CRF over four
states (before, body, inside but not body, after) trained with crfsuite; what is kept of it is one number per
feature and state.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pycrfsuite

from articles.reading.line_features import features_of, kind_of
from articles.reading.lines import PageLines
from benchmarks.reading_scores import LAYOUTS, WEB_PAGES, rows, squeezed, word_f1

WEIGHTS = Path(__file__).resolve().parents[1] / "articles" / "reading" / "data" / "line_weights.json"
_WORD = re.compile(r"\w+")
Labels = list[str | None]


def publisher(page: dict[str, Any]) -> str:
    host = urlsplit(page.get("url") or "").hostname or page.get("publisher") or page["id"]
    if host == "web.archive.org":
        host = (
            urlsplit(page["url"].split("/http", 1)[-1].lstrip("s:/")).hostname
            or page["url"].rsplit("/http", 1)[-1].split("/")[2]
        )
    return ".".join(host.split(".")[-2:]) if "." in host else host


def page_lines(page: dict[str, Any]) -> list[str]:
    lines = PageLines.of(page["raw_text"])
    return [lines.rest[i] for i in lines.nonblank()]


def triples(words: list[str]) -> list[tuple[str, ...]]:
    return list(zip(words, words[1:], words[2:], strict=False))


def labels_from_text(lines: list[str], gold: str) -> Labels:
    """B for the lines of the article, by word triples; short lines by their neighbours."""
    gold_words = _WORD.findall(gold.lower())
    known = Counter(triples(gold_words))
    flat = " " + " ".join(gold_words) + " "
    gold_lines = {squeezed(line).lower() for line in gold.split("\n")}
    labels: Labels = []
    for line in lines:
        words = _WORD.findall(line.lower())
        if len(words) >= 5:
            each = triples(words)
            labels.append("B" if sum(1 for t in each if t in known) >= 0.6 * len(each) else "N")
        elif squeezed(line).lower() in gold_lines:
            labels.append("B")
        elif words and f" {' '.join(words)} " in flat:
            labels.append("?")
        else:
            labels.append("N")
    for i, label in enumerate(labels):
        if label == "?":
            around = labels[max(0, i - 2) : i] + labels[i + 1 : i + 3]
            labels[i] = "B" if around.count("B") >= 3 else "N"
    # A line of the article that stands again far from it (a teaser, the title) is not its text.
    return without_strays(labels)


def without_strays(labels: Labels) -> Labels:
    """Single B lines farther than 12 lines from any other B are not the text."""
    where = [i for i, label in enumerate(labels) if label == "B"]
    if len(where) > 5:
        for n, i in enumerate(where):
            gaps = [abs(i - where[m]) for m in (n - 1, n + 1) if 0 <= m < len(where)]
            if min(gaps) > 12:
                labels[i] = "N"
    return labels


def labels_from_snippets(lines: list[str], page: dict[str, Any], guess: Labels) -> Labels:
    """The guess, put right where a snippet says so; prose between two kept snippets is kept too."""
    labels = list(guess)
    flat = [squeezed(line) for line in lines]
    kept = []
    for snippet in page.get("must_have") or ():
        where = [i for i, line in enumerate(flat) if squeezed(snippet) in line]
        if where:
            kept.append(next((i for i in where if labels[i] == "B"), max(where, key=lambda i: len(flat[i]))))
            labels[kept[-1]] = "B"
    if kept and max(kept) - min(kept) < 120:
        for i in range(min(kept), max(kept)):
            if kind_of(lines[i]) in "LMml":
                labels[i] = "B"
    for snippet in page.get("must_not") or ():
        for i, line in enumerate(flat):
            if squeezed(snippet) in line:
                labels[i] = "N"
    return labels


def states(labels: Sequence[str | None]) -> list[str]:
    """A before the text, B the text, I inside but not text, Z after it."""
    where = [i for i, label in enumerate(labels) if label == "B"]
    if not where:
        return ["A"] * len(labels)
    first, last = where[0], where[-1]
    return [
        "B" if label == "B" else "A" if i < first else "Z" if i > last else "I"
        for i, label in enumerate(labels)
    ]


def learn(
    examples: list[tuple[list[list[str]], list[str]]], path: str, c1: float, c2: float, rounds: int
) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    for features, wanted in examples:
        if features:
            trainer.append(features, wanted)
    trainer.set_params(
        {
            "c1": c1,
            "c2": c2,
            "max_iterations": rounds,
            "feature.minfreq": 5,
            "feature.possible_transitions": True,
        }
    )
    trainer.train(path)


def weights_of(path: str) -> dict[str, Any]:
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    features: dict[str, dict[str, float]] = defaultdict(dict)
    for (name, state), weight in info.state_features.items():
        if abs(weight) > 0.02:
            features[name][state] = round(weight, 2)
    transitions = {f"{a}{b}": round(weight, 2) for (a, b), weight in info.transitions.items()}
    return {"transitions": transitions, "features": dict(sorted(features.items()))}


def prepared() -> list[dict[str, Any]]:
    pages = []
    for page in rows(WEB_PAGES):
        lines = page_lines(page)
        if lines:
            page["lines"] = lines
            page["features"] = features_of(lines)
            page["fold"] = crc32(publisher(page).encode()) % 5
            pages.append(page)
    return pages


def small_pages() -> list[tuple[list[list[str]], list[str]]]:
    """Pages with little around the text: the layout samples, and corpus texts that are only an article."""
    examples = []
    for gold in rows(LAYOUTS / "gold.jsonl"):
        lines = page_lines({"raw_text": (LAYOUTS / gold["file"]).read_text(encoding="utf-8")})
        flat = [squeezed(line) for line in lines]
        first = next((i for i, line in enumerate(flat) if squeezed(gold["body_first"]) in line), None)
        last = squeezed(gold["body_last"] or "")
        ends = [i for i, line in enumerate(flat) if last and last in line]
        if first is not None:
            end = ends[-1] if ends else len(flat) - 1
            furniture = {squeezed(each) for each in gold["boilerplate"]}
            labels: Labels = [
                "B" if first <= i <= end and flat[i] not in furniture else "N" for i in range(len(flat))
            ]
            examples += [(features_of(lines), states(labels))] * 3
    for corpus in ("allsides10k_en", "tgnews_ru_en", "nerel_ru", "ttc3600_tr", "ilur_hy"):
        for number, row in enumerate(rows(WEB_PAGES.parents[1] / "corpora" / f"{corpus}.jsonl.gz")):
            if number % 20 == 0 and number < 1200 and row.get("text"):
                title = [row["title"]] if row.get("title") else []
                lines = page_lines({"raw_text": "\n".join([*title, row["text"]])})
                examples.append(
                    (features_of(lines), states(["N"] * len(title) + ["B"] * (len(lines) - len(title))))
                )
    return examples


def model_for(pages: list[dict[str, Any]], c1: float, c2: float, rounds: int, folder: str) -> str:
    """Two passes: pages with text first, then also those with snippets, filled in by the first model."""
    path = f"{folder}/lines.crfsuite"
    whole = [
        (page["features"], states(labels_from_text(page["lines"], page["gold_text"])))
        for page in pages
        if page.get("gold_text")
    ]
    whole = [(features, wanted) for features, wanted in whole if "B" in wanted] + small_pages()
    learn(whole, path, c1, c2, rounds)
    for _ in range(2):
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        filled = []
        for page in pages:
            if not page.get("gold_text"):
                guess: Labels = ["B" if state == "B" else "N" for state in tagger.tag(page["features"])]
                filled.append((page["features"], states(labels_from_snippets(page["lines"], page, guess))))
        learn(whole + filled, path, c1, c2, rounds)
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--c1", type=float, default=0.3)
    parser.add_argument("--c2", type=float, default=0.3)
    parser.add_argument("--rounds", type=int, default=60)
    options = parser.parse_args()
    pages = prepared()
    print(len(pages), "pages", sum(len(page["lines"]) for page in pages), "lines", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        if options.write:
            path = model_for(pages, options.c1, options.c2, options.rounds, folder)
            WEIGHTS.write_text(
                json.dumps(weights_of(path), ensure_ascii=False, separators=(",", ":"), indent=0)
            )
            return
        texts, f1, snippets = 0, 0.0, Counter[str]()
        for fold in range(5):
            path = model_for(
                [p for p in pages if p["fold"] != fold], options.c1, options.c2, options.rounds, folder
            )
            tagger = pycrfsuite.Tagger()
            tagger.open(path)
            for page in pages:
                if page["fold"] == fold:
                    got = [
                        line
                        for line, state in zip(page["lines"], tagger.tag(page["features"]), strict=True)
                        if state == "B"
                    ]
                    page["got"] = got
                    if page.get("gold_text"):
                        texts += 1
                        page["f1"] = word_f1("\n".join(got), page["gold_text"])
                        f1 += page["f1"]
                    flat = squeezed("\n".join(got))
                    for snippet in page.get("must_have") or ():
                        snippets["have"] += 1
                        snippets["kept"] += squeezed(snippet) in flat
                    for snippet in page.get("must_not") or ():
                        snippets["not"] += 1
                        snippets["leaked"] += squeezed(snippet) in flat
            print(
                fold,
                f1 / texts,
                snippets["kept"] / snippets["have"],
                snippets["leaked"] / snippets["not"],
                flush=True,
            )


if __name__ == "__main__":
    main()
