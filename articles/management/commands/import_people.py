"""manage.py import_people FILE: an authority list of people becomes known to the archive."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.people.authority import Malformed
from articles.people.loading import import_people
from articles.people.looking_up import keep_list

AS_JSON = """\
  {"id": "7", "names": [{"name": "Sergey Lavrov", "lang": "en"}, {"name": "Сергей Лавров", "lang": "ru"}],
   "wikidata": "Q58217", "description": "diplomat"}"""
AS_CSV = "  id,name,language,wikidata,description"


class Command(BaseCommand):
    def create_parser(self, *args: Any, **options: Any) -> Any:
        parser = super().create_parser(*args, **options)
        parser.formatter_class = RawDescriptionHelpFormatter
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = "\n".join(
            (
                _(
                    "Load people with their names; they count as confirmed. "
                    "The same file again changes nothing."
                ),
                "",
                _("JSON lines, one person each:"),
                AS_JSON,
                _(
                    "Needed are id and names; a name may be a plain string. "
                    "An id such as Q58217 is the Wikidata id."
                ),
                _("CSV with a header, one name a row, rows of one person together:"),
                AS_CSV,
                _("Lines that say no person are listed as file:line: reason, and the exit status is 1."),
            )
        )
        parser.add_argument("file", metavar="FILE", type=Path, help=_(".csv, or else JSON lines"))
        parser.add_argument(
            "--look-up",
            action="store_true",
            help=_("only keep the list, for editors to look people up in; nobody of it becomes a person"),
        )
        parser.add_argument("--json", action="store_true", help=_("the summary as one JSON object"))

    @needs_database()
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with Progress(self.stderr._out, "person") as progress:  # type: ignore[arg-type]
                load = keep_list if options["look_up"] else import_people
                summary = load(options["file"], progress.reach, progress.write)
        except (OSError, Malformed) as error:
            raise CommandError(f"{options['file']}: {error}", returncode=2) from error
        self.stdout.write(
            json.dumps(asdict(summary))
            if options["json"]
            else _(
                "%(read)d people read: %(created)d created, %(updated)d updated, "
                "%(unchanged)d unchanged, %(rejected)d rejected."
            )
            % asdict(summary)
        )
        if summary.rejected:
            sys.exit(1)
