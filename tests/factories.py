"""Rows for tests, made from the few values a test is about.

Every article gets an Original whose bytes say what its fields say, and a Reading with a role for each line
and the evidence of each field, as the importer would leave them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import count

from articles.models import (
    Article,
    Mention,
    Name,
    Original,
    Person,
    Place,
    PlaceName,
    Reading,
    Section,
    SectionName,
    Source,
)
from articles.models.archive import make_public_id
from articles.models.filed import make_slug
from articles.text.codes import coded

_number = count(1)


def make_source(name: str = "turan.az", timezone: str = "Asia/Baku", **fields: object) -> Source:
    """The Source of that name, made if need be; a name with a dot is its domain too."""
    source, _ = Source.objects.get_or_create(
        slug=make_slug(name.replace(".", "-")),
        defaults={"name": name, "domain": name if "." in name else None, "timezone": timezone} | fields,
    )
    return source


def make_section(name: str = "Politics", language: str = "en") -> Section:
    section, made = Section.objects.get_or_create(slug=make_slug(name), defaults={"name": name})
    if made:
        SectionName.objects.create(section=section, name=name, language=language)
    return section


def make_place(name: str = "Baku", language: str = "en", country: str = "") -> Place:
    place, made = Place.objects.get_or_create(
        slug=make_slug(name), defaults={"name": name, "country": country}
    )
    if made:
        PlaceName.objects.create(place=place, name=name, language=language)
    return place


def make_person(name: str, *spellings: str, language: str = "en", **fields: object) -> Person:
    """The person shown under that name, made if need be, with further spellings."""
    person = Person.objects.filter(name=name, merged_into=None).first()
    if person is None:
        person = Person.objects.create(name=name, **fields)
    for spelling in (name, *spellings):
        Name.objects.get_or_create(person=person, text=spelling, language=language)
    return person


def mention(article: Article, person: Person, surface: str = "") -> list[Mention]:
    """A Mention wherever `surface` (the person's name if not given) stands in the article's texts."""
    surface = surface or person.name
    made = []
    for field in Mention.Field.values:
        text = getattr(article, field)
        start = text.find(surface)
        while start >= 0:
            made.append(
                Mention.objects.create(
                    article=article,
                    person=person,
                    field=field,
                    start=start,
                    end=start + len(surface),
                    surface=surface,
                    extractor="test",
                    version="1",
                )
            )
            start = text.find(surface, start + len(surface))
    return made


def make_original(raw: str | bytes, encoding: str = "utf-8", closed: bool = False) -> Original:
    data = raw.encode(encoding) if isinstance(raw, str) else raw
    original = Original.objects.of_bytes(data, encoding)
    found = Original.objects.filter(sha256=original.sha256).first()
    if found:
        return found
    original.closed = closed
    original.save()
    return original


def make_article(
    headline: str = "Headline",
    body: str = "First paragraph.\n\nSecond paragraph.",
    source: str | Source | None = "turan.az",
    section: str | Section | None = None,
    place: str | Place | None = None,
    language: str = "en",
    date: dt.date | str | None = "2020-10-31",
    time: dt.time | str | None = None,
    precision: str = "day",
    timezone: str = "Asia/Baku",
    persons: Iterable[str | Person] = (),
    status: str = Article.Status.PUBLISHED,
    raw: str | bytes | None = None,
    doubts: Sequence[str] = (),
    closed: bool = False,
    item: int = 1,
    **fields: object,
) -> Article:
    """One stored article with its Original, its Reading and its Mentions.

    Names stand for rows, which are made where they are missing; dates and times may be ISO strings. Without
    `raw` the Original says caption, headline, body and stamp, one line each, and is unlike any other.
    """
    date = dt.date.fromisoformat(date) if isinstance(date, str) else date
    time = dt.time.fromisoformat(time) if isinstance(time, str) else time
    lines = _lines(headline, body, str(fields.get("caption", "")), date)
    number = next(_number)
    if raw is None:
        lines.append(("furniture", "", f"Page {number}"))
        raw = "\n".join(text for _, _, text in lines)
        roles, evidence = [role for role, _, _ in lines], _evidence(lines)
    else:
        text = raw if isinstance(raw, str) else raw.decode(errors="replace")
        roles, evidence = ["body"] * len(text.splitlines()), {}
    original = make_original(raw, closed=closed)
    article = Article(
        public_id=make_public_id(original.sha256, item, str(number)),
        original=original,
        item=item,
        source=make_source(source) if isinstance(source, str) else source,
        section=make_section(section, language) if isinstance(section, str) else section,
        place=make_place(place, language) if isinstance(place, str) else place,
        language=language,
        headline=headline,
        body=body,
        status=status,
        **fields,
    )
    article.set_published(date, time, timezone if date else "", precision)
    article.save()
    Reading.objects.create(
        article=article,
        original=original,
        item=item,
        reader_version="test",
        fields={"headline": headline, "body": body},
        evidence=evidence,
        roles=roles,
        doubts=[coded("other", text=doubt).as_json() for doubt in doubts],
        needs_review=bool(doubts),
    )
    for person in persons:
        mention(article, make_person(person, language=language) if isinstance(person, str) else person)
    return article


def _lines(headline: str, body: str, caption: str, date: dt.date | None) -> list[tuple[str, str, str]]:
    """(role, field, text) of each line of the page made for these fields."""
    lines = [("caption", "caption", caption)] if caption else []
    if headline:
        lines.append(("headline", "headline", headline))
    lines += [("body", "body", paragraph) for paragraph in body.split("\n\n")]
    if date:
        lines.append(("time stamp", "published", f"{date:%d.%m.%Y}"))
    return lines


def _evidence(lines: list[tuple[str, str, str]]) -> dict[str, dict[str, object]]:
    """For each field the numbers of its lines, as a Reading stores it."""
    numbers: dict[str, list[int]] = {}
    for n, (_, field, _text) in enumerate(lines, start=1):
        if field:
            numbers.setdefault(field, []).append(n)
    return {
        field: {
            "lines": found,
            "rule": coded("other", text=f"test {field}").as_json(),
            "start": None,
            "end": None,
        }
        for field, found in numbers.items()
    }
