"""Keeps a worker running beside the web server that started this; both end with it, however it ends.

    python -m scripts.keep_worker PID

A worker that died is started again. Where the process PID, its parent, is gone, the worker is told to end; it
does so after its batch. The worker in turn ends where this process is gone.
"""

import os
import signal
import subprocess
import sys
import time
from types import FrameType

WORKER = [sys.executable, "manage.py", "work", "--end-with-parent"]
POLL_SECONDS = 0.5
PAUSE_SECONDS = 2.0  # before a worker that died is started again
PATIENCE_SECONDS = 20.0  # for its last batch


class _Ending(Exception):
    pass


def _end(number: int, frame: FrameType | None) -> None:
    raise _Ending


def keep(parent: int) -> None:
    """Until ``parent`` is gone, or this process is told to end."""
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    worker: subprocess.Popen[bytes] | None = None
    try:
        while os.getppid() == parent:
            if worker is None:
                worker = subprocess.Popen([*WORKER, str(os.getpid())])  # noqa: S603 (our own command)
            try:
                status = worker.wait(POLL_SECONDS)
            except subprocess.TimeoutExpired:
                continue
            print(f"The worker ended with status {status} and is started again.", file=sys.stderr, flush=True)
            worker = None
            time.sleep(PAUSE_SECONDS)
    except _Ending:
        pass
    finally:
        # Told once; a terminal's Ctrl-C may come to all of us.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if worker is not None:
            end(worker)


def end(worker: "subprocess.Popen[bytes]") -> None:
    worker.terminate()
    try:
        worker.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()


if __name__ == "__main__":
    keep(int(sys.argv[1]))
