"""manage.py export_articles QUERY --format jsonl"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any
from urllib.parse import parse_qs

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.lists.asking import Asked
from articles.lists.cursors import NoCursor
from articles.lists.exporting import FORMATS
from articles.lists.filters import ArticleFilter
from articles.lists.walking import place_in_time
from articles.management.database import needs_database
from articles.search.find import IndexMissing, search


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Writes all articles that a query finds to standard output, in the order of time, as "
            "/api/v1/export does. What breaks off goes on with --cursor and the cursor of the last whole row."
        )
        parser.add_argument("query", help=_("'' for all; one that begins with - comes last, after --"))
        parser.add_argument("--format", choices=sorted(FORMATS), default="jsonl")
        parser.add_argument(
            "--filters", default="", help=_("as in the address of a list: source=turan-az&from=2020-10")
        )
        parser.add_argument("--cursor", default="", help=_("of the last row that was written"))
        parser.add_argument(
            "--site",
            default="",
            metavar="ADDRESS",
            help=_("of the archive, for addresses: https://example.org"),
        )

    @needs_database()
    def handle(self, *args: Any, **options: Any) -> None:
        asked = asked_of(options["query"], options["filters"])
        for note in asked.resolved.notes:
            said = {"place": note.start + 1, "message": note.message}
            self.stderr.write(_("at %(place)d: %(message)s") % said)
        site = options["site"].rstrip("/")
        try:
            place_in_time(asked, options["cursor"])
            total = search(asked.resolved, limit=0, facets=()).total
            lines = FORMATS[options["format"]].lines(asked, options["cursor"], lambda path: f"{site}{path}")
            self.stderr.write(_("%(total)d found") % {"total": total})
            sys.stdout.flush()
            for line in tqdm(lines, desc=_("written"), disable=None):
                self.stdout.write(line, ending="")
        except NoCursor as error:
            raise CommandError(_("That is no cursor of this query."), returncode=2) from error
        except IndexMissing as error:
            raise CommandError(str(error)) from error


def asked_of(query: str, filters: str) -> Asked:
    """Raises CommandError for what no list can be made of."""
    given = parse_qs(filters)
    if unknown := sorted(set(given) - set(ArticleFilter.base_filters)):
        raise CommandError(_("There is no filter %(names)s.") % {"names": ", ".join(unknown)}, returncode=2)
    asked = Asked(given | ({"q": [query]} if query else {}))
    if asked.problems:
        told = "; ".join(f"{label}: {message}" for label, message in asked.problems)
        raise CommandError(told, returncode=2)
    return asked
