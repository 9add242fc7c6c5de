"""What may be wrong with an archive, and what to do: asked by `manage.py doctor` and, in part, by /readyz.

Each gives a sentence that ends with the remedy, or None where all is well.
"""

from __future__ import annotations

import datetime as dt
import os
import shlex
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from django.conf import settings
from django.core.checks import WARNING, run_checks
from django.db import Error, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.likeness.reprints import VERSION
from articles.models import Fingerprint, ImportRun
from articles.models.database import first_line, is_away, unapplied_migrations
from articles.models.indexing import oldest_waiting
from articles.models.triggers import missing_triggers
from articles.search.indexing import index_state, kept_elsewhere
from newsarchive.private import open_to_others

WAITED_LONG = dt.timedelta(minutes=10)  # a change that nobody has indexed
CLOCK_MAY_DIFFER = dt.timedelta(seconds=30)
SHOWN = "%Y-%m-%d %H:%M:%S"
LEAST_FREE = 1_000_000_000  # bytes

Question = Callable[[], str | None]


def settings_problem() -> str | None:
    """What Django says of them, as for a deployment where the archive is public."""
    found = run_checks(include_deployment_checks=settings.HTTPS)
    said = [
        first_line(Exception(message.msg))
        for message in found
        if message.level >= WARNING and not message.is_silenced()
    ]
    if settings.HTTPS and settings.DEBUG:
        said.append(_("DEBUG=1 shows readers what is inside: take it away."))
    if settings.HTTPS and not settings.ALLOWED_HOSTS:
        said.append(_("No host name is allowed: give them with ALLOWED_HOSTS."))
    if settings.HTTPS and not settings.PROXIES:
        said.append(_("PROXIES=0, so all readers have the proxy's address: give their number."))
    return " ".join(said) or None


def rights_problem() -> str | None:
    paths = [*settings.PRIVATE_FOLDERS, *settings.PRIVATE_FILES]
    open_ones = [str(path) for path in open_to_others(paths)]
    if open_ones:
        return _("Others may read %(paths)s. Run: chmod -R go= %(folder)s") % {
            "paths": ", ".join(open_ones),
            "folder": shlex.join(open_ones),
        }
    for folder in settings.PRIVATE_FOLDERS:
        if folder.exists() and not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            return _(
                "%(folder)s is not ours to write in. Run as its owner, or give it to this user with chown."
            ) % {"folder": folder}
    return None


def disk_problem() -> str | None:
    for folder in existing(settings.PRIVATE_FOLDERS):
        free = shutil.disk_usage(folder).free
        if free < LEAST_FREE:
            return _(
                "%(free)d MB are free where %(folder)s is; a rebuild of the index wants as much as the index "
                "has now. Free some, or move DATA_DIR or INDEX_DIR."
            ) % {"free": free // 1_000_000, "folder": folder}
    return None


def existing(folders: Iterable[Path]) -> Iterator[Path]:
    return (folder for folder in folders if folder.exists())


def database_problem() -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return None


def migrations_problem() -> str | None:
    names = unapplied_migrations()
    if not names:
        return None
    return _("Not applied: %(names)s. Run: manage.py migrate") % {"names": ", ".join(names)}


def triggers_problem() -> str | None:
    missing = missing_triggers()
    if not missing:
        return None
    return _("Not in place: %(names)s. Run: manage.py migrate") % {"names": ", ".join(missing)}


def queue_problem() -> str | None:
    since = oldest_waiting()
    if since is None or timezone.now() - since < WAITED_LONG:
        return None
    minutes = int((timezone.now() - since).total_seconds() // 60)
    return _(
        "A change has waited %(minutes)d minutes to be indexed. See that the indexer runs; or run: "
        "manage.py index drain"
    ) % {"minutes": minutes}


def reprints_problem() -> str | None:
    if not Fingerprint.objects.filter(version__lt=VERSION).exists():
        return None
    return _(
        "Some articles were not compared with the others since this version was installed, or since a "
        "rebuild was broken off, so reprints of them are not found. Run: manage.py find_reprints"
    )


def clock_problem() -> str | None:
    """Ours against the database's, and against the newest run: one that was set back dates rows wrongly."""
    now = timezone.now()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT clock_timestamp()")
            [theirs] = cursor.fetchone() or [now]
            if abs(theirs - now) > CLOCK_MAY_DIFFER:
                said = {"theirs": f"{theirs:{SHOWN}}", "ours": f"{now:{SHOWN}}"}
                return _("The database's clock says %(theirs)s, ours %(ours)s. Set one of them.") % said
    newest = ImportRun.objects.order_by("-started_at").values_list("started_at", flat=True).first()
    if newest is not None and newest - now > CLOCK_MAY_DIFFER:
        said = {"began": f"{newest:{SHOWN}}", "now": f"{now:{SHOWN}}"}
        return _("An import began at %(began)s and it is %(now)s now. Set this computer's clock.") % said
    return None


QUESTIONS: dict[str, Question] = {
    "settings": settings_problem,
    "rights": rights_problem,
    "disk": disk_problem,
    "database": database_problem,
    "migrations": migrations_problem,
    "triggers": triggers_problem,
    "clock": clock_problem,
    "index": index_state,
    "servers": kept_elsewhere,
    "queue": queue_problem,
    "reprints": reprints_problem,
}
READY = ("database", "migrations", "triggers", "index")  # what must hold before readers can be served
IN_THE_DATABASE = ("migrations", "triggers", "clock", "index", "servers", "queue", "reprints")


def examined(names: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    """(question, what is wrong or None). Those that need the database are not asked without it."""
    unasked: tuple[str, ...] = ()
    for name in names:
        if name in unasked:
            continue
        try:
            wrong = QUESTIONS[name]()
        except Error as error:
            away = _("%(error)s. See that the database runs, and what DATABASE_URL names.")
            wrong = (away if is_away(error) else _("%(error)s. Run: manage.py migrate")) % {
                "error": first_line(error)
            }
        if wrong and name in ("database", "migrations"):
            unasked = IN_THE_DATABASE
        yield name, wrong
