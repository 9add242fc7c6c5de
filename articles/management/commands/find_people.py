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

from articles.editing.joining import join_genitives
from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.people.finding import find_everywhere
from articles.people.workers import answers, in_workers
from articles.search import indexing

LINES = 50  # per job


class Command(BaseCommand):
    help = (
        "Look for people in every article where the present extractor has not looked yet, and link them. "
        "What editors decided is repeated. It can be stopped at any time and goes on where it was. "
        "With --jsonl nothing is stored: JSON lines {id, text, lang} on standard input become lines "
        "{id, persons: [[start, end, name]]}, offsets in code points, in the same order; "
        "a line that cannot be read becomes {id, error}, and the exit status is 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--jsonl", action="store_true", help="records on standard input, nothing stored")
        parser.add_argument("--again", action="store_true", help="in all articles, from the first one on")
        parser.add_argument("--workers", type=int, default=0, help="processes (0: one per core)")
        parser.add_argument("--json", action="store_true", help="the summary as one JSON object")
        parser.add_argument(
            "--join",
            action="store_true",
            help="only join the people who are known by a case form of another's name, as can be undone",
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
            self.stdout.write(f"{joined} {'person' if joined == 1 else 'people'} joined with another.")
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
                f"{summary.articles} articles in {summary.seconds:.1f} s: {summary.mentions} mentions, "
                f"{summary.new_people} people more than before."
            )
        if interrupted:
            self.stderr.write("Interrupted: what was found is stored; run the same command to go on.")
            sys.exit(130)

    def answer_lines(self, stream: TextIO, workers: int) -> None:
        failed = 0
        for _, written in in_workers(answers, _chunks(stream), workers):
            for line in written:
                self.stdout.write(line)
                failed += '"error": ' in line and "error" in json.loads(line)
        if failed:
            self.stderr.write(f"{failed} lines could not be read.")
            sys.exit(1)


def _chunks(stream: TextIO) -> Iterator[list[str]]:
    records = (line for line in stream if line.strip())
    while lines := list(islice(records, LINES)):
        yield lines
