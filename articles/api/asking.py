"""What can be asked about a text or names that are not in the archive; nothing of it is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponseBase
from ninja import Body, Router, Schema
from pydantic import ConfigDict, Field

from articles.api import shapes
from articles.api.answering import answer
from articles.api.parameters import only_known
from articles.api.problems import Problem
from articles.editing.vocabulary import editors_names
from articles.exporting.record import READ, records_of, values
from articles.importing.hints import HINTS, checked
from articles.lists.meant import people_meant
from articles.people.candidates import spelling_of
from articles.reading.model import Hints, Rejected
from articles.reading.reader import read
from articles.wording.codes import worded

router = Router(tags=["asking"])
LONGEST_PARSED = 200_000  # characters: the longest newspaper page
MOST_NAMES = 50
_WAITING = 2  # of a process: one at work, one waiting. Readers of pages must not wait for these
_let_in = threading.BoundedSemaphore(_WAITING)
_at_work = threading.Lock()
_HINT = Field("", max_length=2000)


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class Text(Strict):
    """A page as text, and what is known of it beforehand."""

    text: str = Field(max_length=LONGEST_PARSED)
    source: str = _HINT
    section: str = _HINT
    language: str = _HINT
    timezone: str = _HINT
    url: str = _HINT
    published: str = _HINT


class Named(Strict):
    name: str = Field(min_length=1, max_length=200)
    language: str = Field("", pattern=r"^([a-z]{2,3})?$")


class Names(Strict):
    names: list[Named] = Field(max_length=MOST_NAMES)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Raises Problem where one is at work and another waits."""
    if not _let_in.acquire(blocking=False):
        raise Problem(503, "Others are being answered. Ask again in a moment.", {"Retry-After": "2"})
    try:
        with _at_work:
            yield
    finally:
        _let_in.release()


@router.post("/parse", response=shapes.told(shapes.Parsed, 400, 413, 415, 422), operation_id="parse")
def parse(request: HttpRequest, given: Body[Text]) -> HttpResponseBase:
    """What the reader sees in a text: every field, with its evidence; nothing is stored"""
    only_known(request)
    try:
        hints = checked(Hints(**{name: getattr(given, name) for name in HINTS}))
    except ValueError as error:
        raise Problem(422, f"{error}.") from error
    with one_at_a_time():
        try:
            page = read(given.text.encode("utf-8", "replace"), hints, added=editors_names())
        except Rejected as rejected:
            why = worded(rejected.why)
            raise Problem(422, f"The reader can make no article of this: {why}.") from rejected
    return answer(request, {"items": [values(record, READ) for record in records_of(page)]})


@router.post("/match", response=shapes.told(shapes.Matches, 400, 413, 415, 422), operation_id="match")
def match(request: HttpRequest, given: Body[Names]) -> HttpResponseBase:
    """Which people of the archive these names may mean, in any script, the likeliest first"""
    only_known(request)
    spellings = [spelling_of(one.name.replace("\0", " "), one.language) for one in given.names]
    with one_at_a_time():
        meant = people_meant(spellings)
    whole = request.build_absolute_uri
    matches = [
        {
            "name": asked.name,
            "persons": [
                {
                    "id": one.person.pk,
                    "name": one.person.name,
                    "score": round(one.score, 3),
                    "reason": worded(one.reason),
                    "address": whole(one.person.get_absolute_url()),
                }
                for one in found
            ],
        }
        for asked, found in zip(given.names, meant, strict=True)
    ]
    return answer(request, {"matches": matches})
