"""What the reader sees in files; nothing is stored."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from articles.editing.vocabulary import editors_names
from articles.exporting.record import READ, records_of, values
from articles.importing.formats.files import Unreadable, list_files
from articles.importing.formats.things import Thing, find_things
from articles.importing.hints import HINTS, checked
from articles.reading.model import Hints, Page, Rejected
from articles.reading.reader import read
from articles.reading.signs.vocabulary import NOTHING_ADDED, Vocabulary
from articles.wording.codes import worded

SHOWN = ("headline", "caption", "byline", "source", "section", "place", "agency", "language")


class Command(BaseCommand):
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.description = _(
            "Show what the reader sees in files ('-' is standard input). Nothing is stored."
        )
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help=_("one JSON object per line and item"))
        for hint in HINTS:
            parser.add_argument(
                f"--{hint}", default="", help=_("the %(hint)s, where the text does not say") % {"hint": hint}
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            hints = checked(Hints(**{hint: options[hint] for hint in HINTS}))
        except ValueError as error:
            raise CommandError(f"{error}.", returncode=2) from error
        added = _added()
        rejected = False
        for found in find_things(list_files(options["files"])):
            path = found.path if isinstance(found, Unreadable) else found.hints.path
            try:
                page = _read(found, hints, added)
            except Rejected as rejection:
                reason = worded(rejection.why)
                rejected = True
                if options["json"]:
                    said = {"file": path, "rejected": reason}
                    self.stdout.write(json.dumps(said, ensure_ascii=False))
                else:
                    self.stderr.write(f"{path}: {reason}")
                continue
            for record in records_of(page):
                item = {"file": path} | values(record, READ)
                self.stdout.write(
                    json.dumps(item, ensure_ascii=False) if options["json"] else _readable(item)
                )
        if rejected:
            sys.exit(1)


def _added() -> Vocabulary:
    """What editors added; nothing where there is no archive yet: to look at a file needs none."""
    try:
        return editors_names()
    except DatabaseError:
        return NOTHING_ADDED


def _read(found: Thing | Unreadable, hints: Hints, added: Vocabulary) -> Page:
    if isinstance(found, Unreadable):
        raise Rejected(found.reason)
    path = found.hints.path
    known = replace(hints.or_else(found.hints), path="" if path == "-" else path)
    return read(found.data, known, added=added, media_type=found.media_type)


def _readable(item: dict[str, Any]) -> str:
    rows = [_("%(file)s, item %(item)d (%(encoding)s)") % item]
    published = item["published"]
    if published:
        when = " ".join(published[part] for part in ("date", "time", "timezone") if published[part])
        rows.append(f"  published  {when}")
    rows += [f"  {name:<9}  {item[name]}" for name in SHOWN if item[name]]
    rows += [f"  person     {' = '.join(person['names'])}" for person in item["persons"]]
    rows += [f"  doubt      {doubt}" for doubt in item["doubts"]]
    rows += [
        f"  {line['role']:<10} {line['n']:>4}  {line['text']}"
        for line in item["lines"]
        if line["role"] != "blank"
    ]
    return "\n".join(rows)
