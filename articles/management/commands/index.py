"""manage.py index drain|rebuild|check|follow"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from tqdm import tqdm

from articles.management.database import needs_database, wait_for_database
from articles.models.database import is_full
from articles.parallel import end_on_signals
from articles.search import following, indexing
from articles.search.engine import IndexMissing

DIFFERENCES = {
    "missing": gettext_lazy("missing"),
    "superfluous": gettext_lazy("superfluous"),
    "doubled": gettext_lazy("doubled"),
    "outdated": gettext_lazy("outdated"),
}


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Keeps the search index in step with the database.")
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        actions.add_parser("drain", help=_("index what has changed; returns at once if another process does"))
        actions.add_parser("rebuild", help=_("make the index anew beside the present one, then switch to it"))
        actions.add_parser(
            "check", help=_("compare every article with the index; exit status 1 if they differ")
        )
        actions.add_parser("follow", help=_("index changes as they come, until stopped"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["action"] == "follow":
            self.follow()
            return
        with needs_database():
            try:
                {"drain": self.drain, "rebuild": self.rebuild, "check": self.compare}[options["action"]]()
            except IndexMissing as error:
                if is_full(error):
                    raise  # said by needs_database
                raise CommandError(str(error)) from error

    def follow(self) -> None:
        """As `manage.py work` does, without tasks."""
        ending = end_on_signals()
        wait_for_database(ending)
        following.follow(ending)

    def drain(self) -> None:
        self.stdout.write(_("%(count)d changes indexed") % {"count": indexing.drain()})

    def rebuild(self) -> None:
        with tqdm(unit=" articles", disable=not sys.stderr.isatty()) as bar:

            def show(done: int, count: int) -> None:
                bar.total = count
                bar.update(done - bar.n)

            count = indexing.rebuild(show)
        self.stdout.write(_("%(count)d articles indexed") % {"count": count})

    def compare(self) -> None:
        differences = indexing.check()
        for difference in differences:
            queued = _(" (waits in the queue)") if difference.waits else ""
            said = {"number": difference.article_id, "what": DIFFERENCES[difference.what]}
            self.stdout.write(_("article %(number)d: %(what)s") % said + queued)
        waiting = sum(difference.waits for difference in differences)
        if waiting < len(differences):
            raise CommandError(
                _("%(number)d articles differ. Run: manage.py index rebuild")
                % {"number": len(differences) - waiting},
                returncode=1,
            )
        if waiting:
            raise CommandError(
                _("%(number)d articles wait to be indexed. Run: manage.py index drain") % {"number": waiting},
                returncode=1,
            )
        self.stdout.write(_("The index says what the database says."))
