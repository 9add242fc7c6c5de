"""The archive as gunicorn serves it, in a process of its own, and raw requests to it."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SECRET_KEY = "gR7-mQ2v_tY9wKx4LzB8nPc5HdJ6sFa3UeWi1OoZqXbTyVrN0u"


@dataclass(frozen=True)
class Served:
    port: int
    log: Path

    def ask(
        self, path: str = "/", headers: dict[str, str] | None = None, method: str = "GET"
    ) -> tuple[int, str]:
        """(status, everything that came), with exactly these headers; Host is 127.0.0.1 unless given."""
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close"} | (headers or {})
        said = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(f"{method} {path} HTTP/1.1\r\n{said}\r\n".encode())
            came = b""
            while part := line.recv(65536):
                came += part
        text = came.decode("utf-8", "replace")
        return int(text.split(" ", 2)[1]), text


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def manage(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **variables},
        capture_output=True,
        text=True,
        check=False,
    )


@contextlib.contextmanager
def served(folder: Path, *options: str, **variables: str) -> Iterator[Served]:
    """The archive in the folder, which is migrated already; its log beside the folder."""
    port = free_port()
    log = folder.parent / f"{port}.log"
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "PORT": str(port), **variables}
    with log.open("w") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", *options], cwd=ROOT, env=environment, stdout=told, stderr=told
        )
        try:
            until_it_listens(port)
            yield Served(port, log)
        finally:
            process.terminate()
            process.wait(timeout=30)


def until_it_listens(port: int, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            assert time.monotonic() < deadline, "it does not listen"
            time.sleep(0.05)
        else:
            return
