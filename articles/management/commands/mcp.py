"""manage.py mcp: the archive for assistants, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

from argparse import ArgumentParser
from functools import partial
from importlib.util import find_spec
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.assistants.tools import Tools
from articles.management.database import needs_database


def address() -> str:
    """Where the archive is, as far as its settings say."""
    hosts = [host for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))]
    if settings.SECURE_SSL_REDIRECT and hosts:
        return f"https://{hosts[0]}/"
    return "http://127.0.0.1:8000/"


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Answers assistants by the Model Context Protocol over standard input and output: search, read, "
            "person, timeline, parse; only what a public reader sees. It wants the package of the extra: "
            "pip install .[mcp]"
        )
        parser.add_argument(
            "--address", default="", help=_("where the archive is, such as https://archive.example/")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if find_spec("mcp") is None:
            raise CommandError(_("The package mcp is missing. Run: pip install .[mcp]"))
        from articles.assistants.server import server_of

        with needs_database():
            server_of(Tools(partial(urljoin, options["address"] or address()))).run("stdio")
