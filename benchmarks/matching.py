"""python -m benchmarks.matching: one person in several scripts, ours beside the figures of other systems."""

from __future__ import annotations

from statistics import mean, median

from benchmarks.matching_scores import (
    LANGUAGES,
    LookupScore,
    Politicians,
    base_forms_right,
    linking,
    lookup_times,
)

# Precision / recall on a larger set of the same kind, against 24,705 English names.
PEERS = {
    "a plain recipe, score >= .85": "1.0/.89  1.0/.93  1.0/.96  1.0/.88  1.0/.72  .97/.79",
    "rigour >= .7": "1.0/.78  1.0/.84  1.0/.89  1.0/.75  .99/.66  .97/.82",
    "anyascii key": "1.0/.26  1.0/.30  .89/.31  1.0/.23  1.0/.25  .96/.61",
}


def _row(title: str, score: LookupScore) -> str:
    cells = "  ".join(f"{score.recall(lang):.3f} ({score.asked[lang]})" for lang in LANGUAGES)
    return f"{title:<34} {score.precision:.4f}   {cells}"


def main() -> None:
    politicians = Politicians()
    print(f"Labels against {len(politicians.index):,} English names: precision, recall (labels)")
    print(f"{'':<34} {'all':<8} {'  '.join(f'{lang:<11}' for lang in LANGUAGES)}")
    region = politicians.score()
    print(_row("people of the region", region))
    for half in (0, 1):
        print(_row(f"  half {half + 1} of the ids", politicians.score(half=half)))
    print(_row("people of all other countries", politicians.score(region=False)))
    for title, figures in PEERS.items():
        print(f"{title:<34} precision/recall, {' '.join(LANGUAGES)}: {figures}")
    times = lookup_times()
    print(f"one lookup among 25,000 names: mean {mean(times):.2f} ms, median {median(times):.2f} ms")

    merged, pairs = politicians.strangers_merged()
    print(
        f"\nLatin labels: {merged} of {pairs:,} pairs within a country merged, "
        f"{merged / pairs * 10_000:.3f} per 10,000"
    )

    score = linking()
    print("\nOne person across documents and languages (NTREX, gold spans): pairwise precision / recall")
    for title, (precision, recall) in (
        ("full names in the base form", score.base_forms),
        ("full names as in the text", score.full_mentions),
        ("all mentions, surnames alone too", score.mentions),
        ("all mentions, within a document", score.within),
    ):
        print(f"{title:<34} {precision:.4f} / {recall:.4f}")

    print("\nBase forms (NTREX, full names): inflected, put right; in the base form, spoiled")
    for language in ("ru", "az", "tr", "hy", "ka"):
        print(f"{language:<4} {'{} {}  {} {}'.format(*base_forms_right(language))}")


if __name__ == "__main__":
    main()
