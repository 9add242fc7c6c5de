"""An archive of a benchmark's own: empty, in a folder that goes when it is done."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import django


@contextmanager
def own_archive(**settings: str) -> Iterator[None]:
    """Settings are given as in the environment. Django begins here: import what needs it inside the block."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DATA_DIR": folder,
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "newsarchive.settings",
            **settings,
        }
        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield
