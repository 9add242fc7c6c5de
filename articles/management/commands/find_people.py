"""manage.py find_people: the people of all articles; or those of records on standard input."""

from __future__ import annotations

import io
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import asdict
from itertools import islice
from typing import Any, TextIO

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.editing.joining import join_genitives
from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.people.finding import find_everywhere
from articles.people.workers import answers, in_workers
from articles.search import indexing

LINES = 50  # per job


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Look for people in every article where the present extractor has not looked yet, and link them. "
            "What editors decided is repeated. It can be stopped at any time and goes on where it was. "
            "With --jsonl nothing is stored: JSON lines {id, text, lang} on standard input become lines "
            "{id, persons: [[start, end, name]]}, offsets in code points, in the same order; "
            "a line that cannot be read becomes {id, error}, and the exit status is 1."
        )
        parser.add_argument(
            "--jsonl", action="store_true", help=_("records on standard input, nothing stored")
        )
        parser.add_argument("--again", action="store_true", help=_("in all articles, from the first one on"))
        parser.add_argument("--workers", type=int, default=0, help=_("processes (0: one per core)"))
        parser.add_argument("--json", action="store_true", help=_("the summary as one JSON object"))
        parser.add_argument(
            "--join",
            action="store_true",
            help=_("only join the people who are known by a case form of another's name, as can be undone"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["jsonl"]:
            # Broken bytes spoil their own line only; half a surrogate pair is written as JSON escapes it.
            stream = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace", newline="\n")
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
            self.answer_lines(stream, options["workers"])
            return
        if options["join"]:
            with needs_database():
                joined = len(join_genitives())
            said = ngettext(
                "%(count)d person joined with another.", "%(count)d people joined with another.", joined
            )
            self.stdout.write(said % {"count": joined})
            return
        with needs_database(), Progress(self.stderr._out, "article") as progress:  # type: ignore[arg-type]
            summary = find_everywhere(progress.reach, options["again"], options["workers"])
        indexing.drain_soon()
        counts = asdict(summary)
        interrupted = counts.pop("interrupted")
        if options["json"]:
            self.stdout.write(json.dumps(counts))
        else:
            self.stdout.write(
                _(
                    "%(articles)d articles in %(seconds).1f s: %(mentions)d mentions, "
                    "%(new_people)d people more than before."
                )
                % counts
            )
        if interrupted:
            self.stderr.write(_("Interrupted: what was found is stored; run the same command to go on."))
            sys.exit(130)

    def answer_lines(self, stream: TextIO, workers: int) -> None:
        failed = 0
        for _chunk, written in in_workers(answers, _chunks(stream), workers):
            for line in written:
                self.stdout.write(line)
                failed += '"error": ' in line and "error" in json.loads(line)
        if failed:
            self.stderr.write(_("%(count)d lines could not be read.") % {"count": failed})
            sys.exit(1)


def _chunks(stream: TextIO) -> Iterator[list[str]]:
    records = (line for line in stream if line.strip())
    while lines := list(islice(records, LINES)):
        yield lines
