"""What the reader sees in files; nothing is stored."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.reading.as_json import page_to_dicts
from articles.reading.model import Hints, Rejected
from articles.reading.reader import MAX_BYTES, read

HINTS = ("source", "section", "language", "timezone", "url", "published")
SHOWN = ("headline", "caption", "byline", "source", "section", "place", "agency", "language")


class Command(BaseCommand):
    help = "Show what the reader sees in files ('-' is standard input). Nothing is stored."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")
        parser.add_argument("--json", action="store_true", help="one JSON object per line and item")
        for hint in HINTS:
            parser.add_argument(f"--{hint}", default="", help=f"the {hint}, where the text does not say")

    def handle(self, *args: Any, **options: Any) -> None:
        rejected = False
        for file in options["files"]:
            path = "" if file == "-" else file
            try:
                page = read(_bytes_of(file), Hints(path=path, **{hint: options[hint] for hint in HINTS}))
            except (Rejected, OSError) as reason:
                rejected = True
                said = reason.strerror if isinstance(reason, OSError) else str(reason)
                if options["json"]:
                    self.stdout.write(json.dumps({"file": file, "rejected": said}, ensure_ascii=False))
                else:
                    self.stderr.write(f"{file}: {said}")
                continue
            for item in page_to_dicts(page, file):
                self.stdout.write(
                    json.dumps(item, ensure_ascii=False) if options["json"] else _readable(item)
                )
        if rejected:
            sys.exit(1)


def _bytes_of(file: str) -> bytes:
    """The file's bytes, but no more than are needed to see that it is too large."""
    if file == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


def _readable(item: dict[str, Any]) -> str:
    rows = [f"{item['file']}, item {item['item']} ({item['encoding']})"]
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
