"""A node of OpenSearch of the tests' own: started when first asked for, gone with the process.

Where there is none to be had, tests that want one are skipped with the reason, which fails in CI.
"""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from functools import cache
from pathlib import Path

import pytest
from opensearchpy import OpenSearch

from articles.search.opensearch_engine.cluster import connected

SCRIPT = Path(__file__).resolve().parent.parent / "scripts/opensearch.sh"
ROOM = 1_000_000_000  # bytes
STARTED_WITHIN = 180  # seconds, while other tests keep the machine busy

# With a pipe as standard input: when it closes, because its owner is done or has died in whatever way, the
# node is ended and its folder removed.
KEEPER = """
sh "$1" run "$2" > "$2/said" 2>&1 &
read -r _
kill -TERM $! 2>/dev/null
wait $!
rm -rf "$2"
"""


class NoNodeError(Exception):
    """There is none here; the text says why."""


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def start(**environment: str) -> tuple[str, subprocess.Popen[bytes]]:
    """(address, keeper) of a node that answers. Raises NoNodeError."""
    fetched = subprocess.run(["sh", SCRIPT, "fetch"], capture_output=True, text=True, check=False)
    if fetched.returncode:
        raise NoNodeError(fetched.stderr.strip())
    # In memory, where there is such a folder: each test makes indexes of its own.
    memory = Path("/dev/shm")
    has_room = os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="node-", dir=memory if has_room else None))
    folder.chmod(0o755)
    port, transport = free_ports(2)
    keeper = subprocess.Popen(
        ["sh", "-c", KEEPER, "keeper", SCRIPT, folder],
        stdin=subprocess.PIPE,
        env=os.environ | {"PORT": str(port), "TRANSPORT_PORT": str(transport), "JIT": "1"} | environment,
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and keeper.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{address}/_cluster/health?wait_for_status=yellow&timeout=5s", timeout=9)
            return address, keeper
        time.sleep(0.2)
    said = (folder / "said").read_text(errors="replace")[-500:]
    end(keeper)
    shutil.rmtree(folder, ignore_errors=True)
    raise NoNodeError(f"The node did not start: {said}")


def end(keeper: subprocess.Popen[bytes]) -> None:
    assert keeper.stdin is not None
    keeper.stdin.close()
    keeper.wait(60)


@cache
def _started() -> str | NoNodeError:
    if given := os.environ.get("TEST_OPENSEARCH_URL"):
        return given
    try:
        address, keeper = start()
    except NoNodeError as error:
        return error
    atexit.register(end, keeper)
    return address


def address() -> str:
    """Of the node of this process."""
    found = _started()
    if isinstance(found, NoNodeError):
        pytest.skip(str(found))
    return found


@cache
def _connected(url: str) -> OpenSearch:
    return connected([url], timeout=30)


def client() -> OpenSearch:
    return _connected(address())
