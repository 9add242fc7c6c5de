"""Another try at what a run met, as tasks: its rejected files, or all its originals with other hints."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

from articles.editing.vocabulary import editors_names
from articles.importing.asked import Options
from articles.importing.manifest import ManifestError, read_manifest
from articles.importing.readers import Job, read_here
from articles.importing.rereading import groups_of, originals_to_read, settle
from articles.importing.run import import_paths
from articles.models import ImportEntry, ImportRun
from articles.models.turns import give_way, take_turn
from articles.people.finding import known_names
from articles.reading.model import Hints
from articles.working.work import Work

FILES = 200  # rejected ones tried again in one run
ORIGINALS = 5  # read and settled in one transaction
HINTS = frozenset(field.name for field in fields(Hints)) - {"path"}


def options_of(run: ImportRun) -> Options:
    """As the run was asked for; a manifest that is gone is not asked."""
    arguments: dict[str, Any] = run.arguments
    options = Options(
        hints=Hints(**{name: arguments[name] for name in HINTS if arguments.get(name)}),
        section_from_folder=bool(arguments.get("section_from_folder")),
        people=not arguments.get("no_people"),
        workers=1,
    )
    if arguments.get("manifest"):
        try:
            options.manifest = read_manifest(arguments["manifest"])
        except ManifestError:
            options.manifest = None
    return options


def rejected_files(run: ImportRun) -> list[str]:
    """The files and archives of this host that a run has rejected, or something in them; in their order."""
    entries = run.entries.filter(outcome=ImportEntry.Outcome.REJECTED).order_by("pk")
    there = (_on_disk(path) for path in entries.values_list("path", flat=True).iterator())
    return list(dict.fromkeys(path for path in there if path))


def _on_disk(path: str) -> str:
    """The file, or the archive that holds it; "" where it is gone, or was no file."""
    for one in (Path(path), *Path(path).parents):
        if one.is_file():
            return str(one)
        if one.is_dir():
            return ""
    return ""


def try_rejected(work: Work) -> Iterator[None]:
    """The task: the rejected files of a run, in new runs with the same arguments."""
    run = ImportRun.objects.get(pk=work.arguments["run"])
    files = rejected_files(run)
    work.reach(total=len(files))
    while (at := int(work.cursor.get("at", 0))) < len(files):
        some = files[at : at + FILES]
        summary = import_paths(some, options_of(run))
        asked = ImportRun.objects.filter(pk=summary.run or 0, asked_to_stop=True).exists()
        if not summary.interrupted or asked:  # else the worker ends, and the next one goes on with these
            with work.batch():
                runs = [*work.cursor.get("runs", []), summary.run]
                work.reach(cursor={"at": at + len(some), "runs": runs}, done=at + len(some))
        yield


def read_again(work: Work) -> Iterator[None]:
    """The task: what a run brought is read with other hints, which win over those it was read with before."""
    run = ImportRun.objects.get(pk=work.arguments["run"])
    given = Hints(**{name: value for name, value in work.arguments["hints"].items() if name in HINTS})
    originals = originals_to_read(run=run, again=True).order_by("pk")
    if work.total is None:
        work.reach(total=originals.count())
    changed = int(work.cursor.get("changed", 0))
    last = int(work.cursor.get("last", 0))
    while chunk := list(originals.filter(pk__gt=last)[:ORIGINALS]):
        last = chunk[-1].pk
        groups = [
            (articles, Job(original.data, given.or_else(hints), original.media_type))
            for original, hints, articles in groups_of(chunk)
        ]
        done = list(read_here((job for _, job in groups), known_names(), editors_names()))
        give_way()
        with work.batch():
            take_turn()
            read = [(articles, one) for (articles, _), one in zip(groups, done, strict=True)]
            changed += sum(map(len, settle(read)))
            work.reach(cursor={"last": last, "changed": changed}, done=work.done + len(chunk))
        yield
