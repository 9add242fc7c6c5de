"""manage.py export_site FOLDER QUERY"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles.copying.site import NotEmpty, copy_site
from articles.management.commands.export_articles import asked_of
from articles.management.database import needs_database
from articles.management.progress import Progress
from articles.search.find import IndexMissing, search


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Writes a copy of the archive, or of what a query finds, that opens in a browser from a folder "
            "or a memory stick, with lists and a search. What is withdrawn is not in it."
        )
        parser.add_argument("folder", type=Path, help=_("made if it is not there; it must be empty"))
        parser.add_argument("query", nargs="?", default="", help=_("nothing: all articles"))
        parser.add_argument(
            "--filters", default="", help=_("as in the address of a list: source=turan-az&from=2020-10")
        )
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            default=settings.LANGUAGE_CODE,
            help=_("of the pages around the articles"),
        )

    @needs_database()
    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        asked = asked_of(options["query"], options["filters"])
        try:
            total = search(asked.resolved, limit=0, facets=()).total
            with Progress(self.stderr._out, "article", total) as progress, override(options["language"]):  # type: ignore[arg-type]
                done = copy_site(folder, asked, lambda reached: progress.reach(reached, total))
        except NotEmpty as error:
            raise CommandError(_("%(folder)s is not empty.") % {"folder": folder}, returncode=2) from error
        except IndexMissing as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{folder}: {error.strerror}", returncode=2) from error
        self.stdout.write(
            _("%(folder)s: %(articles)d articles. Open index.html there.")
            % {"folder": folder, "articles": done}
        )
