"""A manifest: what is known about files beforehand, as a table with a header or as one JSON object a line.

Keys: ``file`` (needed), ``url``, ``source``, ``section``, ``published``, ``language``, ``timezone``; others
are left alone. A relative ``file`` is looked up beside the manifest, then under the paths given to the
command. A row with ``status: gone`` says that its ``url`` answers no more, since ``seen`` at the latest; it
needs no file.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from articles.importing.formats.files import Unreadable
from articles.importing.hints import BadHint, checked, checked_hint
from articles.importing.tables import TableError, rows_of, table_text, text_or_none
from articles.reading.model import Hints
from articles.text.codes import Code, coded
from articles.wording.codes import worded

HINTS = ("url", "source", "section", "published", "language", "timezone")
KEYS = frozenset({"file", *HINTS})
GONE = "gone"


class ManifestError(ValueError):
    """The manifest cannot be used; the message names the file, the line and the reason."""


@dataclass
class Manifest:
    folder: Path
    entries: dict[str, list[Hints]]  # by the absolute path, and by the path as written
    files: list[str]  # as written
    met: set[str] = field(default_factory=set)
    path: str = ""  # its own
    faults: list[Unreadable] = field(default_factory=list)  # rows that cannot be used
    gone: list[tuple[str, dt.datetime | None]] = field(default_factory=list)  # address, when that was seen

    def hints_for(self, path: str, root: str, hints: Hints) -> list[Hints]:
        """The file's own hints over those given for the whole run, once for every line that names it."""
        for key in self._keys(path, root):
            if found := self.entries.get(_key(key)):
                self.met.add(found[0].path)
                return [replace(own, path=hints.path).or_else(hints) for own in found]
        return [hints]

    def note_met(self, path: str, roots: list[str]) -> None:
        """This file was found, though it cannot be read."""
        for root in roots:
            self.hints_for(path, root, Hints())

    def is_at(self, path: str) -> bool:
        """Whether this file is the manifest itself, which lies among the pages that it names."""
        return bool(self.path) and Path(path).absolute() == Path(self.path).absolute()

    def unmet(self) -> list[str]:
        """Files that the manifest names and the run did not meet."""
        return [file for file in dict.fromkeys(self.files) if file not in self.met]

    def paths(self) -> list[str]:
        """The files themselves, for a run that is given nothing but the manifest."""
        return [self._on_disk(file) for file in dict.fromkeys(self.files)]

    def _on_disk(self, file: str) -> str:
        """As the disk writes its letters, composed or not."""
        path = self.folder / file
        forms = (path, *(self.folder / unicodedata.normalize(form, file) for form in ("NFC", "NFD")))
        return str(next((form for form in forms if form.exists()), path))

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
    """A row that cannot be used is a fault of the manifest, and the others are read.

    Raises ManifestError where none can, or what it is cannot be told.
    """
    file = Path(path)
    try:
        text = table_text(file.read_bytes())
    except (OSError, TableError) as error:
        raise ManifestError(
            _("%(path)s: cannot be read: %(error)s") % {"path": path, "error": error}
        ) from error
    rows = _json_rows(text) if text.lstrip().startswith("{") else _csv_rows(text, path)
    manifest = Manifest(file.absolute().parent, {}, [], path=str(file.absolute()))
    for n, row in rows:
        where = _("%(path)s, line %(number)d") % {"path": path, "number": n}
        try:
            known = _known(row) if isinstance(row, dict) else _fault(row)
            if known["status"].lower() == GONE:
                manifest.gone.append(_gone(known))
                if not known["file"]:
                    continue
            hints = _hints(known)
        except BadHint as error:
            manifest.faults.append(Unreadable(where, error.why))
            continue
        manifest.files.append(hints.path)
        for key in {_key(hints.path), _key(str(manifest.folder / hints.path))}:
            manifest.entries.setdefault(key, []).append(hints)
    if not manifest.files and not manifest.gone:
        fault = next(iter(manifest.faults), None)
        if fault is not None:
            raise ManifestError(f"{fault.path}: {worded(fault.reason)}")
        raise ManifestError(_("%(path)s: names no files") % {"path": path})
    return manifest


def _key(path: str) -> str:
    """A path as it is compared: some systems compose letters, others do not."""
    return unicodedata.normalize("NFC", path)


def _fault(reason: Code) -> NoReturn:
    raise BadHint(reason)


def _json_rows(text: str) -> Iterator[tuple[int, dict[str, Any] | Code]]:
    for n, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                yield n, coded("row.no_json", said=str(error))
            else:
                yield n, row if isinstance(row, dict) else coded("row.no_object")


def _csv_rows(text: str, path: str) -> Iterator[tuple[int, dict[str, Any] | Code]]:
    rows = rows_of(text)
    try:
        _first, header = next(rows)
    except csv.Error:
        header = {}
    if "file" not in header and not {"url", "status"} <= set(header):
        raise ManifestError(
            _("%(path)s: the first line must name the columns, `file` among them") % {"path": path}
        )
    yield from rows


def _known(row: dict[str, Any]) -> dict[str, str]:
    """What a row says, "" for what it does not; what is not known of is left alone. Raises BadHint."""
    told = {name.strip().lower(): value for name, value in row.items()}
    values = {}
    for key in (*KEYS, "status", "seen"):
        value = text_or_none(told.get(key))
        if value is None and key in KEYS:
            raise BadHint(coded("row.no_text", key=key))
        values[key] = (value or "").strip()
    return values


def _hints(known: dict[str, str]) -> Hints:
    """Raises BadHint."""
    file = known["file"].replace("\\", "/")
    if not file:
        raise BadHint(coded("row.no_file"))
    if any("\ud800" <= letter <= "\udfff" for letter in file):
        raise BadHint(coded("hint.no_text", name="file", value=repr(file)))
    return checked(Hints(path=file, **{name: known[name] for name in HINTS}))


def _gone(known: dict[str, str]) -> tuple[str, dt.datetime | None]:
    """The address, and when it was seen that it answers no more: of a day its first moment, in UTC.

    Raises BadHint.
    """
    if not known["url"]:
        raise BadHint(coded("row.gone_without_url"))
    url = checked_hint("url", known["url"])
    if not known["seen"]:
        return url, None
    try:
        seen = dt.datetime.fromisoformat(known["seen"])
        return url, seen.astimezone(dt.UTC) if seen.tzinfo else seen.replace(tzinfo=dt.UTC)
    except (ValueError, OverflowError) as error:  # also a moment that is in UTC before all years
        raise BadHint(coded("row.bad_seen", value=known["seen"])) from error
