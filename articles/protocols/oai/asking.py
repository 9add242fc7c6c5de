"""What a harvester asks, checked by the book. Pure.

The protocol: https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from django.utils.translation import gettext as _

LONGEST_TOKEN = 1000  # characters
_LARGEST = 2**63
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)

# verb: the arguments it must have, and those it may have
VERBS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
LISTS = ("ListSets", "ListIdentifiers", "ListRecords")  # which a token may go on with
TOKEN = "resumptionToken"  # noqa: S105 - the argument's name


class OaiError(Exception):
    """One of the protocol's errors: its code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Stage(IntEnum):
    """What a list gives one after the other, but in this order: articles, renamed, removed."""

    ARTICLES = 0
    REMOVED = 1  # those that were taken out
    RENAMED = 2  # those whose source, section or place was renamed after their own last change


@dataclass(frozen=True, slots=True)
class Place:
    """How far a list was given: behind the row of this id that was changed then."""

    stage: Stage = Stage.ARTICLES
    at: dt.datetime | None = None
    id: int = 0
    given: int = 0  # records before this place
    total: int = 0  # as many as there were at the beginning


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is of: changed in [since, before), of one set."""

    prefix: str
    since: dt.datetime | None = None
    before: dt.datetime | None = None
    set: str = ""
    place: Place = Place()

    def token(self, place: Place) -> str:
        """What goes on at `place`; it says all that was asked, so that no server need remember."""
        told = [
            self.prefix,
            _stamp(self.since),
            _stamp(self.before),
            self.set,
            *(place.stage.value, _stamp(place.at), place.id, place.given, place.total),
        ]
        return base64.urlsafe_b64encode(json.dumps(told, separators=(",", ":")).encode()).decode().rstrip("=")


def verb_of(given: Iterable[tuple[str, str]]) -> tuple[str, dict[str, str]]:
    """The verb and its other arguments. Raises OaiError."""
    pairs = list(given)
    verbs = [value for name, value in pairs if name == "verb"]
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise OaiError("badVerb", _("Give one verb out of %(verbs)s.") % {"verbs": ", ".join(VERBS)})
    verb = verbs[0]
    arguments = dict(pairs)
    del arguments["verb"]
    if len(arguments) != len(pairs) - 1:
        raise OaiError("badArgument", _("An argument is given twice."))
    needed, allowed = VERBS[verb]
    if verb in LISTS and TOKEN in arguments:
        if len(arguments) > 1:
            raise OaiError("badArgument", _("With a resumptionToken there is no other argument."))
        return verb, arguments
    if unknown := arguments.keys() - needed - allowed:
        raise OaiError("badArgument", _("%(verb)s has no argument %(name)s.") % {
            "verb": verb, "name": min(unknown)[:100],
        })  # fmt: skip
    if missing := needed - arguments.keys():
        raise OaiError("badArgument", _("%(verb)s needs the argument %(name)s.") % {
            "verb": verb, "name": min(missing),
        })  # fmt: skip
    return verb, arguments


def wanted_of(arguments: Mapping[str, str]) -> Wanted:
    """Of a list of records. Raises OaiError."""
    if TOKEN in arguments:
        return _resumed(arguments[TOKEN])
    first, last = arguments.get("from"), arguments.get("until")
    if first and last and len(first) != len(last):
        raise OaiError("badArgument", _("from and until are of one kind: both days, or both with seconds."))
    since = _moment(first, "from")[0] if first is not None else None
    before = _moment(last, "until")[1] if last is not None else None
    if since and before and since >= before:
        raise OaiError("badArgument", _("from is later than until."))
    return Wanted(arguments["metadataPrefix"], since, before, arguments.get("set", ""))


def _moment(text: str, name: str) -> tuple[dt.datetime, dt.datetime]:
    """The beginning of a day or second, and its end."""
    try:
        if _DAY.fullmatch(text):
            start = dt.datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=dt.UTC)
            return start, start + dt.timedelta(days=1)
        if _SECOND.fullmatch(text):
            start = dt.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
            return start, start + dt.timedelta(seconds=1)
    except (ValueError, OverflowError):
        pass
    raise OaiError("badArgument", _("%(name)s is a day such as 2020-10-31, or 2020-10-31T19:19:00Z.") % {
        "name": name,
    })  # fmt: skip


def _resumed(token: str) -> Wanted:
    try:
        if len(token) > LONGEST_TOKEN or not token.isascii():
            raise ValueError
        prefix, since, before, of_set, stage, at, id, given, total = json.loads(
            base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        )
        numbers = (id, given, total)
        if any(type(one) is not int or not 0 <= one < _LARGEST for one in numbers):
            raise ValueError
        if not all(isinstance(one, str) for one in (prefix, of_set)) or type(stage) not in (int, bool):
            raise ValueError
        # Tokens from before there was a third stage say whether articles were over.
        place = Place(Stage(stage), _read(at), id, given, total)
        return replace(Wanted(prefix, _read(since), _read(before), of_set), place=place)
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise OaiError("badResumptionToken", _("This token is none of this archive's.")) from error


def _stamp(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _read(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    moment = dt.datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(dt.UTC)
