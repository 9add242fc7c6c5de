"""How right the reader is on outlets it has never seen: the table of docs/reading.md with hosts apart.

python -m benchmarks.reading_apart            each page read by what has learned nothing of its host
python -m benchmarks.reading_apart --cases    also every page that fell short, without what it says

Needs the extra `training`, and takes half an hour of one core. Pages: ``web_text_dev`` and
``web_copies_dev`` together in five folds by host, rows without an address one fold per set. A form counts
for a figure only if what is asked for stands in it.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from articles.reading.learned.judges import Judges
from articles.reading.model import Item
from articles.reading.signs.dates import find_dates
from articles.reading.signs.vocabulary import bare
from training.apart import judges_apart
from training.forms import headless
from training.labelled import FORMS, LabelledPage, labelled_pages
from training.pages import item_of, squeezed, word_f1
from training.reading_lines import form_of, page_lines

HEADLESS = "headless"
FILES = ("copies", "text")
_ABOVE, _BELOW = 4, 12  # lines that a cropped copy keeps above the headline and below the text
SECTION_LABELS = Path(__file__).parent / "section_labels.json"
_KEY = 16  # hexadecimal digits
_LONGEST = 300  # characters of a line in which a date is sought
LEAST_F1 = 0.5  # a body that is less the article than this is a wrong one


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was read in one form of one page, held against what is known of it. None: nothing is known."""

    page: str
    file: str  # "text" or "copies"
    form: str
    headline: bool | None  # whether it is the right one
    has_headline: bool
    f1: float | None
    stated: bool  # the day stands in the form
    day: bool | None  # whether it is the right one; None: unknown, or none given
    section: bool | None  # whether it is the page's, where one is given on a page whose own is known
    review: bool
    doubts: tuple[str, ...]

    @property
    def wrong_headline(self) -> bool:
        return self.has_headline and self.headline is False

    @property
    def wrong(self) -> bool:
        bad_body = self.f1 is not None and self.f1 < LEAST_F1
        return self.wrong_headline or bad_body or self.day is False


def forms_scored(page: LabelledPage) -> Iterator[tuple[str, str]]:
    """(kind, text): the forms that the page has, that can be made of it, and it without its headline."""
    yield from page.forms.items()
    form, headline, end, titled = form_of(page)
    if page.file == "text" and headline is not None and end is not None:
        below = min(len(form.lines), end + _BELOW)
        yield "cropped", "\n".join(form.part(max(0, headline - _ABOVE), below).lines)
        yield "clean", "\n".join(form.part(headline, below).lines)
    if page.title:
        yield HEADLESS, "\n".join(headless(form.part(int(titled), len(form.lines))).lines)


@cache
def section_labels() -> dict[str, frozenset[str]]:
    """By the hash of a page's id, what its section may be called; empty where the page names none.

    150 pages drawn by seed from those with a headline, labelled by what stands around it.
    """
    labels = json.loads(SECTION_LABELS.read_text(encoding="utf-8"))
    return {key: frozenset(map(bare, names)) for key, names in labels.items()}


def stands(day: str, text: str) -> bool:
    lines = (line for line in text.split("\n") if len(line) <= _LONGEST)
    return any(str(found.date) == day for line in lines for found in find_dates(line))


def outcome(page: LabelledPage, kind: str, text: str, item: Item | None) -> Outcome:
    headline, day = item.headline if item else "", item.published.date if item and item.published else None
    title = squeezed(page.title).casefold()
    sections, key = section_labels(), sha256(page.id.encode()).hexdigest()[:_KEY]
    shows = bool(title) and any(squeezed(line).casefold() == title for line in page_lines(text))
    return Outcome(
        page=page.id,
        file=page.file,
        form=kind,
        headline=squeezed(headline).casefold() == title if shows else None,
        has_headline=bool(headline),
        f1=word_f1(item.body if item else "", page.text) if page.text else None,
        stated=bool(page.day) and stands(page.day, text),
        day=str(day) == page.day if page.day and day else None,
        section=bare(item.section) in sections[key] if item and item.section and key in sections else None,
        review=item is None or item.needs_review,
        doubts=tuple(doubt.code for doubt in item.doubts) if item else ("rejected",),
    )


def read_all(judges: Mapping[int, Judges]) -> list[Outcome]:
    return [
        outcome(page, kind, text, item_of(text, judges=judges[page.fold()]))
        for page in labelled_pages()
        for kind, text in forms_scored(page)
    ]


def share(outcomes: Iterable[Outcome], value: Callable[[Outcome], float | None]) -> str:
    """The mean of what is known, and of how many."""
    values = [float(found) for each in outcomes if (found := value(each)) is not None]
    return f"{sum(values) / len(values):.3f} ({len(values)})" if values else "–"


FIGURES: dict[str, Callable[[Outcome], float | None]] = {
    "body, word F1": lambda each: each.f1,
    "headline exact": lambda each: each.headline,
    "headline wrong, not to review": lambda each: each.wrong_headline and not each.review,
    "right day, where it stands": lambda each: bool(each.day) if each.stated else None,
    "wrong day": lambda each: each.day is False,
    "section right, where given": lambda each: each.section,
    "to review": lambda each: each.review,
    "wrong": lambda each: each.wrong,
    "wrong ones to review": lambda each: each.review if each.wrong else None,
}


def table(outcomes: list[Outcome]) -> list[str]:
    """Rows of a Markdown table: each figure, by file and form, with the number of pages it is of."""
    groups: defaultdict[tuple[str, str], list[Outcome]] = defaultdict(list)
    for each in outcomes:
        if each.form != HEADLESS:
            groups[each.file, each.form].append(each)
            groups[each.file, "all forms"].append(each)
    lines = [f"| | {' | '.join((*FORMS, 'all forms'))} |", "|---" * (len(FORMS) + 2) + "|"]
    for file in FILES:
        for name, value in FIGURES.items():
            cells = [share(groups[file, form], value) for form in (*FORMS, "all forms")]
            lines.append(f"| {file}: {name} | {' | '.join(cells)} |")
    every = [each for each in outcomes if each.form != HEADLESS]
    without = {
        file: [each for each in outcomes if each.form == HEADLESS and each.file == file] for file in FILES
    }
    lines += [
        "",
        f"both files: headline wrong, not to review {share(every, FIGURES['headline wrong, not to review'])}",
        "headless: given one without a doubt "
        + "; ".join(f"{file} {share(headless_ones, _invented)}" for file, headless_ones in without.items()),
    ]
    return lines


def _invented(each: Outcome) -> float:
    return each.has_headline and not each.review


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", action="store_true")
    options = parser.parse_args()
    outcomes = read_all(judges_apart())
    print(*table(outcomes), sep="\n")
    if options.cases:
        print(*(f"{each.page} {each.form}: {each}" for each in outcomes if each.wrong), sep="\n")


if __name__ == "__main__":
    main()
