"""manage.py find_reprints: which articles have much the same text."""

from __future__ import annotations

import json
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.likeness.groups import groups
from articles.likeness.reprints import begin_anew, due, find_all
from articles.management.database import needs_database
from articles.management.progress import Progress


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Compare articles that were not compared yet, or have changed since, with all others, and say "
            "which are reprints. An import does so by itself. It can be stopped at any time and goes on "
            "where it was."
        )
        parser.add_argument(
            "--rebuild",
            action="store_true",
            help=_(
                "compare all articles anew; goes on with a rebuild that was broken off. What editors have "
                "decided stays"
            ),
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help=_(
                'a line for each group: {"articles": [public ids, earliest first], "similarity": the least '
                "of its pairs}"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.monotonic()
        done = 0
        interrupted = False
        with needs_database():
            if options["rebuild"]:
                begin_anew()
            total = due().count()
            with Progress(self.stderr._out, "article", total) as progress:  # type: ignore[arg-type]
                try:
                    for count in find_all():
                        done += count
                        progress.reach(done, total)
                except KeyboardInterrupt:
                    interrupted = True
            seconds = time.monotonic() - begun
            found = 0
            for group in groups():
                found += 1
                if options["json"]:
                    line = {"articles": group.public_ids, "similarity": group.similarity}
                    self.stdout.write(json.dumps(line))
        if not options["json"]:
            self.stdout.write(
                _("%(done)d articles compared in %(seconds).1f s; groups of reprints: %(found)d.")
                % {"done": done, "seconds": seconds, "found": found}
            )
        if interrupted:
            self.stderr.write(_("Interrupted: what was found is stored; run the same command to go on."))
            sys.exit(130)
