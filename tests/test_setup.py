"""What is behind `make`: finding a Python, installing once, refusing a busy port, PostgreSQL for tests."""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg2
import pytest

from scripts import install
from tests.postgres import (
    NoPostgresError,
    find_installation,
    installations,
    major_version,
    temporary_postgres,
)

ROOT = Path(__file__).resolve().parent.parent
DEPENDENCIES = 'dependencies = ["a>=1", "b"]\noptional-dependencies = { test = ["c"] }\n'


def fake_python(folder: Path, name: str, version: str, *, new_enough: bool, complete: bool) -> None:
    """A program that answers what install.sh asks of a Python, and cannot do more."""
    program = folder / name
    program.write_text(
        f"""#!/bin/sh
case "$2" in
    *python_version*) echo {version} ;;
    *version_info*) exit {0 if new_enough else 1} ;;
    *ensurepip*) exit {0 if complete else 1} ;;
    *) echo "made with {version}" ; exit 7 ;;
esac
"""
    )
    program.chmod(0o755)


def run_install(tmp_path: Path, programs: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs install.sh in a project folder with a blank in its name, where only `programs` can be found."""
    project = tmp_path / "a project"
    shutil.copytree(ROOT / "scripts", project / "scripts")
    (programs / "dirname").symlink_to(shutil.which("dirname") or "")
    return subprocess.run(
        ["/bin/sh", "scripts/install.sh"],
        cwd=project,
        env={"PATH": str(programs), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def test_without_python_one_sentence_says_so(tmp_path: Path, programs: Path) -> None:
    done = run_install(tmp_path, programs)
    assert done.returncode == 1
    assert done.stderr == (
        "The archive needs Python 3.11 or newer, and finds none: install it "
        "(Debian, Ubuntu: apt install python3 python3-venv), or name it with PYTHON=…\n"
    )


def test_an_old_python_is_named(tmp_path: Path, programs: Path) -> None:
    fake_python(programs, "python3", "3.9.2", new_enough=False, complete=True)
    done = run_install(tmp_path, programs)
    assert done.returncode == 1
    assert done.stderr == (
        "The archive needs Python 3.11 or newer, and finds only 3.9.2: "
        "install a newer one, or name it with PYTHON=…\n"
    )


def test_a_python_without_venv_is_named_with_the_remedy(tmp_path: Path, programs: Path) -> None:
    fake_python(programs, "python3", "3.11.2", new_enough=True, complete=False)
    done = run_install(tmp_path, programs)
    assert done.returncode == 1
    assert done.stderr == (
        "Python 3.11.2 cannot make virtual environments: install its venv module "
        "(Debian, Ubuntu: apt install python3-venv).\n"
    )


def test_the_first_python_that_will_do_is_taken(tmp_path: Path, programs: Path) -> None:
    fake_python(programs, "python3", "3.9.2", new_enough=False, complete=True)
    fake_python(programs, "python3.12", "3.12.1", new_enough=True, complete=False)
    fake_python(programs, "python3.11", "3.11.9", new_enough=True, complete=True)
    assert run_install(tmp_path, programs).stdout.endswith("made with 3.11.9\n")


def test_the_python_to_take_can_be_named(tmp_path: Path, programs: Path) -> None:
    fake_python(programs, "python3", "3.11.9", new_enough=True, complete=True)
    fake_python(programs, "mine", "3.13.0", new_enough=True, complete=True)
    assert run_install(tmp_path, programs, PYTHON="mine").stdout.endswith("made with 3.13.0\n")


@pytest.fixture
def pip_calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What install.py asks pip to install, in a project and an environment of the test's own."""
    calls: list[list[str]] = []

    def pip(command: list[str], check: bool) -> subprocess.CompletedProcess[str]:
        calls.append(command[command.index("--disable-pip-version-check") + 1 :])
        return subprocess.CompletedProcess(command, 1 if "broken" in command else 0)

    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(subprocess, "run", pip)
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{DEPENDENCIES}")
    return calls


def test_what_is_installed_is_not_installed_again(pip_calls: list[list[str]]) -> None:
    assert [install.install([]), install.install([])] == [0, 0]
    assert pip_calls == [["a>=1", "b"]]
    assert [install.install(["test"]), install.install(["test"]), install.install([])] == [0, 0, 0]
    assert pip_calls[1:] == [["a>=1", "b", "c"]]


def test_a_changed_requirement_is_installed(pip_calls: list[list[str]], tmp_path: Path) -> None:
    install.install([])
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{DEPENDENCIES.replace('a>=1', 'a>=2')}")
    assert install.install([]) == 0
    assert pip_calls[1:] == [["a>=2", "b"]]


def test_a_failed_installation_is_tried_again(pip_calls: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f"[project]\n{DEPENDENCIES.replace('a>=1', 'broken')}")
    assert [install.install([]), install.install([])] == [1, 1]
    assert len(pip_calls) == 2


def test_make_help_lists_every_command() -> None:
    # Without its directory lines: these tests are themselves run by make.
    make = ["make", "--no-print-directory", "help"]
    done = subprocess.run(make, cwd=ROOT, capture_output=True, text=True, check=True)
    listed = [line.split()[1] for line in done.stdout.splitlines()]
    assert listed == ["help", "run", "test", "lint", "format", "soak", "audit", "messages", "bench", "clean"]


def run_archive(tmp_path: Path, port: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": port}
    command = [sys.executable, "-m", "scripts.run"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_busy_port_gives_one_sentence_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        done = run_archive(tmp_path, str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"Port {port} is taken: stop what uses it, or choose another with make run PORT=8001.\n"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_gives_one_sentence(tmp_path: Path, port: str) -> None:
    done = run_archive(tmp_path, port)
    assert (done.returncode, done.stderr) == (1, f"PORT must be a number from 1 to 65535, not '{port}'.\n")


@contextlib.contextmanager
def running_archive(tmp_path: Path, port: int) -> Iterator[list[str]]:
    """What `make run` has printed when it serves; Ctrl-C at the end, which must end it well."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "PORT": str(port)}
    command = [sys.executable, "-m", "scripts.run"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        printed: list[str] = []
        while not printed or not printed[-1].startswith("then open"):
            line = process.stdout.readline()
            assert line, f"it ended: {printed}"
            printed.append(line)
        try:
            yield printed
        finally:
            process.send_signal(signal.SIGINT)
            status = process.wait(timeout=20)
        assert status == 0


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as answer:
        return str(answer.read().decode())


def test_the_archive_is_alive_at_its_first_start_and_quick_at_its_second(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    with running_archive(tmp_path, port) as printed:
        assert printed[0] == "The archive is empty: importing samples/\n"
        assert f"The archive: {address}   (Ctrl-C stops it)\n" in printed
        assert f"then open {address}admin/\n" in printed
        assert any("manage.py createsuperuser" in line for line in printed)
        home = read(address)
        articles = set(re.findall(r'href="(/articles/[^/"?]+/[^/"?]+/)[?"]', home))
        assert len(articles) >= 5
        assert '"status": "ready"' in read(f"{address}readyz")
    with running_archive(tmp_path, port) as printed:
        assert not any("importing" in line for line in printed)
        assert read(address) == home


def processes(*words: str) -> list[int]:
    """The numbers of the running processes in whose command all these words stand."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            command = (folder / "cmdline").read_bytes().decode(errors="replace").split("\0")
            if set(words) <= set(command) and (folder / "stat").read_text().split()[2] != "Z":
                found.append(int(folder.name))
    return found


def of_archive(folder: Path, *words: str) -> list[int]:
    """Those of an archive's own, as its folder in their environment tells."""
    mark = f"DATA_DIR={folder}\0".encode()
    own = []
    for pid in processes(*words):
        with contextlib.suppress(OSError):
            if mark in Path(f"/proc/{pid}/environ").read_bytes():
                own.append(pid)
    return own


WORKER = ("manage.py", "work")


needs_proc = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks processes up in /proc")


@pytest.fixture(scope="module")
def archive_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an archive with one article: `make run` only serves it."""
    folder = tmp_path_factory.mktemp("archive")
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    for command in (["migrate", "-v0"], ["import_articles", str(next(Path(ROOT, "samples").rglob("*.txt")))]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, check=True)
    return folder


@needs_proc
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda told: told.name)
def test_the_worker_ends_with_the_server_and_is_started_again_alone(archive_folder: Path, told: int) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(archive_folder), "PORT": str(port)}
    run_py = [sys.executable, "-m", "scripts.run"]
    log = archive_folder / f"log-{told}"
    with log.open("w") as file:
        server = subprocess.Popen(run_py, cwd=ROOT, env=environment, stdout=file, stderr=file)
    try:
        wait_until(lambda: len(of_archive(archive_folder, *WORKER)) == 1, 60)
        [first] = of_archive(archive_folder, *WORKER)
        wait_until(lambda: is_answered(port), 60)  # what is told earlier, a module being loaded may swallow
        if told == signal.SIGKILL:  # the worker alone is started again
            os.kill(first, signal.SIGKILL)
            wait_until(lambda: of_archive(archive_folder, *WORKER) not in ([], [first]), 60)
            assert log.read_text().count("is started again") == 1
        server.send_signal(told)
        server.wait(timeout=60)
    finally:
        server.kill()
        server.wait()
    wait_until(lambda: of_archive(archive_folder) == [], 60)
    with socket.socket() as again:  # nobody listens any more
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


@needs_proc
def test_a_worker_ends_where_its_keeper_is_killed(archive_folder: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(archive_folder)}
    keep = [sys.executable, "-m", "scripts.keep_worker", str(os.getpid())]
    keeper = subprocess.Popen(keep, cwd=ROOT, env=environment)
    wait_until(lambda: len(of_archive(archive_folder, *WORKER)) == 1, 60)
    time.sleep(2)  # wherever it is by then
    keeper.kill()
    keeper.wait()
    wait_until(lambda: of_archive(archive_folder) == [], 60)


@pytest.fixture(params=sorted({major_version(found) for found in installations()} - {""}))
def version(request: pytest.FixtureRequest) -> str:
    """Each major version of PostgreSQL that is here."""
    return str(request.param)


def test_a_temporary_postgresql_serves_and_leaves_nothing(version: str) -> None:
    with temporary_postgres(version) as url:
        connection = psycopg2.connect(url)
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('server_version'), lower('ƏЖ')")
            server, lower = cursor.fetchone() or ("", "")
            cursor.execute("SHOW unix_socket_directories")
            folder = Path((cursor.fetchone() or [""])[0])
        connection.close()
        assert folder.is_dir()
    assert server.split(".")[0].split()[0] == version
    assert lower == "əж"
    assert not folder.exists()


def test_a_killed_owner_leaves_no_postgresql_behind(version: str, tmp_path: Path) -> None:
    told = tmp_path / "url"
    code = (
        f"import os, time; open({str(told)!r}, 'w').write(os.environ['DATABASE_URL'] + '\\n'); time.sleep(60)"
    )
    command = [sys.executable, "-m", "tests.postgres", "--version", version, sys.executable, "-c", code]
    owner = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
    try:
        wait_until(lambda: told.exists() and told.read_text().endswith("\n"))
        folder = Path(psycopg2.extensions.parse_dsn(told.read_text().strip())["host"])
        assert folder.is_dir()
        owner.kill()
        wait_until(lambda: not folder.exists())
    finally:
        os.killpg(owner.pid, signal.SIGKILL)
        owner.wait()


def is_answered(port: int) -> bool:
    """Whether the server answers, and so has its ways of ending in place."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=20) as answer:
            return answer.status == 200
    except OSError:
        return False


def wait_until(holds: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def test_a_version_that_is_not_here_is_named() -> None:
    with pytest.raises(NoPostgresError, match="no PostgreSQL 9 here"):
        find_installation("9")
