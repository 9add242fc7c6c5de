"""What an import run is asked for, and what it says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.importing.formats.detecting import Format
from articles.importing.formats.files import Unreadable
from articles.importing.manifest import Manifest
from articles.importing.storing import Fate, Stored
from articles.reading.model import Hints


@dataclass
class Options:
    hints: Hints = field(default_factory=Hints)
    manifest: Manifest | None = None
    section_from_folder: bool = False
    dry_run: bool = False
    workers: int = 0
    format: Format | None = None  # what the files are, whatever they look like
    people: bool = True  # look for them; else `find_people` does it later
    report: str = ""  # the file in which is told what became of each

    def is_own(self, path: str) -> bool:
        """Whether this file is the run's manifest or its report, which may lie among the pages."""
        if self.manifest and self.manifest.is_at(path):
            return True
        return bool(self.report) and Path(path).absolute() == Path(self.report).absolute()

    def as_arguments(self, paths: list[str]) -> dict[str, Any]:
        """As a run's row keeps them."""
        arguments: dict[str, Any] = {
            "paths": [str(Path(path)) for path in paths],
            "section_from_folder": self.section_from_folder,
        }
        if not self.people:
            arguments["no_people"] = True
        if self.manifest and self.manifest.path:
            arguments["manifest"] = self.manifest.path
        return arguments | {
            name: value
            for name in ("source", "section", "language", "timezone")
            if (value := getattr(self.hints, name))
        }


@dataclass
class Summary:
    """Files: ``read`` = imported + updated + unchanged + rejected. ``articles`` are those made new.

    ``doubts`` are counted by their codes, ``statuses`` are those of articles made or updated.
    """

    read: int = 0
    imported: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    needs_review: int = 0
    undated: int = 0  # articles of these files that are published without a date
    articles: int = 0
    gone: int = 0  # addresses told to answer no more, each as often as it was told
    seconds: float = 0.0
    run: int | None = None
    interrupted: bool = False
    doubts: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)

    def count(self, stored: Stored) -> None:
        """What became of one file, ``read`` not among it."""
        setattr(self, stored.fate.value, getattr(self, stored.fate.value) + 1)
        self.needs_review += stored.needs_review
        self.undated += stored.undated
        self.statuses.update(str(article.status) for article in stored.articles)
        self.doubts.update(stored.doubts)
        if stored.fate is Fate.IMPORTED:
            self.articles += len(stored.articles)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; ``outcome`` is a ``Fate`` or "rejected", articles are public ids."""

    path: str
    outcome: str
    reason: str = ""  # in words
    articles: tuple[str, ...] = ()


Report = Callable[[Summary, int | None], None]  # the counts so far, and how many files there are
OnRejected = Callable[[Unreadable], None]
OnFile = Callable[[Outcome], None]
