"""Writes a copy of what a list finds: a page for each article, lists, and a search that needs no server."""

from __future__ import annotations

import datetime as dt
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from articles.copying.notebook import Group, Notebook, Told, path_of
from articles.copying.word_index import write_titles, write_words
from articles.lists.asking import Asked
from articles.lists.exporting import found
from articles.lists.named import filed_in_language_shown
from articles.models import Article, Mention, Person
from articles.text.languages import UNDETERMINED
from articles.text.tokens import words
from articles.wording.dates import dated

PER_PAGE = 1_000  # articles of a list
PEOPLE_AT_ONCE = 50  # on one page of people
OF_PERSON = 500  # articles shown; the search finds the others
ON_FRONT = 200  # of each kind on the first page
KINDS = ("month", "source", "place", "section")
FOLDERS = ("articles", "lists", "people", "words", "titles")
FILES = ("archive.css", "copy.js", "icon.svg")
NOTEBOOK = "being-made.sqlite3"  # gone when the copy is whole

People = dict[int, list[tuple[Person, int]]]  # by the article's id, with how often


class NotEmpty(Exception):
    """The folder for the copy has something in it that is no copy that was broken off."""


def copy_site(folder: Path, asked: Asked, reached: Callable[[int], None]) -> int:
    """Returns how many articles were copied; tells `reached` after every few hundred.

    The first page is written last: a folder without `index.html` holds a copy that was broken off. Raises
    NotEmpty, OSError, IndexMissing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _make_empty(folder)
    notebook = Notebook(folder / NOTEBOOK)
    try:
        for name in FOLDERS:
            (folder / name).mkdir()
        for name in FILES:
            shutil.copyfile(settings.BASE_DIR / "static" / name, folder / name)
        count = 0
        for told, article, people in _articles(asked):
            _write(folder / told.path, "copy/article.html", 2, article=article, people=people)
            notebook.add(told, _words(article), _groups(article, people))
            count += 1
            if not count % 100:
                reached(count)
        notebook.finish()
        reached(count)
        write_words(folder / "words", notebook.postings())
        write_titles(folder / "titles", notebook.all_told())
        _write_lists(folder, notebook)
        front = {kind: notebook.groups(kind) for kind in KINDS}
        people_found = notebook.groups("person")
        _write_people(folder, notebook, people_found)
        _write(
            folder / "index.html",
            "copy/index.html",
            0,
            total=count,
            query=asked.query.text,
            made_on=dt.date.today(),
            newest=_first(notebook, 20),
            months=front["month"],
            groups=[(kind, front[kind][:ON_FRONT], len(front[kind])) for kind in KINDS[1:]],
            people=people_found[:ON_FRONT],
            people_count=len(people_found),
        )
    finally:
        notebook.close()
    (folder / NOTEBOOK).unlink()
    return count


def _make_empty(folder: Path) -> None:
    """Takes out what a copy that was broken off has left, and nothing else. Raises NotEmpty."""
    there = {path.name for path in folder.iterdir()}
    if not there:
        return
    notes = {name for name in there if name.startswith(NOTEBOOK)}
    if NOTEBOOK in there and Notebook.is_in_use(folder / NOTEBOOK):
        raise NotEmpty
    if not notes or there - notes - {*FOLDERS, *FILES}:
        raise NotEmpty
    for name in FOLDERS:
        shutil.rmtree(folder / name, ignore_errors=True)
    for name in (*FILES, *notes):  # the notebook last: without it nobody would know what this was
        (folder / name).unlink(missing_ok=True)


def _articles(asked: Asked) -> Iterator[tuple[Told, Article, list[tuple[Person, int]]]]:
    """What is found and may be shown, the newest first, with the people whom readers may know of."""
    n = 0
    for batch in found(asked, ""):
        rows = [article for article, _hit in batch]
        filed_in_language_shown(rows)
        people = _people_in(rows)
        for article in rows:
            yield _told(n, article), article, people[article.pk]
            n += 1


def _people_in(articles: Sequence[Article]) -> People:
    """Two queries."""
    mentions = Mention.objects.standing().filter(article__in=articles)
    counts = Counter(mentions.order_by().values_list("article_id", "person_id"))
    known = Person.objects.live().public().in_bulk({person for _, person in counts})
    found_in: People = defaultdict(list)
    for (article, person), count in counts.most_common():
        if person in known:
            found_in[article].append((known[person], count))
    return found_in


def _told(n: int, article: Article) -> Told:
    day = ""
    if article.published_from:
        precision = article.published_precision
        day = dated(article.published_from, "day" if precision == "minute" else precision)
    language = "" if article.language == UNDETERMINED else article.language
    return Told(n, article.public_id, article.title, day, str(article.source or ""), language)


def _words(article: Article) -> set[str]:
    texts = (article.headline, article.caption, article.byline, article.agency, article.body)
    return {word for text in texts for word in words(text)}


def _groups(article: Article, people: Sequence[tuple[Person, int]]) -> Iterator[tuple[str, str, str]]:
    if day := article.published_from:
        yield "month", f"{day:%Y-%m}", dated(day, "month")
    for kind in KINDS[1:]:
        if row := getattr(article, kind):
            yield kind, row.slug, row.name
    for person, _count in people:
        yield "person", str(person.pk), person.name


def list_path(kind: str, key: str, page: int = 1) -> str:
    return f"lists/{kind}-{key}{f'-{page}' if page > 1 else ''}.html"


def person_path(pk: int | str) -> str:
    return f"people/{int(pk) // PEOPLE_AT_ONCE}.html#p{pk}"


def _write_lists(folder: Path, notebook: Notebook) -> None:
    for kind in KINDS:
        for group in notebook.groups(kind):
            pages = -(-group.total // PER_PAGE)
            for page in range(1, pages + 1):
                _write(
                    folder / list_path(kind, group.key, page),
                    "copy/list.html",
                    1,
                    group=group,
                    listed=notebook.of_group(group, (page - 1) * PER_PAGE, PER_PAGE),
                    page=page,
                    pages=[(number, list_path(kind, group.key, number)) for number in range(1, pages + 1)],
                )


def _write_people(folder: Path, notebook: Notebook, people: Sequence[Group]) -> None:
    """Some to a page: one each would be as many files as there are people."""
    by_page: dict[int, list[Group]] = defaultdict(list)
    for group in people:
        by_page[int(group.key) // PEOPLE_AT_ONCE].append(group)
    for number, groups in by_page.items():
        shown = [(group, notebook.of_group(group, 0, OF_PERSON)) for group in groups]
        _write(folder / f"people/{number}.html", "copy/people.html", 1, people=shown)


def _first(notebook: Notebook, most: int) -> list[Told]:
    return [told for told, _ in zip(notebook.all_told(), range(most), strict=False)]


def _write(file: Path, template: str, depth: int, **values: Any) -> None:
    """A page that lies so many folders below the copy's root."""
    if depth == 2:
        file.parent.mkdir(exist_ok=True)
    values |= {"root": "../" * depth, "path_of": path_of}
    file.write_text(render_to_string(template, values), encoding="utf-8")
