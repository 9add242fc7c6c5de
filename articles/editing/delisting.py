"""Taking one person's name out of one article: initials stand in its place wherever the article is shown.

The texts themselves are changed, as an editor's edit, so no page, list, feed, table, program or index needs
to know of it; the raw pages are closed, and the revisions keep what stood there for those who may see them.
Where the text is to be left, the article's own page shows what its revisions kept, and nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.contrib.auth.models import AnonymousUser, User
from django.db import transaction
from django.utils.translation import gettext as _

from articles.editing.changing import By, changing
from articles.editing.decisions import reject_person, undo
from articles.editing.putting_back import Refused, said_undone
from articles.editing.withdrawal import open_originals, originals_of
from articles.models import Article, Decision, Mention, Name, Person, TakedownCase
from articles.models.filed import make_slug
from articles.models.people import Standing
from articles.names.parts import parts
from articles.text.fold import fold

FIELDS = ("headline", "caption", "body", "byline")
CASES = 20  # of one article, looked at for texts that are left
SHORTEST = 4  # letters of a name that an address of the web may hold
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"(?<!\w)\w\.(?: \w\.)*")


def initials(name: str) -> str:
    """ "A. B." of Ada Bell."""
    # Not the upper case: Georgian names begin with an ordinary letter.
    return " ".join(f"{part[0].title()}." for part in _LETTERS.findall(name)) or "N. N."


@transaction.atomic
def delist(article: Article, person: Person, why: str, by: By = None) -> int:
    """Take the name out, in every spelling and case that stands there; returns the revision that did it.

    Raises ValueError where the person's name does not stand in the article.
    """
    surfaces = _surfaces(article, person)
    with changing(article, by, why):
        changed = [field for field in FIELDS if _without(article, field, surfaces)]
        if not changed:
            raise ValueError(_("%(person)s does not stand in this article.") % {"person": person})
        article.mark_edited(FIELDS)  # lest a later version names them where they were not named before
        if article.original_url and _tells(article.original_url, surfaces):
            article.original_url = ""
        originals_of(article).update(closed=True)
        Mention.objects.filter(article=article, person=person).delete()
    if not Mention.objects.standing().filter(person=person).exists():
        _forget(person, by, why)
    revision = article.history.first()
    assert revision is not None  # noqa: S101 - for the type checker: the change above has made one
    return int(revision.pk)


@transaction.atomic
def relist(article: Article, person: Person | None, revision: int, why: str, by: By = None) -> None:
    """The name stands again where its initials do; the raw pages open, unless something else closes them.

    What an editor has written in their place since, stays. Raises Refused where a text that was changed since
    still has the initials: who writes the name in their place can end the case.
    """
    made = article.history.filter(pk=revision).first()
    if made is not None and made.prev_record is not None:
        with changing(article, by, said_undone(made)):
            _put_back(article, made, made.prev_record)
    if article.is_public:
        open_originals(article, ended=revision)
    # The reason in the language of who took the name out, which may be another than the present one.
    notes = {why, made.history_change_reason if made is not None else why}
    rejections = Decision.objects.filter(
        kind=Decision.Kind.REJECT, people=person, note__in=notes, undone_by=None
    )
    for decision in rejections if person is not None else ():
        undo(decision, by)


def is_delisted(article: Article) -> bool:
    """Whether a name is taken out of it now."""
    cases = TakedownCase.objects.filter(article=article.pk, state=TakedownCase.State.DELISTED)
    return article.pk is not None and cases.exists()


def delisted_among(articles: Collection[int]) -> set[int]:
    """Those in which a name is taken out now. One query."""
    cases = TakedownCase.objects.filter(article__in=articles, state=TakedownCase.State.DELISTED)
    return set(cases.values_list("article", flat=True))


def may_name_again(user: User | AnonymousUser, article: Article) -> bool:
    """Whether they may put earlier texts back: where a name is taken out, those who may take it out."""
    return user.has_perm("articles.withdraw_article") or not is_delisted(article)


def texts_left(article: Article) -> dict[str, str]:
    """The fields that the article's own page shows with the name, by what stood before it was taken out.

    None that was edited since, or in which another name was taken out for good later: those show initials.
    """
    cases = TakedownCase.objects.filter(article=article, state=TakedownCase.State.DELISTED, text_left=True)
    revisions = list(cases.order_by("-revision").values_list("revision", flat=True)[:CASES])
    shown = {field: getattr(article, field) for field in FIELDS}
    for made in article.history.filter(pk__in=revisions).order_by("-history_id"):
        before = made.prev_record
        for field in FIELDS:
            if before is not None and shown[field] == getattr(made, field):
                shown[field] = getattr(before, field)
    return {field: text for field, text in shown.items() if text != getattr(article, field)}


def _put_back(article: Article, made: Any, before: Any) -> None:
    """What the revision ``made`` took out, unless written otherwise since; and whose fields they were."""
    for column in (*FIELDS, "original_url"):
        now, then, without = (getattr(one, column) for one in (article, before, made))
        if now == without:
            setattr(article, column, then)
        elif _initials_stand(now, then, without):
            raise Refused(_("It was changed again since: see its history."))
    back = {field for field in FIELDS if getattr(article, field) == getattr(before, field)}
    back -= set(before.edited_fields)
    article.edited_fields = [name for name in article.edited_fields if name not in back]


def _initials_stand(now: str, then: str, without: str) -> bool:
    """Whether initials that were put into a text are in what it has become."""

    def count(text: str, initials: str) -> int:
        return len(re.findall(rf"(?<!\w){re.escape(initials)}", text))

    put_in = {one for one in _INITIALS.findall(without) if count(without, one) > count(then, one)}
    return any(count(now, one) > count(then, one) for one in put_in)


def _forget(person: Person, by: By, why: str) -> None:
    """Whom no other article names is named nowhere."""
    stored = Person.objects.filter(pk=person.pk, merged_into=None).exclude(standing=Standing.REJECTED).first()
    if stored is not None:
        reject_person(stored, by, why)


def _surfaces(article: Article, person: Person) -> list[str]:
    """How the person is called there: as found in its texts, all their spellings, the surname alone."""
    found = set(article.mentions.filter(person=person).values_list("surface", flat=True))
    names = list(Name.objects.filter(person=person).values_list("text", "language"))
    found |= {text for text, _language in names} | {person.name}
    for text, language in [*names, *((surface, article.language) for surface in set(found))]:
        words = [part.text for part in parts(text, language) if not part.patronymic]
        found |= {word for word in words[-1:] if len(word) >= SHORTEST}
    return sorted(filter(None, found), key=len, reverse=True)  # the longest first: it holds the others


def _without(article: Article, field: str, surfaces: list[str]) -> bool:
    """Put initials where the name stands, endings of its cases along; whether it stood there."""
    before = getattr(article, field)
    pattern = "|".join(rf"(?<!\w){_in_any_case(surface)}" for surface in surfaces)
    after = re.sub(pattern, lambda match: initials(match.group()), before, flags=re.IGNORECASE)
    setattr(article, field, after)
    return bool(after != before)


def _in_any_case(surface: str) -> str:
    """A pattern: each word with whatever ending its cases have, also in place of its last letter."""
    stems = (word[:-1] if len(word) > SHORTEST else word for word in surface.split())
    return r"\s+".join(rf"{re.escape(stem)}\w{{0,5}}" for stem in stems)


def _tells(address: str, surfaces: list[str]) -> bool:
    """Whether an address of the web holds a word of the name."""
    folded = fold(address)
    words = {word for surface in surfaces for word in (*surface.split(), *make_slug(surface).split("-"))}
    return any(len(word) >= SHORTEST and fold(word) in folded for word in words)
