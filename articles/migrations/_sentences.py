"""The sentences that were stored before there were codes, and the code that each stands for.

Kept as they were, whatever the archive says today. ``{name}`` is a text, ``{name:d}`` a number, ``{name:grouped}`` one with
commas between its thousands, ``{name:list}`` has commas between, ``{name:repr}`` is quoted as Python does, ``{name:languages}`` are their English names,
``{name:code}`` is a sentence of the same table, ``{name:any}`` one of it or any other.
"""

from __future__ import annotations

import ast
import re
from functools import cache
from typing import Any

Table = tuple[tuple[str, str], ...]

DOUBTS: Table = (
    ("date.none", "no date was found"),
    ("date.future", "the dateline's date {date} lies in the future"),
    ("date.guess", "the date is a guess among several: {percent:d}% likely"),
    ("date.order", "{stamp:repr} can be read day first or month first"),
    ("headline.none", "no line is clearly the headline"),
    ("headline.guess", "the headline is a guess: {percent:d}% likely"),
    ("lead.cut", "a lead cut off in the middle stands above the text"),
    ("page.menu", "the page may be an index or a menu: little of it is one text"),
    ("page.one_line", "the file is one line without a full stop"),
    ("page.paywall", "the page may be a paywall's stub: it asks to subscribe and holds little text"),
    ("time.next_item", "the stamp after the text may belong to the next item: its section is another"),
    ("version.another", "another article with another text came from the same address"),
    ("version.cut_short", "less than a third of the earlier version's text is left"),
)
RULES: Table = (
    ("hint.given", "hint"),
    ("dateline", "dateline, {family}"),
    ("agency.byline", "the byline under the dateline"),
    ("body.plain", "the text of a plain file"),
    ("body.prose", "the prose of the page"),
    ("byline.line", "a byline"),
    ("caption.credit", "a photo credit or a bare name above the text"),
    ("caption.headline_again", "the headline again, as a block of its own above the text"),
    ("caption.short", "a short line above the headline"),
    ("caption.twice", "a line set twice above the text"),
    ("date.collector", "the collector's prefix"),
    ("date.dateline", "dateline"),
    ("date.headline", "date in the headline"),
    ("date.stamp", "stamp"),
    ("date.stamp_at_start", "the stamp at the start of the text"),
    ("date.url", "date in the URL"),
    ("end_mark.agency", "an agency's end mark"),
    ("headline.likeliest", "the likeliest headline of a long page"),
    ("headline.most_like", "the most headline-like line above the text"),
    ("headline.plain", "the line above a plain text"),
    ("headline.question", "a question that the text answers"),
    ("headline.title", "the page's title stands again"),
    ("place.capitals", "a city in capitals above the text"),
    ("section.breadcrumb", "breadcrumb"),
    ("section.name", "a section's name"),
    ("source.credit", "the dateline's credit"),
    ("source.folder", "folder named as a domain"),
    ("source.host", "host of the URL"),
    ("time.stamp", "stamp that agrees with the dateline"),
)
REASONS: Table = (
    ("surname.decided", "surname, as an editor said of it elsewhere in the article"),
    ("surname.company_more", "surname, and {count:d} people in common: {people:list} and {more:d} more"),
    ("surname.company", "surname, and {count:d} people in common: {people:list}"),
    ("surname.company", "surname, and {count:d} person in common: {people:list}"),
    ("surname.perhaps", "perhaps {person}: {why:code}"),
    ("match.same_spelling", "same spelling"),
    ("match.no_name", "no name"),
    ("match.two_near", "a name in the archive is as near to one as to the other"),
    ("match.kept_apart", "an editor keeps them apart"),
    ("match.one_word", "one word in common only: {like:code}"),
    ("match.genders", "one is a woman's name, one a man's: {like:code}"),
    ("match.initial", "an initial only: {like:code}"),
    ("match.without", "{like:code}, without {words:list}"),
    ("match.romanised", "{like:code} after romanising from {languages:languages}"),
    ("match.same", "same"),
    ("match.nearly", "nearly the same"),
    ("match.similar", "similar"),
)
STATUSES: Table = (
    ("reread.rejected", "the reader now rejects it: {why} (reader {reader})"),
    ("reread.gone", "the reader no longer sees it on its page (reader {reader})"),
)
REJECTIONS: Table = (
    ("found.link_out", "a link that leads out of the folder is not followed"),
    ("found.link_to_folder", "a link to a folder is not followed"),
    ("found.no_permission", "no permission to read it"),
    ("found.none", "no such file"),
    ("found.not_regular", "not a regular file"),
    ("archive.damaged", "a damaged archive: {why:any}"),
    ("archive.leads_out", "its path leads out of the archive"),
    ("archive.too_much", "it unpacks to far more than its size; the rest was not read"),
    ("manifest.unmet", "named in the manifest, but not among the files"),
    ("bytes.twice_for_good", "the text was encoded twice and cannot be made whole"),
    ("file.binary", "the file is binary, not text"),
    ("file.broken_utf8", "broken UTF-8 at byte {byte:grouped}"),
    ("file.empty", "the file is empty"),
    ("file.html", "the file is HTML; the reader takes the visible text of a page"),
    ("file.no_encoding", "the file's encoding cannot be told"),
    ("file.not_as_it_looks", "the file looks like {codec} but is not, at byte {byte:grouped}"),
    ("file.not_its_claim", "the file claims to be {codec} but is not"),
    ("file.too_large", "the file is larger than {bytes:grouped} bytes"),
    ("page.no_prose", "no article: nothing on the page is a text of sentences"),
    ("page.no_text", "the file holds no text"),
    ("page.too_long", "no article: {lines:grouped} lines are not one page"),
    ("database.refused", "the database refused it: {error}"),
    ("reader.died", "the process that read it died"),
    ("reader.failed", "the reader failed: {error}"),
)
_LANGUAGES = {
    "ru": "Russian", "uk": "Ukrainian", "be": "Belarusian", "bg": "Bulgarian", "sr": "Serbian",
    "mk": "Macedonian", "kk": "Kazakh", "hy": "Armenian", "ka": "Georgian", "az": "Azerbaijani",
    "tr": "Turkish", "fa": "Persian", "ar": "Arabic", "el": "Greek",
}  # fmt: skip
_CODES = {name: code for code, name in _LANGUAGES.items()}
_NUMBERS = {"d": r"\d+", "grouped": r"\d{1,3}(?:,\d{3})*"}
_PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")


def code_of(sentence: str, table: Table) -> dict[str, Any]:
    """The code for a sentence, with its parameters; what the table does not know is kept as it stands."""
    return _known(sentence, table) or {"code": "other", "text": sentence}


def sentence_of(stored: Any, table: Table) -> str:
    """The way back, as far as there is one: a code that came later is named."""
    if not isinstance(stored, dict):
        return str(stored or "")
    if stored.get("code") == "other":
        return str(stored.get("text", ""))
    told = [template for code, template in table if code == stored.get("code")]
    if not told:
        return str(stored.get("code", ""))
    one = stored.get("count") == 1  # "1 person", "2 people": the last of them is the singular
    return _PLACE.sub(
        lambda place: _words(stored.get(place[1]), place[2], table), told[-1] if one else told[0]
    )


def _known(sentence: str, table: Table) -> dict[str, Any] | None:
    for code, template in table:
        found = _pattern(template).fullmatch(sentence)
        if not found:
            continue
        params = {name: _value(found[name], kind, table) for name, kind in _PLACE.findall(template)}
        if None not in params.values():
            return {"code": code} | params
    return None


@cache
def _pattern(template: str) -> re.Pattern[str]:
    """Of several ways to read it, the first parameter is the shortest; that before "without" is a code."""
    pieces = _PLACE.split(template)
    written = re.escape(pieces[0])
    for name, kind, text in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        written += f"(?P<{name}>{_NUMBERS.get(kind, '.+?')})" + re.escape(text)
    return re.compile(written, re.DOTALL)


def _value(text: str, kind: str, table: Table) -> Any:
    """None where the text is not of that kind."""
    if kind in _NUMBERS:
        return int(text.replace(",", ""))
    if kind == "list":
        return text.split(", ")
    if kind == "languages":
        names = text.split(" and ")
        return [_CODES[name] for name in names] if set(names) <= set(_CODES) else None
    if kind == "code":
        return _known(text, table)
    if kind == "any":
        return code_of(text, table)
    if kind == "repr":
        try:
            return str(ast.literal_eval(text))
        except (ValueError, SyntaxError):
            return None
    return text


def _words(value: Any, kind: str | None, table: Table) -> str:
    if kind in ("code", "any"):
        return sentence_of(value, table)
    if kind == "grouped":
        return f"{value:,}"
    if kind == "list":
        return ", ".join(value or ())
    if kind == "languages":
        return " and ".join(_LANGUAGES.get(code, code) for code in value or ())
    return repr(value) if kind == "repr" else str(value)
