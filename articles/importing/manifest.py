"""A manifest: what is known about files beforehand, as CSV with a header or as one JSON object a line.

Keys: ``file`` (needed), ``url``, ``source``, ``section``, ``published``, ``language``. A relative ``file``
is looked up beside the manifest, then under the paths given to the command.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from articles.importing.hints import checked
from articles.reading.model import Hints

HINTS = ("url", "source", "section", "published", "language")
KEYS = frozenset({"file", *HINTS})


class ManifestError(ValueError):
    """The manifest cannot be used; the message names the file, the line and the reason."""


@dataclass
class Manifest:
    folder: Path
    entries: dict[str, list[Hints]]  # by the absolute path, and by the path as written
    files: list[str]  # as written
    met: set[str] = field(default_factory=set)
    path: str = ""  # its own

    def hints_for(self, path: str, root: str, hints: Hints) -> list[Hints]:
        """The file's own hints over those given for the whole run, once for every line that names it."""
        for key in self._keys(path, root):
            if found := self.entries.get(key):
                self.met.add(found[0].path)
                return [replace(own, path=hints.path).or_else(hints) for own in found]
        return [hints]

    def note_met(self, path: str, roots: list[str]) -> None:
        """This file was found, though it cannot be read."""
        for root in roots:
            self.hints_for(path, root, Hints())

    def unmet(self) -> list[str]:
        """Files that the manifest names and the run did not meet."""
        return [file for file in dict.fromkeys(self.files) if file not in self.met]

    def paths(self) -> list[str]:
        """The files themselves, for a run that is given nothing but the manifest."""
        return [str(self.folder / file) for file in dict.fromkeys(self.files)]

    def own_paths(self) -> list[str]:
        """The same; raises ManifestError for one that is not below its folder.

        A manifest that somebody handed us may name, or link to, files that are not theirs.
        """
        home = self.folder.resolve()
        for file in self.files:
            if not (self.folder / file).resolve().is_relative_to(home):
                reason = "not in the folder of the manifest: give its own folder to the command, too"
                raise ManifestError(f"{file}: {reason}")
        return self.paths()

    def _keys(self, path: str, root: str) -> Iterator[str]:
        yield str(Path(path).absolute())
        if path.startswith(root):
            yield path[len(root) :].lstrip("/")
        yield path


def read_manifest(path: str) -> Manifest:
    """Raises ManifestError naming the line for anything that is not as it should be."""
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ManifestError(
            _("%(path)s: cannot be read: %(error)s") % {"path": path, "error": error}
        ) from error
    rows = _json_rows(text, path) if text.lstrip().startswith("{") else _csv_rows(text, path)
    manifest = Manifest(file.absolute().parent, {}, [], path=str(file.absolute()))
    for n, row in rows:
        hints = _hints(row, _line(path, n))
        manifest.files.append(hints.path)
        for key in {hints.path, str(manifest.folder / hints.path)}:
            manifest.entries.setdefault(key, []).append(hints)
    if not manifest.files:
        raise ManifestError(_("%(path)s: names no files") % {"path": path})
    return manifest


def _line(path: str, number: int) -> str:
    return _("%(path)s, line %(number)d") % {"path": path, "number": number}


def _json_rows(text: str, path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise ManifestError(f"{_line(path, n)}: " + _("not JSON") + f": {error}") from error
            if not isinstance(row, dict):
                raise ManifestError(f"{_line(path, n)}: " + _("not a JSON object"))
            yield n, row


def _csv_rows(text: str, path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not reader.fieldnames or "file" not in reader.fieldnames:
        raise ManifestError(
            _("%(path)s: the first line must name the columns, `file` among them") % {"path": path}
        )
    try:
        for row in reader:
            if None in row or None in row.values():
                raise ManifestError(
                    f"{_line(path, reader.line_num)}: " + _("not as many columns as the first line")
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise ManifestError(f"{_line(path, reader.line_num)}: {error}") from error


def _hints(row: dict[str, Any], where: str) -> Hints:
    unknown = set(row) - KEYS
    if unknown:
        raise ManifestError(f"{where}: " + _("unknown keys: %(keys)s") % {"keys": ", ".join(sorted(unknown))})
    values = {key: "" if value is None else value for key, value in row.items()}
    for key, value in values.items():
        if not isinstance(value, str):
            raise ManifestError(f"{where}: " + _("%(key)s is not text") % {"key": key})
    values = {key: value.strip() for key, value in values.items()}
    if not values.get("file"):
        raise ManifestError(f"{where}: " + _("no file"))
    try:
        return checked(Hints(path=values.pop("file"), **values))
    except ValueError as error:
        raise ManifestError(f"{where}: {error}") from error
