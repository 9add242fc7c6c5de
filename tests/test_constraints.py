"""constraints.txt pins what was tested, and all of it."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

from scripts.constraints import name_of, needed

ROOT = Path(__file__).resolve().parent.parent
LINES = (ROOT / "constraints.txt").read_text().splitlines()
PINNED = dict(line.split("==") for line in LINES if not line.startswith("#"))


def test_every_package_that_the_archive_needs_is_pinned() -> None:
    assert set(PINNED) == set(needed())
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", pinned) for pinned in PINNED.values())


def test_the_pins_are_within_the_ranges_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for line in project["dependencies"]:
        requirement = Requirement(line)
        assert PINNED[name_of(requirement.name)] in requirement.specifier, line


def test_what_is_tested_here_is_what_is_pinned_or_said_so() -> None:
    """The tests may run with newer packages than the pins, never with older ones."""
    from packaging.version import Version

    for name, pinned in PINNED.items():
        assert Version(version(name)) >= Version(pinned), f"{name}: make constraints"
