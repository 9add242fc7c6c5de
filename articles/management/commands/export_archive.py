"""manage.py export_archive FOLDER: everything out, as a BagIt bag."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exporting.leaving import ExportError, export_archive
from articles.management.database import needs_database
from articles.management.progress import Progress


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Write the whole archive into a new folder: every original bit for bit, every table as lines of "
            "JSON, with checksums (a BagIt bag; docs/export-format.md). Passwords, sessions and tasks stay; "
            "of users only the names leave. The archive may be in use. Killed, the same command goes on."
        )
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument("--json", action="store_true", help=_("the summary as one JSON object"))

    def handle(self, *args: Any, **options: Any) -> None:
        with needs_database(), Progress(cast(TextIO, self.stderr._out), unit="row") as progress:
            try:
                summary = export_archive(options["folder"], progress.reach)
            except ExportError as error:
                raise CommandError(f"{error}.") from error
        if options["json"]:
            self.stdout.write(json.dumps(asdict(summary)))
            return
        counts = asdict(summary)
        kept = _(" (%(kept)d of them were there already)") % counts if summary.kept else ""
        said = {"kept": kept, "megabytes": summary.bytes / 1e6, "folder": options["folder"]}
        self.stdout.write(
            _(
                "%(articles)d articles, %(originals)d originals%(kept)s and %(rows)d rows in %(files)d "
                "files, %(megabytes).1f MB: %(folder)s"
            )
            % (counts | said)
        )
