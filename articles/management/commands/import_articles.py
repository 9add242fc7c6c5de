"""manage.py import_articles PATH…: raw text files in, articles out."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.importing.asked import OnFile
from articles.importing.formats.detecting import GIVEN, Format
from articles.importing.formats.files import Listed, Unreadable
from articles.importing.hints import checked
from articles.importing.manifest import Manifest, ManifestError, read_manifest
from articles.importing.run import Options, Outcome, Summary, import_paths
from articles.importing.watching import watch
from articles.management.database import GONE, needs_database, wait_for_database
from articles.management.progress import Progress
from articles.parallel import end_on_signals
from articles.reading.model import Hints
from articles.wording.codes import worded


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Import news pages: text, HTML, JSON lines and web archives (WARC, WACZ), told by their content; "
            "compressed by gzip or zstd, in folders (with all below), .zip and .tar.gz archives, "
            "or - for standard input. Files that are already in the archive are left alone, so "
            "a run can be repeated at any time. Exit status: 0 all well, 1 something was rejected, "
            "2 wrong arguments, 3 the database or the disk is gone."
        )
        parser.add_argument("paths", nargs="*", metavar="PATH")
        parser.add_argument(
            "--source", default="", help=_("the outlet: a domain such as turan.az, or a name")
        )
        parser.add_argument("--section", default="", help=_("the rubric, in any language"))
        parser.add_argument(
            "--section-from-folder", action="store_true", help=_("the file's folder is its section")
        )
        parser.add_argument("--language", default="", help=_("two letters, such as az (ISO 639-1)"))
        parser.add_argument("--timezone", default="", help=_("of the dates in the text, such as Asia/Baku"))
        parser.add_argument(
            "--manifest",
            metavar="FILE",
            help=_("a table (CSV) or JSON lines: file, url, source, section, published, language, timezone"),
        )
        parser.add_argument(
            "--format",
            choices=[each.value for each in GIVEN],
            help=_("what the files are, whatever they look like; compressed or not"),
        )
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help=_(
                "say what would happen to each file by itself, store nothing; "
                "that one file has a later version of another is not seen"
            ),
        )
        parser.add_argument(
            "--no-people",
            action="store_true",
            help=_("do not look for people, which takes half the time; `find_people` does it later"),
        )
        parser.add_argument(
            "--workers", type=int, default=0, metavar="N", help=_("processes that read (0: one per core)")
        )
        parser.add_argument(
            "--report",
            metavar="FILE",
            help=_("a JSON line for each file: path, outcome, reason where it was rejected, articles"),
        )
        parser.add_argument(
            "--watch",
            action="store_true",
            help=_("go on for ever: import what appears in the folder, once it is whole; nothing is moved"),
        )
        parser.add_argument("--json", action="store_true", help=_("the summary as one JSON object"))

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = _manifest(options["manifest"])
        paths = options["paths"] or _its_own_files(manifest)
        if not paths and not (manifest and manifest.gone):
            raise CommandError(_("Say what to import: a file, a folder, an archive, or - ."), returncode=2)
        run_options = Options(
            hints=_hints(options),
            manifest=manifest,
            section_from_folder=options["section_from_folder"],
            dry_run=options["dry_run"],
            workers=max(options["workers"], 0),
            people=not options["no_people"],
            format=Format(options["format"]) if options["format"] else None,
            report=options["report"] or "",
        )
        with _report(options["report"]) as on_file:
            if options["watch"]:
                self._watch(paths, run_options, options, on_file)
                return
            summary = self._import(paths, run_options, options, on_file)
        if summary.interrupted:
            self.stderr.write(_("Interrupted: what was read is stored; run the same command again to go on."))
            sys.exit(130)
        if summary.rejected:
            sys.exit(1)

    def _watch(
        self, paths: list[str], run_options: Options, options: dict[str, Any], on_file: OnFile
    ) -> None:
        if len(paths) != 1 or not Path(paths[0]).is_dir():
            raise CommandError(_("--watch takes one folder."), returncode=2)
        [folder] = paths
        ending = end_on_signals()

        def import_files(found: list[Listed]) -> bool:
            if all(run_options.is_own(one.path) for one in found):
                return True
            try:
                summary = self._import(paths, run_options, options, on_file, found)
            except CommandError as error:
                if error.returncode != GONE:
                    raise
                self.stderr.write(str(error))
                wait_for_database(ending)
                return False
            if summary.interrupted:
                ending.set()
            if run_options.manifest:  # what it says of no file has been told
                run_options.manifest.faults, run_options.manifest.gone = [], []
            return True

        self.stderr.write(_("Watching %(folder)s; Ctrl-C ends it.") % {"folder": folder})
        watch(folder, import_files, ending)

    def _import(
        self,
        paths: list[str],
        run_options: Options,
        options: dict[str, Any],
        on_file: OnFile,
        listed: list[Listed] | None = None,
    ) -> Summary:
        with needs_database(), Progress(cast(TextIO, self.stderr._out)) as progress:

            def report(summary: Summary, total: int | None) -> None:
                progress.reach(
                    summary.read,
                    total,
                    _("%(count)d rejected") % {"count": summary.rejected} if summary.rejected else "",
                )

            def on_rejected(rejected: Unreadable) -> None:
                said = {"path": rejected.path, "reason": worded(rejected.reason)}
                progress.write(_("rejected: %(path)s: %(reason)s") % said)

            summary = import_paths(paths, run_options, report, on_rejected, on_file, listed)
        self.stdout.write(_as_json(summary) if options["json"] else _as_text(summary, options["dry_run"]))
        return summary


@contextmanager
def _report(path: str | None) -> Iterator[OnFile]:
    if not path:
        yield lambda outcome: None
        return
    try:
        Path(path).touch()
    except OSError as error:
        raise CommandError(
            _("%(path)s: cannot be written: %(error)s") % {"path": path, "error": error.strerror},
            returncode=2,
        ) from error
    with Path(path).open("w", encoding="utf-8", buffering=1) as file:  # whoever watches it sees whole lines
        yield lambda outcome: print(_as_line(outcome), file=file)


def _as_line(outcome: Outcome) -> str:
    told = {name: value for name, value in asdict(outcome).items() if value}
    return json.dumps(told, ensure_ascii=False)


def _its_own_files(manifest: Manifest | None) -> list[str]:
    try:
        return manifest.own_paths() if manifest else []
    except ManifestError as error:
        raise CommandError(str(error), returncode=2) from error


def _manifest(path: str | None) -> Manifest | None:
    if not path:
        return None
    try:
        return read_manifest(path)
    except ManifestError as error:
        raise CommandError(str(error), returncode=2) from error


def _hints(options: dict[str, Any]) -> Hints:
    given = {name: options[name] for name in ("source", "section", "language", "timezone")}
    try:
        return checked(Hints(**given))
    except ValueError as error:
        raise CommandError(f"{error}.", returncode=2) from error


def _as_json(summary: Summary) -> str:
    left_out = ("interrupted", "doubts", "statuses")
    return json.dumps({key: value for key, value in asdict(summary).items() if key not in left_out})


def _as_text(summary: Summary, dry_run: bool) -> str:
    rate = f" ({summary.read / summary.seconds:.0f}/s)" if summary.seconds else ""
    undated = _(", %(undated)d published undated") % asdict(summary) if summary.undated else ""
    said = _(
        "%(read)d files read in %(seconds).1f s%(rate)s: %(imported)d imported, %(updated)d updated, "
        "%(unchanged)d unchanged, %(rejected)d rejected; %(needs_review)d to review%(undated)s."
    ) % (asdict(summary) | {"rate": rate, "undated": undated})
    if gone := summary.gone:
        told = ngettext(
            "%(count)d address was told to be gone.", "%(count)d addresses were told to be gone.", gone
        )
        said += " " + told % {"count": gone}
    return _("Dry run, nothing stored.") + f" {said}" if dry_run else said
