"""The deployment of docker-compose.yml, with real processes in place of containers.

The commands, variables and order of start are read from the file itself; only addresses are replaced.
"""

import contextlib
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import pytest
import yaml

from tests.postgres import NoPostgresError, temporary_postgres

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
OURS = ("migrate", "worker", "web")

OFFERED = re.findall(r"^(\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
# Variables that name files, and where the containers have those.
MOUNTED = {
    name: name.lower().removesuffix("_file")
    for name in OFFERED
    if re.search(r"(?<!^SECRET)_KEY$|_(?:FILE|AUTHORITY|CERTIFICATE|LOGO)$", name)
}
GIVEN = {
    "SECRET_KEY": "gR7-mQ2v_tY9wKx4LzB8nPc5HdJ6sFa3UeWi1OoZqXbTyVrN0u",
    "POSTGRES_PASSWORD": "onlyforthetest",
    "ALLOWED_HOSTS": "archive.example.org",
}


def substituted(value: str, given: dict[str, str]) -> str:
    """`${NAME:-default}`, `${NAME:?message}`, `${NAME?message}`, `${NAME:+other}` as compose has them."""

    def replaced(found: re.Match[str]) -> str:
        name, kind, rest = found.groups()
        if kind == ":+":
            return rest if given.get(name) else ""
        if given.get(name):
            return given[name]
        if kind == ":?" or (kind == "?" and name not in given):
            raise KeyError(name)
        return "" if kind == "?" else rest

    return re.sub(r"\$\{(\w+)(:[-?+]|\?)([^}]*)\}", replaced, value)


def environment_of(service: str) -> dict[str, str]:
    written = SERVICES[service]["environment"]
    return {name: substituted(str(value), GIVEN) for name, value in written.items()}


def test_secrets_come_only_from_the_environment() -> None:
    for missing in GIVEN:
        with pytest.raises(KeyError, match=missing):
            for value in SERVICES["web"]["environment"].values():
                substituted(str(value), {name: value for name, value in GIVEN.items() if name != missing})
    assert set(GIVEN) <= set(OFFERED)


def test_the_environment_example_names_what_compose_reads() -> None:
    read = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    assert set(OFFERED) == read


def test_every_documented_variable_is_passed_on() -> None:
    """README's table, what settings.py and gunicorn.conf.py read, and what the services get are the same."""
    listed = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    settings = (ROOT / "newsarchive/settings.py").read_text()
    read = set(re.findall(r'env_\w+\("(\w+)"', settings))
    read |= {f"{name}_FILE" for name in re.findall(r'env_secret\("(\w+)"', settings)}
    read |= set(re.findall(r"environ\.get\([\"'](\w+)[\"']", (ROOT / "gunicorn.conf.py").read_text()))
    assert read == listed
    for service in OURS:
        assert set(SERVICES[service]["environment"]) == listed


@pytest.mark.parametrize("service", OURS)
def test_what_env_gives_reaches_the_services(service: str) -> None:
    """Each variable that .env may hold goes to the variable of its name, and none is forgotten on the way."""
    given = {name: f"value of {name}" for name in OFFERED}
    reached = {
        name: substituted(str(value), given) for name, value in SERVICES[service]["environment"].items()
    }
    for name in set(OFFERED) - {"LISTEN", "MEMORY", *MOUNTED}:
        assert reached[name] == given[name]
    for name, secret in MOUNTED.items():
        assert reached[name] == f"/run/secrets/{secret}"
        assert substituted(COMPOSE["secrets"][secret]["file"], given) == given[name]
        assert substituted(COMPOSE["secrets"][secret]["file"], {}) == "/dev/null"
        assert secret in SERVICES[service]["secrets"]


def test_every_file_that_env_may_name_is_mounted() -> None:
    """What README calls a file is none in the containers, unless it is."""
    rows = re.findall(r"^\| `(\w+)` \|[^|]*\|(.*)\|$", (ROOT / "README.md").read_text(), re.MULTILINE)
    named = {name for name, meaning in rows if re.match(r" (a|the) file\b", meaning)}
    assert named <= MOUNTED.keys()
    assert {name.rpartition("_")[2] for name in MOUNTED.keys() - named} == {"CERTIFICATE", "KEY"}


def test_services_are_bounded_and_can_write_only_where_they_must() -> None:
    for name, service in SERVICES.items():
        assert service["read_only"] is True, name
        assert service["mem_limit"], name
        assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}, name
        assert re.search(r":\d+\.\d+|^newsarchive$", service["image"]), name
        if name != "migrate":
            assert service["healthcheck"]["test"][0] == "CMD", name
    assert re.search(r"^FROM python:3\.\d+-slim-\w+$", DOCKERFILE, re.MULTILINE)
    assert "PIP_CONSTRAINT=/app/constraints.txt" in DOCKERFILE
    assert "ports" not in SERVICES["web"]  # readers come through the proxy


def test_services_start_in_order_and_share_the_index() -> None:
    assert SERVICES["migrate"]["depends_on"] == {"db": {"condition": "service_healthy"}}
    for service in ("web", "worker"):
        assert SERVICES[service]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
        assert SERVICES[service]["volumes"] == ["data:/data"]
    assert "restart" not in SERVICES["migrate"]
    assert set(COMPOSE["volumes"]) == {"database", "data", "proxy"}


def test_the_database_outlives_its_container() -> None:
    assert SERVICES["db"]["image"] == "postgres:18.6"
    assert SERVICES["db"]["volumes"] == ["database:/var/lib/postgresql"]
    assert environment_of("web")["DATABASE_URL"] == "postgresql://archive@db:5432/archive"
    assert environment_of("web")["POSTGRES_PASSWORD"] == "onlyforthetest"
    assert environment_of("db") == {
        "POSTGRES_USER": "archive",
        "POSTGRES_DB": "archive",
        "POSTGRES_PASSWORD": "onlyforthetest",
        "POSTGRES_PASSWORD_FILE": "",
    }


def test_the_image_runs_without_root_and_serves_as_compose_does() -> None:
    instructions = [line.split(" ", 1) for line in DOCKERFILE.splitlines() if re.match(r"[A-Z]+ ", line)]
    assert [words for name, words in instructions if name == "USER"] == ["archive"]
    assert instructions[-1] == ["CMD", json.dumps(SERVICES["web"]["command"])]
    assert "VOLUME /data" in DOCKERFILE
    assert "DATA_DIR=/data" in DOCKERFILE


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: str


@dataclass(frozen=True)
class Deployment:
    """The running archive: where it listens, what its processes have in their environment."""

    port: int
    environment: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]]

    def get(self, path: str, *, https: bool = True, host: str = "archive.example.org") -> Answer:
        """What the archive answers to a proxy that passes a reader's request on."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Host": host})
        if https:
            request.add_header("X-Forwarded-Proto", "https")
        try:
            with urllib.request.build_opener(NoRedirect).open(request, timeout=20) as response:
                return Answer(response.status, dict(response.headers), response.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, dict(error.headers), error.read().decode())

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return run(["python", "manage.py", *arguments], self.environment)


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


def on_this_machine(command: list[str], port: int = 0) -> list[str]:
    """A container's command with this machine's Python and a port of the test's own."""
    programs = {"python": [sys.executable], "gunicorn": [sys.executable, "-m", "gunicorn"]}
    rest = [word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in command[1:]]
    return [*programs[command[0]], *(word.replace("127.0.0.1:8000", f"127.0.0.1:{port}") for word in rest)]


def run(command: list[str], environment: dict[str, str], port: int = 0) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        on_this_machine(command, port), cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@contextlib.contextmanager
def started(
    service: str, environment: dict[str, str], port: int, folder: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A service's process, with its log in the folder, killed at the end if it still runs."""
    command = on_this_machine(SERVICES[service]["command"], port)
    with (folder / f"{service}.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def wait_until_healthy(environment: dict[str, str], port: int, folder: Path, seconds: float = 120) -> None:
    """Asks as the web service's own health check does."""
    test = SERVICES["web"]["healthcheck"]["test"]
    assert test[0] == "CMD"
    deadline = time.monotonic() + seconds
    while (done := run(test[1:], environment, port)).returncode:
        logs = "\n".join(log.read_text() for log in folder.glob("*.log"))
        assert time.monotonic() < deadline, f"{done.stderr}\n{logs}"
        time.sleep(0.2)


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """PostgreSQL, then the build's collectstatic, `migrate`, `worker` and `web`, each by its own command."""
    folder = tmp_path_factory.mktemp("deployment")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    try:
        with temporary_postgres() as url:
            environment = environment_of("web") | {
                "DATABASE_URL": url,
                "DATA_DIR": str(folder / "data"),
                "INDEX_DIR": str(folder / "data" / "index"),
                "STATIC_ROOT": str(folder / "static"),
                "PATH": os.environ["PATH"],
            }
            build = re.search(
                r"^RUN SECRET_KEY=\S+ (python manage.py collectstatic .*)$", DOCKERFILE, re.MULTILINE
            )
            assert build is not None
            for command in (shlex.split(build.group(1)), SERVICES["migrate"]["command"]):
                done = run(command, environment)
                assert done.returncode == 0, done.stderr
            with contextlib.ExitStack() as running:
                processes = {
                    service: running.enter_context(started(service, environment, port, folder))
                    for service in ("worker", "web")
                }
                wait_until_healthy(environment, port, folder)
                yield Deployment(port, environment, processes)
    except NoPostgresError as error:
        pytest.skip(str(error))


def test_the_deployment_serves_what_is_imported(deployment: Deployment, tmp_path: Path) -> None:
    ready = deployment.get("/readyz", https=False)
    assert ready.status == 200
    assert set(json.loads(ready.body)["checks"].values()) == {"ok"}

    page = tmp_path / "page.txt"
    page.write_text(
        "Lighthouse of Alat shines again\n\nBaku/31.10.20/Turan: The lighthouse keepers of Alat "
        "repaired the great lamp this week, after eleven dark winters, said the harbour master.\n"
    )
    done = deployment.manage("import_articles", str(page))
    assert done.returncode == 0, done.stderr
    wait_until_found(deployment, "lighthouse")

    # No process of ours makes this change, so none but the worker can bring it into the index.
    with contextlib.closing(psycopg2.connect(deployment.environment["DATABASE_URL"])) as connection:
        connection.cursor().execute("UPDATE articles_article SET body = 'A beacon burns in Gobustan.'")
        connection.commit()
    wait_until_found(deployment, "gobustan")


def wait_until_found(deployment: Deployment, word: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while "/lighthouse-of-alat-shines-again/" not in (found := deployment.get(f"/articles/?q={word}")).body:
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


def test_readers_are_kept_on_https(deployment: Deployment) -> None:
    plain = deployment.get("/articles/", https=False)
    assert (plain.status, plain.headers["Location"]) == (301, "https://archive.example.org/articles/")
    longest = "%E1%83%90" * 800  # Georgian letters: as long as an address of ours gets
    assert deployment.get(f"/articles/?q={longest}").status == 200
    home = deployment.get("/")
    assert home.status == 200
    assert home.headers["Strict-Transport-Security"] == "max-age=3600"
    login = deployment.get("/admin/login/")
    assert login.status == 200
    assert "Secure" in login.headers["Set-Cookie"]


def test_a_foreign_host_name_is_refused(deployment: Deployment) -> None:
    assert deployment.get("/", host="evil.example").status == 400


def test_styles_are_named_by_content_and_cached_for_ever(deployment: Deployment) -> None:
    [style, *_] = re.findall(r'href="(/static/[^"]+\.[0-9a-f]{12}\.css)"', deployment.get("/").body)
    answer = deployment.get(style)
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


@pytest.mark.parametrize("service", ["web", "worker"])
def test_the_services_stop_when_told(deployment: Deployment, service: str) -> None:
    """The last test of the file: afterwards the deployment is down."""
    process = deployment.processes[service]
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def test_a_process_has_read_its_addresses_before_its_first_reader() -> None:
    """Most modules come with them, which is nearly a second."""
    asked = "import sys, newsarchive.wsgi; print('articles.api.app' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "True\n"
