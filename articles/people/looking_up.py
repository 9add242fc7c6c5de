"""Looking people up in an authority list that the archive keeps, such as one of Wikidata's ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import Q

from articles.models import AuthorityName, AuthorityRecord, Person
from articles.models.people import Standing, folded_name
from articles.people.authority import Listed, Malformed, people_in
from articles.people.loading import Summary

BATCH = 500  # records of one transaction
FOUND = 10
_ID = re.compile(r"[Qq][1-9][0-9]{0,18}")


def keep_list(path: Path, report: Callable[[int], None], reject: Callable[[str], None]) -> Summary:
    """Store the list's records in place of those of the same ids. ``reject`` is told "file:line: why".

    Raises OSError where the file cannot be read, Malformed where a CSV has no header.
    """
    summary = Summary()
    people = people_in(path)
    while batch := list(islice(people, BATCH)):
        listed: dict[str, Listed] = {}
        for line, person in batch:
            if isinstance(person, Malformed):
                summary.rejected += 1
                reject(f"{path.name}:{line}: {person}")
            else:
                listed[person.authority_id] = person
        with transaction.atomic():
            known = AuthorityRecord.objects.filter(authority_id__in=listed)
            summary.updated += known.count()
            summary.created += len(listed) - known.count()
            known.delete()
            _store(listed.values())
        summary.read += len(batch)
        report(summary.read)
    return summary


def _store(listed: Iterable[Listed]) -> None:
    rows = AuthorityRecord.objects.bulk_create(
        AuthorityRecord(
            authority_id=one.authority_id,
            wikidata_id=one.wikidata_id or "",
            description=one.description,
            names=[list(name) for name in one.names],
        )
        for one in listed
    )
    AuthorityName.objects.bulk_create(
        AuthorityName(record=row, folded=folded)
        for row in rows
        for folded in sorted({folded_name(text) for text, _language in row.names})
    )


def looked_up(text: str) -> list[AuthorityRecord]:
    """The records of this id, Wikidata's or the list's own; else those with exactly this name."""
    asked = text.strip()
    if _ID.fullmatch(asked):
        return list(AuthorityRecord.objects.filter(wikidata_id=asked.upper())[:FOUND])
    by_id = list(AuthorityRecord.objects.filter(authority_id=asked)[:FOUND]) if asked else []
    return by_id or _called({folded_name(asked)} - {""})


def likely_records(person: Person) -> list[AuthorityRecord]:
    """The record that has the person's id, else those that share a spelling with the person."""
    if person.wikidata_id:
        return list(AuthorityRecord.objects.filter(wikidata_id=person.wikidata_id)[:FOUND])
    names = person.names.exclude(standing=Standing.REJECTED).values_list("folded", flat=True)
    return _called(set(names))


def _called(folded: set[str]) -> list[AuthorityRecord]:
    named = AuthorityName.objects.filter(folded__in=folded).order_by().values("record")
    return list(AuthorityRecord.objects.filter(Q(pk__in=named)).order_by("pk")[:FOUND]) if folded else []
