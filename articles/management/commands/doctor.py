"""manage.py doctor: what is wrong with this archive, and what to do."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.health import QUESTIONS, examined


class Command(BaseCommand):
    requires_system_checks = []  # it makes them itself, and says all of what they say

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Look at settings, rights, disk, database, migrations, triggers, clock, index and queue, and say "
            "what is wrong and what to do. Exit status: 0 all well, 1 something is wrong."
        )
        parser.add_argument(
            "--only", action="append", choices=list(QUESTIONS), help=_("may be given more than once")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        wrong, fine = 0, _("ok")
        for name, problem in examined(options["only"] or QUESTIONS):
            wrong += problem is not None
            self.stdout.write(f"{name}: {problem or fine}")
        if wrong:
            raise CommandError(_("%(count)d to put right.") % {"count": wrong}, returncode=1)
