"""How surely a surname alone is linked: `python -m benchmarks.surnames [--corpus FILE] [--limit N]`.

In every fourth article of a corpus (BBC News of `../shared/corpora`, if no other is named) the full name of
one person is hidden: wherever it stands, only the surname is left. Then people are looked for and linked as
in any archive, and each hidden name is compared with whom its surname was linked to. That is right where the
person bears the hidden name, or one so near that an editor would be asked: "R. Benitez" is Rafael Benitez. It
was possible where another article names them in full. Whoever shares the surname with somebody else in the
article is not hidden: a reader would not know either.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from articles.names.document import find_persons
from articles.names.match import PROPOSE, SURNAME, compare, compare_surname
from articles.names.persons import PersonFound
from articles.wording.codes import worded

if TYPE_CHECKING:
    from articles.models import Article, Person

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "bbc2225_en.jsonl.gz"
EVERY = 4
_AT_ONCE = 10  # articles linked in one transaction, as an import does
_EXAMPLES = 10


@dataclass(frozen=True, slots=True)
class Text:
    """A text and its persons; where `hidden` is not "", that full name stands there as `surname` only."""

    body: str
    language: str
    persons: Sequence[PersonFound]
    hidden: str = ""
    surname: str = ""


@dataclass
class Score:
    """Hidden names: all, those of people named in full elsewhere, those linked, and linked rightly."""

    hidden: int = 0
    possible: int = 0
    linked: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(1, self.linked)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.possible)


def texts_of(corpus: Path, limit: int | None) -> Iterator[Text]:
    """The texts of a JSONL file with `lang`, `title` and `text`, some of them with a name hidden."""
    chance = random.Random(1)
    with gzip.open(corpus, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(islice(lines, limit)):
            row = json.loads(line)
            body, language = f"{row.get('title') or ''}\n{row['text']}".strip(), row["lang"]
            text = Text(body, language, find_persons({"body": body}, language))
            yield (hide(text, chance) or text) if number % EVERY == 0 else text


def hide(text: Text, chance: random.Random) -> Text | None:
    """The text without the given names of one of its persons; None where nobody can be hidden."""
    full = [person for person in text.persons if person.names and " " in person.name]
    free = [person for person in full if not _shares_surname(person, full, text.language)]
    if not free:
        return None
    person = chance.choice(free)
    spelled = {one.surface for one in person.mentions if " " in one.surface} | set(person.names)
    body = text.body
    for name in sorted(spelled, key=len, reverse=True):
        body = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name.split()[-1], body)
    found = find_persons({"body": body}, text.language)
    return Text(body, text.language, found, person.name, person.name.split()[-1])


def _shares_surname(person: PersonFound, others: Sequence[PersonFound], language: str) -> bool:
    surname = person.name.split()[-1]
    return any(
        compare_surname(surname, other.name, language, language) >= SURNAME
        for other in others
        if other is not person
    )


def score(texts: Sequence[Text]) -> Score:
    """What linking makes of the texts, in the database that the settings name; it is filled with them."""
    from django.core.management import call_command

    from articles.people.revisiting import link_surnames

    call_command("migrate", verbosity=0)
    articles = _store(texts)
    link_surnames()
    result = Score()
    for article, text in zip(articles, texts, strict=True):
        if text.hidden:
            _judge(article, text, result)
    return result


def _store(texts: Sequence[Text]) -> list[Article]:
    from django.db import transaction

    from articles.models import Article, Original
    from articles.models.archive import make_public_id
    from articles.people.linking import link_articles

    original = Original.objects.of_bytes(b"benchmark", "utf-8")
    original.save()
    articles = [
        Article(
            id=number,
            public_id=make_public_id(original.sha256, number),
            original=original,
            item=number,
            language=text.language,
            body=text.body,
        )
        for number, text in enumerate(texts, start=1)
    ]
    with transaction.atomic():
        Article.objects.bulk_create(articles)
    for first in range(0, len(articles), _AT_ONCE):
        some = slice(first, first + _AT_ONCE)
        with transaction.atomic():
            link_articles(zip(articles[some], (text.persons for text in texts[some]), strict=True))
    return articles


def _judge(article: Article, text: Text, result: Score) -> None:
    """Count the article's hidden name, if its surname was found and stands alone there."""
    from articles.models import Mention, Person

    mentions = article.mentions.open().filter(surface__startswith=text.surname)
    mention = mentions.select_related("person").order_by("start").first()
    if mention is None:
        return  # not found, or it does not stand alone
    result.hidden += 1
    bearing = Person.objects.filter(names__text=text.hidden)
    elsewhere = Mention.objects.filter(person__in=bearing, inferred=False).exclude(article=article)
    result.possible += elsewhere.exists()
    if mention.person is None:
        return
    result.linked += 1
    if _bears(mention.person, text):
        result.right += 1
    else:
        result.wrong.append(f"{text.hidden} → {mention.person} ({worded(mention.reason)})")


def _bears(person: Person, text: Text) -> bool:
    return any(
        compare(text.hidden, name.text, text.language, name.language).score >= PROPOSE
        for name in person.names.all()
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=CORPUS, help=".jsonl.gz with lang, title and text")
    parser.add_argument("--limit", type=int, help="only so many articles")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="benchmark-surnames-")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "newsarchive.settings", "DATA_DIR": folder, "DATABASE_URL": ""}
    import django

    django.setup()
    try:
        texts = list(texts_of(options.corpus, options.limit))
        result = score(texts)
    finally:
        shutil.rmtree(folder)
    print(
        f"{len(texts):,} articles, in {result.hidden:,} a name hidden, {result.possible:,} possible to link"
    )
    print(f"linked {result.linked:,}: precision {result.precision:.3f}, recall {result.recall:.3f}")
    for line in result.wrong[:_EXAMPLES]:
        print(f"  wrong: {line}")


if __name__ == "__main__":
    main()
