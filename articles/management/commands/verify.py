"""manage.py verify: is every Original still what it was when its hash was logged?"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from articles.integrity.log import grow, keep_root
from articles.integrity.verifying import verify
from articles.management.database import needs_database
from articles.management.progress import Progress


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Read the bytes of every original and compare them with the log of their hashes and its daily "
            "roots. Exit status 1 where anything was changed, taken away or put in between: each is named."
        )
        parser.add_argument(
            "--keep-root",
            action="store_true",
            help=_("first put what came since into the log and keep the root of the day, as the worker does"),
        )
        parser.add_argument("--json", action="store_true", help=_("what was found as one JSON object"))

    def handle(self, *args: Any, **options: Any) -> None:
        with needs_database():
            if options["keep_root"]:
                grow()
                keep_root()
            with Progress(self.stderr._out, "original", None) as progress:  # type: ignore[arg-type]
                found = verify(progress.reach)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(found), ensure_ascii=False))
        else:
            for fault in found.faults:
                self.stdout.write(fault)
            for sha256 in found.named:
                self.stdout.write(_("Not yet in a root: %(sha256)s") % {"sha256": sha256})
            self.stdout.write(
                _(
                    "%(originals)d originals are what they were, under %(roots)d daily roots; %(removed)d "
                    "were taken out when an import was undone; %(unlogged)d came after the last root."
                )
                % asdict(found)
            )
        if found.faults:
            sys.exit(1)
