"""manage.py search_articles QUERY"""

from __future__ import annotations

import datetime as dt
import json
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.exporting.record import facts_of, values
from articles.lists.answering import kinds_of, kinds_said
from articles.management.database import needs_database
from articles.models import Section, Source
from articles.search.find import IndexMissing, found_articles, resolved, search
from articles.search.query import Query, Sort
from articles.search.resolving import interval
from articles.search.snippets import snippet, terms_of

MOST_RESULTS = 10_000


def _first_day(text: str) -> dt.date:
    return _interval(text)[0]


def _last_day(text: str) -> dt.date:
    return _interval(text)[1]


def _interval(text: str) -> tuple[dt.date, dt.date]:
    found = interval(text)
    if found is None:
        raise ArgumentTypeError(
            _("%(text)r is not a date such as 2020, 2020-10 or 2020-10-31") % {"text": text}
        )
    return found


def _limit(text: str) -> int:
    if not text.isdecimal() or len(text) > 9 or not 1 <= int(text) <= MOST_RESULTS:
        raise ArgumentTypeError(
            _("%(text)r is not a number from 1 to %(most)s") % {"text": text, "most": f"{MOST_RESULTS:,}"}
        )
    return int(text)


def _source(name: str | None) -> tuple[int, ...]:
    if name is None:
        return ()
    source = Source.objects.named(name)
    if source is None:
        raise CommandError(_("No source is called %(name)r.") % {"name": name}, returncode=2)
    return (source.pk,)


def _section(name: str | None) -> tuple[int, ...]:
    if name is None:
        return ()
    section = Section.objects.named(name)
    if section is None:
        raise CommandError(_("No section is called %(name)r.") % {"name": name}, returncode=2)
    return (section.pk,)


class Command(BaseCommand):
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.description = _("Searches the archive, as the pages do.")
        parser.add_argument("query", help=_("one that begins with - comes last, after --, as in: -- -war"))
        parser.add_argument("--source", help=_("name or domain of the outlet"))
        parser.add_argument("--section")
        parser.add_argument("--language", help=_("code, such as ru"))
        parser.add_argument(
            "--from", dest="date_from", type=_first_day, metavar="DATE", help=_("from this day on")
        )
        parser.add_argument("--to", dest="date_to", type=_last_day, metavar="DATE", help=_("up to this day"))
        parser.add_argument("--sort", choices=[sort.value for sort in Sort], default=Sort.RELEVANCE.value)
        parser.add_argument("--exact", action="store_true", help=_("words as typed only"))
        parser.add_argument(
            "--limit", type=_limit, default=10, help=_("1 to %(most)s") % {"most": f"{MOST_RESULTS:,}"}
        )
        parser.add_argument("--json", action="store_true", help=_("one JSON object per article"))

    @needs_database()
    def handle(self, *args: Any, **options: Any) -> None:
        query = Query(
            text=options["query"],
            sources=_source(options["source"]),
            sections=_section(options["section"]),
            languages=(options["language"],) if options["language"] else (),
            date_from=options["date_from"],
            date_to=options["date_to"],
            sort=Sort(options["sort"]),
            exact=options["exact"],
        )
        asked = resolved(query)
        for note in asked.notes:
            place = {"place": note.start + 1, "message": note.message}
            self.stderr.write(_("at %(place)d: %(message)s") % place)
        try:
            results = search(asked, limit=options["limit"], facets=(), by_kind=not options["json"])
        except IndexMissing as error:
            raise CommandError(str(error)) from error
        terms = terms_of(asked.tree, results.variants)
        matched = {hit.article_id: hit.matched for hit in results.hits}
        for article in found_articles(results):
            passage = "".join(segment.text for segment in snippet(article, terms))
            facts = facts_of(article)
            when = facts.published
            if options["json"]:
                # The day alone is `published`, as it always was; its time stands beside it.
                found = values(facts) | {
                    "headline": facts.headline,
                    "published": when.date if when else None,
                    "time": (when.time or None) if when else None,
                    "timezone": (when.timezone or None) if when else None,
                    "matched": matched[article.pk],
                    "spelled": terms.spelled(article.body, article.language)
                    if matched[article.pk] == "keys"
                    else None,
                    "snippet": passage,
                }
                self.stdout.write(json.dumps(found, ensure_ascii=False))
            else:
                said = "  ".join(filter(None, (when.date if when else "", facts.source, facts.public_id)))
                self.stdout.write(f"{article.title}\n  {said}\n  {passage}\n")
        if not options["json"]:
            counts = {"total": results.total, "milliseconds": results.took_ms}
            self.stdout.write(_("%(total)d found in %(milliseconds).0f ms") % counts)
            if said := kinds_said(kinds_of(results)):
                self.stdout.write(said)
