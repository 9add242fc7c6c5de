"""manage.py import_archive FOLDER: what export_archive wrote, back into an empty archive."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exporting.bagit import BagError
from articles.importing.arriving import NotEmptyError, import_archive
from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.search import indexing


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Fill an empty archive with what export_archive wrote, from either database into either, public "
            "ids included. Every checksum is compared first; a damaged file is named and nothing arrives. "
            "Stop the server and the worker. Killed, the same command goes on. The index is made at the end."
        )
        parser.add_argument("folder", metavar="FOLDER", type=Path)
        parser.add_argument("--json", action="store_true", help=_("the summary as one JSON object"))
        parser.add_argument(
            "--no-index", action="store_true", help=_("leave the index to: manage.py index rebuild")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        err = cast(TextIO, self.stderr._out)
        with needs_database():
            try:
                with Progress(err, unit="byte") as checking, Progress(err, unit="row") as progress:
                    summary = import_archive(options["folder"], progress.reach, checking.reach)
            except (BagError, NotEmptyError) as error:
                raise CommandError(_("%(error)s. Nothing was imported.") % {"error": error}) from error
            if not options["no_index"]:
                with Progress(err, unit="article") as indexed:
                    indexing.rebuild(indexed.reach)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(summary)))
            return
        said = _("%(articles)d articles, %(originals)d originals and %(rows)d rows are here.")
        if summary.kept:
            said = _(
                "%(articles)d articles, %(originals)d originals and %(rows)d rows are here; "
                "%(kept)d of the rows had arrived before."
            )
        self.stdout.write(said % asdict(summary))
