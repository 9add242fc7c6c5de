"""Serves the archive on this computer, with a worker, after making ready tables, samples and search index."""

import hashlib
import os
import socket
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = "samples"


def bind(port_text: str) -> socket.socket:
    """A socket bound to the loopback address, before any other work: a busy port is known at once."""
    if not port_text.isdecimal() or not 0 < int(port_text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {port_text!r}.")
    server = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        server.bind(("127.0.0.1", int(port_text)))
    except PermissionError:
        sys.exit(f"Port {port_text} is closed to this user: choose another with make run PORT=8001.")
    except OSError:
        sys.exit(f"Port {port_text} is taken: stop what uses it, or choose another with make run PORT=8001.")
    return server


def static_folder() -> Path:
    """Where styles and scripts are gathered, compressed and named by content, so that browsers keep them."""
    data = os.environ.get("DATA_DIR", "").strip()
    return (Path(data).expanduser() if data else ROOT / "data") / "static"


def gather_static() -> None:
    """Anew only where anything differs from what is there."""
    from django.conf import settings

    folder = Path(settings.STATIC_ROOT or static_folder())
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    made_of = repr([(path.name, hashlib.sha256(path.read_bytes()).hexdigest()) for path in files])
    made_of += f" {django.__version__} {version('whitenoise')}"
    note = folder / "made_of.txt"
    if note.exists() and note.read_text(encoding="utf-8") == made_of:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    note.write_text(made_of, encoding="utf-8")


def samples_are_wanted() -> bool:
    """Whether the archive is empty, or was left while the samples were coming in."""
    from articles.models import Article, ImportRun

    last = ImportRun.objects.first()
    if last is not None and last.arguments.get("paths") == [SAMPLES]:
        return last.status != ImportRun.Status.FINISHED
    return not Article.objects.exists()


def prepare() -> None:
    """Migrates; the first time, imports the samples; then makes the search index or brings it up to date."""
    from articles.search.indexing import drain, index_state

    gather_static()
    call_command("migrate", verbosity=0)
    if samples_are_wanted():
        print(f"The archive is empty: importing {SAMPLES}/", flush=True)
        try:
            call_command("import_articles", SAMPLES)
        except SystemExit as stop:
            if stop.code != 1:  # 1: a file was rejected, and named; the others are in
                raise
    if index_state():
        call_command("index", "rebuild")
    else:
        drain()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")
    server = bind(os.environ.get("PORT") or "8000")
    host, port = server.getsockname()
    if not os.environ.get("STATIC_ROOT", "").strip():
        os.environ["STATIC_ROOT"] = str(static_folder().resolve())
    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    try:
        prepare()
    except (CommandError, OperationalError) as error:
        sys.exit(f"The archive cannot be made ready: {error}")
    server.listen(128)
    print(
        f"\nThe archive: http://{host}:{port}/   (Ctrl-C stops it)\n"
        f"To edit, make an admin user once:  .venv/bin/python manage.py createsuperuser\n"
        f"then open http://{host}:{port}/admin/\n",
        flush=True,
    )
    # Its keeper looks after it, and ends it when this process is gone: killed, too.
    subprocess.Popen([sys.executable, "-m", "scripts.keep_worker", str(os.getpid())])  # noqa: S603
    os.set_inheritable(server.fileno(), True)
    # Replaced by gunicorn, not its parent, so that whoever ends this process ends the server.
    gunicorn = [sys.executable, "-m", "gunicorn", "--log-level", "warning"]
    os.execv(sys.executable, [*gunicorn, "--bind", f"fd://{server.fileno()}"])  # noqa: S606


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
