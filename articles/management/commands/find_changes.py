"""manage.py find_changes: what outlets changed of their articles after publication."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importing.changes import find_all, with_versions
from articles.management.database import needs_database
from articles.management.progress import Progress


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Compare the versions of articles that came several times, and note what was changed. An import "
            "does so by itself: this is for archives from before, and for better ways to tell mends from "
            "changes of substance. It can be stopped at any time."
        )
        parser.add_argument("--rebuild", action="store_true", help=_("compare all of them anew"))

    def handle(self, *args: Any, **options: Any) -> None:
        done = found = 0
        with needs_database():
            total = with_versions().count()
            with Progress(self.stderr._out, "article", total) as progress:  # type: ignore[arg-type]
                try:
                    for articles, changes in find_all(anew=options["rebuild"]):
                        done, found = done + articles, found + changes
                        progress.reach(done, total)
                except KeyboardInterrupt:
                    self.stderr.write(_("Interrupted: what was found is stored."))
                    sys.exit(130)
        self.stdout.write(
            _("%(articles)s compared, %(changes)s noted.")
            % {
                "articles": ngettext("%(count)d article", "%(count)d articles", done) % {"count": done},
                "changes": ngettext("%(count)d change", "%(count)d changes", found) % {"count": found},
            }
        )
