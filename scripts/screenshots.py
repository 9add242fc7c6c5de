"""Makes the pictures of the README: serves an archive of the samples for a moment and looks at it.

python -m scripts.screenshots            # into docs/
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 960, "height": 640}
NAME, PASSWORD = "editor", "only for these pictures"
PATIENCE = 60.0  # seconds until it serves


@contextmanager
def archive(folder: str) -> Iterator[str]:
    """The address of an archive of the samples, with an editor."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    account = {
        "DJANGO_SUPERUSER_USERNAME": NAME,
        "DJANGO_SUPERUSER_EMAIL": "editor@example.org",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    env = os.environ | {"DATA_DIR": folder, "DATABASE_URL": ""} | account

    def manage(*arguments: str) -> None:
        subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=env, check=True)  # noqa: S603

    manage("migrate", "--verbosity=0")
    manage("import_articles", "samples")
    manage("createsuperuser", "--noinput")
    served = [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    with subprocess.Popen(served, cwd=ROOT, env=env, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            yield waited_for(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()


def waited_for(address: str) -> str:
    """The address, once something answers there. Raises TimeoutError."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/healthz"):  # noqa: S310 - this computer's own
                return address
        except URLError:
            time.sleep(0.3)
    raise TimeoutError(address)


def take(page: Page, address: str) -> Iterator[str]:
    """Opens each page in turn; the name of its picture when it is there to be looked at."""
    page.goto(f"{address}/articles/?q=bridge")
    page.locator(".hit-title a").first.click()
    yield "readers"
    page.goto(f"{address}/places/")
    yield "researchers"
    page.goto(f"{address}/desk/")
    page.locator("input[name=username]").fill(NAME)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    yield "editors"


def main() -> None:
    chromium = next(
        (path for path in ("/usr/bin/chromium", "/usr/bin/chromium-browser") if Path(path).exists()), None
    )
    with TemporaryDirectory() as folder, archive(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        page = browser.new_page(viewport=SIZE, color_scheme="light")  # type: ignore[arg-type]
        for name in take(page, address):
            file = ROOT / "docs" / f"{name}.png"
            page.screenshot(path=file)
            print(f"{file.name}: {file.stat().st_size:,} bytes")
        browser.close()


if __name__ == "__main__":
    main()
