"""Installs the project's dependencies, and those of the extras named, into the environment it runs in.

What was installed is noted in the environment, so that the next time asks no network, until
pyproject.toml asks for other packages.
"""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def requirements(extras: list[str]) -> list[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = project["optional-dependencies"]
    return project["dependencies"] + [requirement for extra in extras for requirement in optional[extra]]


def install(extras: list[str]) -> int:
    """Pip's exit status; 0 if there was nothing to do."""
    note = Path(sys.prefix, "installed.txt")
    installed = set(note.read_text(encoding="utf-8").splitlines()) if note.exists() else set()
    wanted = requirements(extras)
    missing = set(wanted) - installed
    if not missing:
        return 0
    print(f"Installing {len(missing)} packages and what they need, once", flush=True)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    status = subprocess.run([*pip, *wanted], check=False).returncode  # noqa: S603 (our own list)
    if status == 0:
        note.write_text("\n".join(sorted(installed | set(wanted))) + "\n", encoding="utf-8")
    else:
        print("The packages could not be installed; pip says above why.", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(install(sys.argv[1:]))
