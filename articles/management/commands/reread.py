"""manage.py reread: the present reader over the stored originals."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.importing.rereading import Change, Summary, originals_to_read, reread
from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.models import ImportRun, Source
from articles.reading.reader import READER_VERSION

VALUE_LENGTH = 60  # of a value in the report


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Read stored originals again with the present reader and apply what it says now, except to "
            "fields that an editor has set. What this version has read already is passed over, "
            "so a run that was killed goes on where it was."
        )
        parser.add_argument("--source", help=_("only this outlet: its domain, name or slug"))
        parser.add_argument("--run", type=int, help=_("only what this import run brought"))
        parser.add_argument("--again", action="store_true", help=_("also what this version has read already"))
        parser.add_argument("--workers", type=int, default=0, help=_("processes that read (0: one per core)"))
        parser.add_argument("--dry-run", action="store_true", help=_("report the changes, apply none"))
        parser.add_argument("--json", action="store_true", help=_("a JSON object a line, the summary last"))

    @needs_database()
    def handle(self, *args: Any, **options: Any) -> None:
        originals = originals_to_read(
            _source(options["source"]), _run(options["run"]), again=options["again"]
        )
        with Progress(cast(TextIO, self.stderr._out), unit="original") as progress:

            def on_change(change: Change) -> None:
                self.stdout.write(json.dumps(asdict(change)) if options["json"] else _in_words(change))

            summary = reread(
                originals,
                dry_run=options["dry_run"],
                workers=options["workers"],
                on_change=on_change,
                report=lambda summary, total: progress.reach(summary.read, total),
            )
        if options["json"]:
            self.stdout.write(json.dumps(vars(summary) | {"reader_version": READER_VERSION}))
        else:
            self.stdout.write(_summary_in_words(summary, options["dry_run"]))


def _source(named: str | None) -> Source | None:
    if not named:
        return None
    source = Source.objects.named(named)
    if source is None:
        raise CommandError(_("There is no source %(name)r.") % {"name": named}, returncode=2)
    return source


def _run(number: int | None) -> ImportRun | None:
    if number is None:
        return None
    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        raise CommandError(_("There is no import run %(number)d.") % {"number": number}, returncode=2)
    return run


def _in_words(change: Change) -> str:
    if change.is_new:
        return f"{change.article}: " + _("new")
    if change.is_left_over:
        return f"{change.article}: " + _("left over")
    changes = (f"{name} {_cut(old)} → {_cut(new)}" for name, (old, new) in change.fields.items())
    return f"{change.article}: {'; '.join(changes)}"


def _cut(value: str) -> str:
    value = " ".join(value.split())
    return f"“{value[:VALUE_LENGTH]}{'…' if len(value) > VALUE_LENGTH else ''}”"


def _summary_in_words(summary: Summary, dry_run: bool) -> str:
    fields = ", ".join(f"{name} {count}" for name, count in summary.fields.most_common())
    said = _(
        "%(read)d originals read by reader %(reader)s in %(seconds).1f s: %(changed)d articles "
        "changed%(fields)s, %(new)d new, %(left_over)d left over, %(unchanged)d unchanged."
    ) % (vars(summary) | {"reader": READER_VERSION, "fields": f" ({fields})" if fields else ""})
    return _("Dry run, nothing changed.") + f" {said}" if dry_run else said
