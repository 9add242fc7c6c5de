"""Indexable pages before Lighthouse, as a phone sees them: `make soak ONLY=lighthouse`.

Lighthouse is npm's (`npm install -g lighthouse`, or LIGHTHOUSE=path/to/lighthouse); CHROME_PATH says which
browser it drives. LIGHTHOUSE_DATA is the data folder of an archive to look at in place of the samples.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LIGHTHOUSE = os.environ.get("LIGHTHOUSE") or shutil.which("lighthouse")
PAGES = ("/", "/articles/", "/dates/", "/people/", "/places/", "/sources/", "/help/search/")
WHOLE = ("accessibility", "best-practices", "seo")  # 100 of 100
PERFORMANCE, PAINTED, SHIFTED, BYTES = (
    0.98,
    1200,
    0.02,
    100_000,
)  # of 1; ms; share of the screen; over the wire

pytestmark = pytest.mark.skipif(
    not LIGHTHOUSE, reason="LIGHTHOUSE IS NOT THERE: npm install -g lighthouse, or LIGHTHOUSE=its path"
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An archive as `make run` serves it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = os.environ.get("LIGHTHOUSE_DATA") or str(tmp_path_factory.mktemp("data"))
    environment = os.environ | {"DATA_DIR": data, "PORT": str(port)}
    server = subprocess.Popen([sys.executable, "-m", "scripts.run"], cwd=ROOT, env=environment)
    address = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 120
        while server.poll() is None and time.monotonic() < deadline:
            try:
                for page in PAGES:  # each process opens its index with its first page
                    urllib.request.urlopen(address + page, timeout=20).close()
                break
            except OSError:
                time.sleep(0.5)
        yield address
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def told(served: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What Lighthouse says of each page."""
    folder, found = tmp_path_factory.mktemp("lighthouse"), {}
    for number, page in enumerate(PAGES):
        path = folder / f"{number}.json"
        subprocess.run(
            [
                *(str(LIGHTHOUSE), served + page, "--quiet", "--output=json", f"--output-path={path}"),
                "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
            ],
            check=True,
            timeout=180,
        )
        found[page] = json.loads(path.read_text())
    return found


def test_pages_lack_nothing(told: dict[str, dict[str, Any]]) -> None:
    scores = {page: {name: one["categories"][name]["score"] for name in WHOLE} for page, one in told.items()}
    assert scores == dict.fromkeys(PAGES, dict.fromkeys(WHOLE, 1))


def number(one: dict[str, Any], audit: str) -> float:
    return float(one["audits"][audit]["numericValue"])


def test_pages_are_light_and_stand_still(told: dict[str, dict[str, Any]]) -> None:
    assert {
        page: size for page, one in told.items() if (size := number(one, "total-byte-weight")) > BYTES
    } == {}
    shifts = {page: number(one, "cumulative-layout-shift") for page, one in told.items()}
    assert {page: shift for page, shift in shifts.items() if shift > SHIFTED} == {}


def test_pages_are_quick(told: dict[str, dict[str, Any]]) -> None:
    seen = {
        page: (one["categories"]["performance"]["score"], round(number(one, "largest-contentful-paint")))
        for page, one in told.items()
    }
    print(seen)
    slow = {page: one for page, one in seen.items() if one[0] < PERFORMANCE or one[1] > PAINTED}
    assert slow == {}
