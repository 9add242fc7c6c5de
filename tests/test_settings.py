"""The settings as a process reads them from its environment."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "HTTPS": "1",
    "SECRET_KEY": "gR7-mQ2v_tY9wKx4LzB8nPc5HdJ6sFa3UeWi1OoZqXbTyVrN0u",
    "ALLOWED_HOSTS": "archive.example.org",
    "CSRF_TRUSTED_ORIGINS": "https://edit.example.org, https://archive.example.org",
}


def run_python(code: str, tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs code after `from newsarchive import settings`, with no variables but these."""
    return subprocess.run(
        [sys.executable, "-c", f"from newsarchive import settings\n{code}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def read_settings(tmp_path: Path, *names: str, **environment: str) -> list[Any]:
    code = f"import json; print(json.dumps([getattr(settings, name) for name in {names!r}], default=str))"
    done = run_python(code, tmp_path, **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_without_variables_the_archive_is_for_this_computer(tmp_path: Path) -> None:
    values = read_settings(
        tmp_path,
        "DEBUG",
        "HTTPS",
        "ALLOWED_HOSTS",
        "SECURE_HSTS_SECONDS",
        "STATIC_ROOT",
        "INDEX_DIR",
        "TIME_ZONE",
    )
    assert values == [False, False, ["localhost", "127.0.0.1", "[::1]"], 0, None, f"{tmp_path}/index", "UTC"]


def test_sqlite_is_the_default_and_is_set_up_for_several_writers(tmp_path: Path) -> None:
    [databases] = read_settings(tmp_path, "DATABASES")
    assert databases["default"]["OPTIONS"].pop("factory")  # makes the file private: tests/trust
    assert databases == {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"{tmp_path}/archive.sqlite3",
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
            },
        }
    }


def test_a_named_sqlite_file_gets_the_same_options(tmp_path: Path) -> None:
    [databases] = read_settings(tmp_path, "DATABASES", DATABASE_URL=f"sqlite:///{tmp_path}/other.sqlite3")
    assert databases["default"]["NAME"] == f"{tmp_path}/other.sqlite3"
    assert databases["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_postgresql_connections_are_kept_and_checked(tmp_path: Path) -> None:
    [databases] = read_settings(tmp_path, "DATABASES", DATABASE_URL="postgresql://a:b%40@db:5433/news")
    database = databases["default"]
    wanted = {"NAME": "news", "USER": "a", "PASSWORD": "b@", "HOST": "db", "PORT": 5433}
    wanted |= {"ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True}
    assert {name: database[name] for name in wanted} == wanted
    assert not database.get("OPTIONS")


def test_the_secret_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    [first] = read_settings(tmp_path / "new" / "folder", "SECRET_KEY")
    [second] = read_settings(tmp_path / "new" / "folder", "SECRET_KEY")
    [elsewhere] = read_settings(tmp_path / "elsewhere", "SECRET_KEY")
    assert len(first) >= 60
    assert second == first != elsewhere
    assert stat.S_IMODE((tmp_path / "new" / "folder" / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["secret_key"]


def test_processes_starting_together_agree_on_the_secret_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from newsarchive import settings; print(settings.SECRET_KEY)"]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path)}
    processes = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(6)
    ]
    assert len({process.communicate()[0] for process in processes}) == 1


@pytest.mark.parametrize("file", ["data", "data/secret_key"])
def test_a_data_folder_that_cannot_be_used_is_named(tmp_path: Path, file: str) -> None:
    path = tmp_path / file
    if path.name == "data":
        path.write_text("a file where the folder should be")
    else:
        path.mkdir(parents=True)
    done = run_python("", tmp_path / "data")
    assert done.returncode == 1
    assert re.search(
        rf"ImproperlyConfigured: {path} cannot be used \(.+\): choose a folder of yours with DATA_DIR=…$",
        done.stderr.strip(),
    )


def test_https_needs_a_secret_key(tmp_path: Path) -> None:
    done = run_python("", tmp_path, HTTPS="1")
    assert done.returncode == 1
    assert "ImproperlyConfigured: SECRET_KEY must be given when HTTPS=1." in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_https_closes_what_plain_http_leaves_open(tmp_path: Path) -> None:
    names = ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS")
    assert read_settings(tmp_path, *names, **PRODUCTION) == [True, True, True, 3600]
    assert read_settings(tmp_path, *names) == [False, False, False, 0]
    assert read_settings(tmp_path, "CSRF_TRUSTED_ORIGINS", **PRODUCTION) == [
        ["https://edit.example.org", "https://archive.example.org"]
    ]
    hsts = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS")
    assert read_settings(tmp_path, *hsts, **PRODUCTION) == [3600, False]
    longer = PRODUCTION | {"HSTS_SECONDS": "31536000", "HSTS_SUBDOMAINS": "1"}
    assert read_settings(tmp_path, *hsts, **longer) == [31536000, True]


@pytest.mark.parametrize("name", ["SECRET_KEY", "POSTGRES_PASSWORD"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, name: str) -> None:
    file = tmp_path / "secret"
    file.write_text(" p@ss:w/rd \n")
    given = PRODUCTION | {"DATABASE_URL": "postgresql://archive@db:5432/news"}
    given.pop(name, "")
    code = "print(settings.SECRET_KEY, settings.DATABASES['default']['PASSWORD'])"
    done = run_python(code, tmp_path, **given, **{f"{name}_FILE": str(file)})
    assert done.returncode == 0, done.stderr
    assert "p@ss:w/rd" in done.stdout
    done = run_python(code, tmp_path, **given, **{f"{name}_FILE": str(tmp_path / "none")})
    assert done.returncode == 1
    assert f"ImproperlyConfigured: {name}_FILE={tmp_path}/none cannot be read" in done.stderr


def test_a_password_in_the_url_goes_before_that_of_the_variable(tmp_path: Path) -> None:
    given = {"DATABASE_URL": "postgresql://archive:mine@db/news", "POSTGRES_PASSWORD": "other"}
    assert read_settings(tmp_path, "DATABASES", **given)[0]["default"]["PASSWORD"] == "mine"


def test_check_deploy_is_clean_with_production_settings(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), **PRODUCTION},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "System check identified no issues (2 silenced).\n"), (
        done.stderr
    )


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DEBUG", "maybe", "DEBUG must be 1 or 0, not 'maybe'."),
        ("HTTPS", "2", "HTTPS must be 1 or 0, not '2'."),
        ("HSTS_SECONDS", "1h", "HSTS_SECONDS must be a whole number, not '1h'."),
        (
            "TIME_ZONE",
            "Mars/Base",
            "TIME_ZONE must be the name of a time zone such as Asia/Baku, not 'Mars/Base'.",
        ),
        ("LOG_LEVEL", "LOUD", "LOG_LEVEL must be DEBUG, INFO, WARNING or ERROR, not 'LOUD'."),
        ("LOGIN_FAILURES", "0", "LOGIN_FAILURES must be at least 1: with 0 nobody could log in."),
        (
            "DATABASE_URL",
            "nonsense",
            "DATABASE_URL must be postgresql://user:password@host:5432/name or sqlite:////path/to/file.",
        ),
    ],
)
def test_a_wrong_value_is_named(tmp_path: Path, name: str, value: str, message: str) -> None:
    done = run_python("", tmp_path, **(PRODUCTION | {name: value}))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].endswith(f"ImproperlyConfigured: {message}")


def test_an_empty_variable_counts_as_not_given(tmp_path: Path) -> None:
    empty = dict.fromkeys(("DEBUG", "HTTPS", "SECRET_KEY", "DATABASE_URL", "TIME_ZONE", "STATIC_ROOT"), " ")
    assert read_settings(tmp_path, "DEBUG", "HTTPS", "TIME_ZONE", "STATIC_ROOT", **empty) == [
        False,
        False,
        "UTC",
        None,
    ]


def test_every_variable_stands_in_the_readme() -> None:
    settings = (ROOT / "newsarchive/settings.py").read_text()
    read = set(re.findall(r'env_\w+\("(\w+)"', settings))
    read |= {f"{name}_FILE" for name in re.findall(r'env_secret\("(\w+)"', settings)}
    read |= set(re.findall(r'environ\.get\(["\'](\w+)["\']', (ROOT / "gunicorn.conf.py").read_text()))
    listed = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert len(read) >= 15
    assert listed == read
