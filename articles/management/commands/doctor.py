"""manage.py doctor: what is wrong with this archive, and what to do."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.management.checkup import QUESTIONS, examined


class Command(BaseCommand):
    help = (
        "Look at settings, rights, disk, database, migrations, triggers, clock, index and queue, and say "
        "what is wrong and what to do. Exit status: 0 all well, 1 something is wrong."
    )
    requires_system_checks = []  # it makes them itself, and says all of what they say

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--only", action="append", choices=list(QUESTIONS), help="may be given more than once"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong = 0
        for name, problem in examined(options["only"] or QUESTIONS):
            wrong += problem is not None
            self.stdout.write(f"{name}: {problem or 'ok'}")
        if wrong:
            raise CommandError(f"{wrong} to put right.", returncode=1)
