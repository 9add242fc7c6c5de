"""manage.py match_names --candidates FILE --queries FILE"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from articles.names.lookup import NameIndex
from articles.text.codes import coded
from articles.wording.codes import worded


def _named(path: Path) -> Iterator[tuple[Any, str, str]]:
    """(id, name, language) of each line; raises CommandError, with file and line, for what is not so."""
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(line, _("%(path)s, line %(number)d") % {"path": path, "number": number})
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}", returncode=2) from error
    except UnicodeDecodeError as error:
        raise CommandError(
            _("%(path)s: is not UTF-8 (%(reason)s at byte %(byte)d)")
            % {"path": path, "reason": error.reason, "byte": error.start}
        ) from error


def _record(line: str, where: str) -> tuple[Any, str, str]:
    try:
        record = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CommandError(
            _("%(where)s: is not JSON (%(error)s)") % {"where": where, "error": error}
        ) from error
    if not isinstance(record, dict):
        raise CommandError(_("%(where)s: is not an object with id, name, lang") % {"where": where})
    id, name, language = record.get("id"), record.get("name"), record.get("lang") or ""
    if not isinstance(id, str | int) or isinstance(id, bool):
        raise CommandError(_('%(where)s: "id" is missing, or neither text nor a number') % {"where": where})
    if not isinstance(name, str):
        raise CommandError(_('%(where)s: "name" is missing or is not text') % {"where": where})
    if not isinstance(language, str):
        raise CommandError(_('%(where)s: "lang" is not text') % {"where": where})
    return id, name, language


class Command(BaseCommand):
    # No database is touched.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _(
            "Finds each query's name among the candidates, whatever the script and spelling. Both files hold "
            "one JSON object {id, name, lang} per line; one line {id, match, score, reason} is written per "
            "query, match being the candidate's id, or null where none is sure."
        )
        parser.add_argument("--candidates", required=True, metavar="FILE")
        parser.add_argument("--queries", required=True, metavar="FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        index: NameIndex = NameIndex()
        ids: dict[str, Any] = {}
        for id, name, language in tqdm(_named(Path(options["candidates"])), desc="candidates", disable=None):
            ids[json.dumps(id)] = id
            index.add(json.dumps(id), name, language)
        for id, name, language in _named(Path(options["queries"])):
            answer: dict[str, Any] = {"id": id, "match": None, "score": 0.0}
            reason = coded("match.none")
            found, best = index.find(name, language), index.candidates(name, language, limit=1)
            if found is not None:
                answer |= {"match": ids[found.id], "score": found.score}
                reason = found.reason
            elif best:
                answer["score"] = best[0].score
                reason = coded("match.not_sure", like=best[0].reason)
            answer["reason"] = worded(reason)
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
