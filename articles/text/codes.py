"""What the archive says of itself, as codes: stored and counted as they are, put into words where shown.

A doubt, a rule, a reason is a code with parameters, as JSON ``{"code": "date.guess", "percent": 70}``.
``PARAMETERS`` lists every code there is; ``articles.wording.codes`` has the words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

OTHER = "other"
"""What was stored in words that no code stands for: shown as it stands."""

PARAMETERS: Mapping[str, tuple[str, ...]] = {
    OTHER: ("text",),
    # What the reader doubts.
    "bytes.broken": ("place",),  # of the first byte, from 0
    "bytes.twice": (),
    "bytes.twice_lost": (),
    "date.none": (),
    "date.future": ("date",),  # ISO 8601
    "date.no_day": ("stamp",),
    "date.guess": ("percent",),
    "date.order": ("stamp",),
    "headline.none": (),
    "headline.guess": ("percent",),
    "lead.cut": (),
    "page.menu": (),
    "body.short": ("percent",),
    "page.one_line": (),
    "page.paywall": (),
    "time.next_item": (),
    "version.another": (),
    "withdrawn.like": ("article",),
    "version.cut_short": (),
    # By which rule it took a field.
    "hint.given": (),
    "dateline": ("family",),
    "agency.byline": (),
    "body.plain": (),
    "body.prose": (),
    "byline.line": (),
    "caption.credit": (),
    "caption.headline_again": (),
    "caption.short": (),
    "caption.twice": (),
    "date.collector": (),
    "date.dateline": (),
    "date.headline": (),
    "date.stamp": (),
    "date.stamp_at_start": (),
    "date.url": (),
    "end_mark.agency": (),
    "date.jsonld": (),
    "date.opengraph": (),
    "date.microdata": (),
    "date.meta": (),
    "date.time_element": (),
    "headline.heading": (),
    "headline.json": (),
    "headline.jsonld": (),
    "headline.opengraph": (),
    "headline.title_element": (),
    "section.jsonld": (),
    "section.opengraph": (),
    "byline.jsonld": (),
    "byline.meta": (),
    "body.markup": (),
    "body.second_opinion": (),
    "language.declared": (),
    "language.hreflang": (),
    "headline.likeliest": (),
    "headline.most_like": (),
    "headline.plain": (),
    "headline.question": (),
    "headline.title": (),
    "place.capitals": (),
    "section.breadcrumb": (),
    "section.label": (),
    "section.name": (),
    "section.path": (),
    "source.credit": (),
    "source.folder": (),
    "source.host": (),
    "time.stamp": (),
    # Why a file becomes no article: as it was found,
    "found.error": ("said",),  # by the system or a library, in its words
    "found.link_out": (),
    "found.link_to_folder": (),
    "found.no_permission": (),
    "found.none": (),
    "found.not_regular": (),
    "archive.damaged": ("why",),
    "file.damaged": ("why",),
    "format.not_read": ("what",),
    "format.not_given": ("format",),
    # What a file is that is not read.
    "format.pdf": (),
    "format.png": (),
    "format.jpeg": (),
    "format.gif": (),
    "format.webp": (),
    "format.tiff": (),
    "format.bmp": (),
    "format.mp4": (),
    "format.riff": (),
    "format.sound": (),
    "format.matroska": (),
    "format.office": (),
    "format.rtf": (),
    "format.7z": (),
    "format.rar": (),
    "format.xz": (),
    "format.bzip2": (),
    "format.sqlite": (),
    "format.program": (),
    "format.djvu": (),
    "format.named": ("name",),
    "format.json": (),
    "format.feed": (),
    "format.sitemap": (),
    "format.postscript": (),
    "format.docx": (),
    "format.xlsx": (),
    "format.pptx": (),
    "format.epub": (),
    "format.odt": (),
    "format.jar": (),
    "format.mhtml": (),
    "format.eml": (),
    # What is wrong with a row of a manifest.
    "row.columns": (),
    "row.no_file": (),
    "row.no_json": ("said",),
    "row.no_object": (),
    "row.no_text": ("key",),
    "row.gone_without_url": (),
    "row.bad_seen": ("value",),
    "people.case_ending": (),
    "hint.no_text": ("name", "value"),
    "hint.too_long": ("what", "count"),
    "hint.no_name": ("what", "value"),
    "hint.no_language": ("value",),
    "hint.no_timezone": ("value",),
    "hint.no_address": ("value",),
    "hint.no_date": ("value",),
    "hint.no_year": ("value",),
    "html.too_crowded": ("count",),
    "html.too_deep": ("depth",),
    "html.no_text": (),
    "json.bad": ("said",),
    "json.no_object": (),
    "json.no_text": (),
    "json.not_text": ("name",),
    "line.too_long": ("bytes",),
    "warc.broken": ("byte", "said"),
    "warc.too_broken": ("count",),
    "warc.no_type": ("byte",),
    "warc.cut_off": (),
    "warc.no_date": (),
    "warc.no_address": (),
    "warc.gone": ("status",),
    "warc.failed": ("status",),
    "warc.too_large": ("bytes",),
    "warc.front_page": (),
    "warc.revisit_elsewhere": (),
    "archive.within": ("format",),
    "archive.leads_out": (),
    "archive.too_much": (),
    "manifest.unmet": (),
    # by its bytes,
    "bytes.twice_for_good": (),
    "file.binary": (),
    "file.broken_utf8": ("byte",),  # from 0
    "file.empty": (),
    "file.html": (),
    "file.no_encoding": (),
    "file.not_as_it_looks": ("codec", "byte"),
    "file.not_its_claim": ("codec",),
    "file.too_large": ("bytes",),  # what is too many
    # by its text,
    "page.no_prose": (),
    "page.no_text": (),
    "page.too_long": ("lines",),
    # by what happened.
    "database.refused": ("error",),
    "reader.died": (),
    "reader.failed": ("error",),
    # How two names are alike.
    "match.none": (),
    "match.no_name": (),
    "match.same_spelling": (),
    "match.same": (),
    "match.nearly": (),
    "match.similar": (),
    "match.romanised": ("like", "languages"),
    "match.without": ("like", "words"),
    "match.one_word": ("like",),
    "match.genders": ("like",),
    "match.told_apart": ("like",),
    "match.initial": ("like",),
    "match.not_sure": ("like",),
    "match.two_near": (),
    "match.kept_apart": (),
    # Whose a surname is that stands alone.
    "surname.decided": (),
    "surname.company": ("count", "people"),
    "surname.company_more": ("count", "people", "more"),
    "surname.perhaps": ("person", "why"),
    # Why the machine changed an article's status.
    "reread.gone": ("reader",),
    "reread.rejected": ("why", "reader"),
    "run.undone": ("run",),
    # Why there is a revision that no editor gave a reason for.
    "revision.first": (),
    "revision.checked": (),
    "revision.handed_back": ("fields",),
    "revision.undated": (),
    "revision.put_back": ("date",),
    # Why a task failed, or is tried again.
    "task.died": ("times",),  # its worker
    "task.no_kind": ("kind",),
    "task.raised": ("error",),  # in the words of the system or a library
}


class Code(NamedTuple):
    """One of ``PARAMETERS``, with its parameters in the order in which they were given."""

    code: str
    params: tuple[tuple[str, Value], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is stored: lists for tuples, the same form for codes among the parameters."""
        return {"code": self.code} | {name: _plain(value) for name, value in self.params}


Value = str | int | tuple[str, ...] | Code


def coded(code: str, **params: Value) -> Code:
    """That code. A test sees to it that each use of one is registered, with its parameters."""
    return Code(code, tuple(params.items()))


def stored_code(stored: Mapping[str, Any]) -> Code:
    """The code of ``as_json``; not every database keeps the order of the parameters."""
    code = str(stored["code"])
    if len(stored) == 1:  # as most are
        return Code(code)
    names = PARAMETERS.get(code, sorted(stored.keys() - {"code"}))
    return Code(code, tuple((name, _rich(stored[name])) for name in names if name in stored))


def _rich(value: Any) -> Value:
    if isinstance(value, Mapping):
        return stored_code(value)
    found: Value = tuple(value) if isinstance(value, list) else value
    return found


def _plain(value: Value) -> Any:
    if isinstance(value, Code):
        return value.as_json()
    return list(value) if isinstance(value, tuple) else value
