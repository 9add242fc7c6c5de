"""A sentence for every code of ``articles.text.codes``, in the language that is being shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.text.codes import OTHER, PARAMETERS, Code
from articles.wording.languages import language_name, listed
from articles.wording.numbers import thousands
from articles.wording.parts import part_word

Stored = Mapping[str, Any]

COUNTED = ("byte", "bytes", "lines")  # numbers that may be long
MANY = 1_000_000  # stands for any number
_NUMBER = re.compile(r"%\((\w+)\)d")  # in a sentence: a parameter that is one

SENTENCES: Mapping[str, Promise | str] = {
    OTHER: "%(text)s",
    "bytes.broken": _("a letter is broken at byte %(place)s"),
    "bytes.twice": _("the text was encoded twice; it has been put right"),
    "bytes.twice_lost": _("some letters are lost: the text was encoded twice"),
    "date.none": _("no date was found"),
    "date.future": _("the dateline's date %(date)s lies in the future"),
    "date.no_day": _("'%(stamp)s' is no day that has been"),
    "date.guess": _("the date is a guess among several: %(percent)d%% likely"),
    "date.order": _("'%(stamp)s' can be read day first or month first"),
    "headline.none": _("no line is clearly the headline"),
    "headline.guess": _("the headline is a guess: %(percent)d%% likely"),
    "lead.cut": _("a lead cut off in the middle stands above the text"),
    "body.short": _("the text is only %(percent)s%% of the prose on the page"),
    "page.menu": _("the page may be an index or a menu: little of it is one text"),
    "page.one_line": _("the file is one line without a full stop"),
    "page.paywall": _("the page may be a paywall's stub: it asks to subscribe and holds little text"),
    "time.next_item": _("the stamp after the text may belong to the next item: its section is another"),
    "version.another": _("another article with another text came from the same address"),
    "withdrawn.like": _(
        "much the same text as the withdrawn article %(article)s: closed until an editor decides"
    ),
    "version.cut_short": _("less than a third of the earlier version's text is left"),
    "hint.given": _("hint"),
    "dateline": _("dateline, %(family)s"),
    "agency.byline": _("the byline under the dateline"),
    "body.plain": _("the text of a plain file"),
    "body.prose": _("the prose of the page"),
    "byline.line": _("a byline"),
    "caption.credit": _("a photo credit or a bare name above the text"),
    "caption.headline_again": _("the headline again, as a block of its own above the text"),
    "caption.short": _("a short line above the headline"),
    "caption.twice": _("a line set twice above the text"),
    "date.collector": _("the collector's prefix"),
    "date.dateline": _("dateline"),
    "date.headline": _("date in the headline"),
    "date.stamp": _("stamp"),
    "date.stamp_at_start": _("the stamp at the start of the text"),
    "date.url": _("date in the URL"),
    "end_mark.agency": _("an agency's end mark"),
    "date.jsonld": _("the page's JSON-LD: datePublished"),
    "date.opengraph": _("the page's OpenGraph: article:published_time"),
    "date.microdata": _("an element marked datePublished"),
    "date.meta": _("a date in the page's head"),
    "date.time_element": _("a <time> beside the headline"),
    "headline.heading": _("the page's heading"),
    "headline.json": _("what the JSON object calls its headline"),
    "headline.jsonld": _("the page's JSON-LD: headline"),
    "headline.opengraph": _("the page's OpenGraph: og:title"),
    "headline.title_element": _("the page's <title>"),
    "section.jsonld": _("the page's JSON-LD: articleSection"),
    "section.opengraph": _("the page's OpenGraph: article:section"),
    "byline.jsonld": _("the page's JSON-LD: author"),
    "byline.meta": _("the author in the page's head"),
    "body.markup": _("the prose of the page, weighed by its elements"),
    "body.second_opinion": _("what a second reader of HTML takes for the text"),
    "language.declared": _("the language that the page names"),
    "language.hreflang": _("the language that the page names for its own address (hreflang)"),
    "headline.likeliest": _("the likeliest headline of a long page"),
    "headline.most_like": _("the most headline-like line above the text"),
    "headline.plain": _("the line above a plain text"),
    "headline.question": _("a question that the text answers"),
    "headline.title": _("the page's title stands again"),
    "place.capitals": _("a city in capitals above the text"),
    "section.breadcrumb": _("breadcrumb"),
    "section.label": _("a label that names the section"),
    "section.name": _("a section's name"),
    "section.path": _("a folder of the address"),
    "source.credit": _("the dateline's credit"),
    "source.folder": _("folder named as a domain"),
    "source.host": _("host of the URL"),
    "time.stamp": _("stamp that agrees with the dateline"),
    "found.error": "%(said)s",
    "found.link_out": _("a link that leads out of the folder is not followed"),
    "found.link_to_folder": _("a link to a folder is not followed"),
    "found.no_permission": _("no permission to read it"),
    "found.none": _("no such file"),
    "found.not_regular": _("not a regular file"),
    "file.damaged": _("a damaged compressed file: %(why)s"),
    "format.not_read": _(
        "this is %(what)s, which is not read; save its text as plain text (.txt), or its page as HTML"
    ),
    "format.pdf": _("a PDF"),
    "format.png": _("an image (PNG)"),
    "format.jpeg": _("an image (JPEG)"),
    "format.gif": _("an image (GIF)"),
    "format.webp": _("an image (WebP)"),
    "format.tiff": _("an image (TIFF)"),
    "format.bmp": _("an image (BMP)"),
    "format.mp4": _("a film or an image (MP4, HEIC)"),
    "format.riff": _("a film or a sound (RIFF)"),
    "format.sound": _("a sound"),
    "format.matroska": _("a film (Matroska)"),
    "format.office": _("an old Office file (DOC, XLS, PPT or MSG)"),
    "format.rtf": _("an RTF document"),
    "format.7z": _("a 7z archive"),
    "format.rar": _("a RAR archive"),
    "format.xz": _("a file compressed by xz"),
    "format.bzip2": _("a file compressed by bzip2"),
    "format.sqlite": _("an SQLite database"),
    "format.program": _("a program"),
    "format.djvu": _("a DjVu document"),
    "format.named": "%(name)s",
    "format.json": _("JSON that does not hold an article a line"),
    "format.feed": _("a news feed (RSS or Atom)"),
    "format.sitemap": _("a sitemap"),
    "format.postscript": _("a PostScript document"),
    "format.docx": _("a Word document (DOCX)"),
    "format.xlsx": _("a spreadsheet (XLSX)"),
    "format.pptx": _("a presentation (PPTX)"),
    "format.epub": _("an e-book (EPUB)"),
    "format.odt": _("an OpenDocument file (ODT, ODS)"),
    "format.jar": _("a Java archive"),
    "format.mhtml": _("a saved page with its pictures (MHTML)"),
    "format.eml": _("an e-mail (EML)"),
    "format.not_given": _("this is no %(format)s, as --format says"),
    "row.columns": _("not as many columns as the first line"),
    "row.no_file": _("no file"),
    "row.no_json": _("not JSON: %(said)s"),
    "row.no_object": _("not a JSON object"),
    "row.no_text": _("%(key)s is not text"),
    "row.gone_without_url": _("gone, and no url"),
    "row.bad_seen": _("seen is not a date such as 2020-10-31 or 2020-10-31T19:19+04:00: %(value)r"),
    "people.case_ending": _("Joined by the machine: their names differ by a case ending only."),
    "hint.no_text": _("%(name)s holds characters that are no text: %(value)s"),
    "hint.too_long": _("%(what)s is longer than %(count)d letters"),
    "hint.no_name": _("%(value)r is no %(what)s: a name needs a letter or a digit"),
    "hint.no_language": _("%(value)r is no language code; give two letters, such as az"),
    "hint.no_timezone": _("%(value)r is no time zone; give a name such as Asia/Baku"),
    "hint.no_address": _("%(value)r is no web address; give one such as https://turan.az/1"),
    "hint.no_date": _("published is not a date such as 2020-10-31 or 2020-10-31T19:19: %(value)r"),
    "hint.no_year": _("published is not a year that a newspaper has: %(value)r"),
    "html.too_crowded": _("an element of the page has more than %(count)s attributes"),
    "html.too_deep": _("the page's elements are nested more than %(depth)s deep"),
    "html.no_text": _("the page shows no text; what a script would write is not in the file"),
    "json.bad": _("not JSON: %(said)s"),
    "json.no_object": _("not a JSON object"),
    "json.no_text": _("the JSON object has no `text` and no `html`"),
    "json.not_text": _("%(name)s is not text"),
    "line.too_long": _("the line is longer than %(bytes)s bytes"),
    "warc.broken": _("a broken record after byte %(byte)s was skipped: %(said)s"),
    "warc.too_broken": _("more than %(count)s broken places; the rest was not read"),
    "warc.no_type": _("a broken record at byte %(byte)s was skipped: it has no known type"),
    "warc.cut_off": _("cut off: its last record is not whole"),
    "warc.no_date": _("a record without a date"),
    "warc.no_address": _("a record without an address"),
    "warc.gone": _("gone: the server answered %(status)s"),
    "warc.failed": _("no page: the server answered %(status)s"),
    "warc.too_large": _("the record is larger than %(bytes)s bytes"),
    "warc.front_page": _("a front page is no article"),
    "warc.revisit_elsewhere": _("a revisit of a record that is not in this file"),
    "archive.damaged": _("a damaged archive: %(why)s"),
    "archive.within": _("a %(format)s archive within another file is not opened; unpack it first"),
    "archive.leads_out": _("its path leads out of the archive"),
    "archive.too_much": _("it unpacks to far more than its size; the rest was not read"),
    "manifest.unmet": _("named in the manifest, but not among the files"),
    "bytes.twice_for_good": _("the text was encoded twice and cannot be made whole"),
    "file.binary": _("the file is binary, not text"),
    "file.broken_utf8": _("broken UTF-8 at byte %(byte)s"),
    "file.empty": _("the file is empty"),
    "file.html": _("the file is HTML; the reader takes the visible text of a page"),
    "file.no_encoding": _("the file's encoding cannot be told"),
    "file.not_as_it_looks": _("the file looks like %(codec)s but is not, at byte %(byte)s"),
    "file.not_its_claim": _("the file claims to be %(codec)s but is not"),
    "file.too_large": _("the file is larger than %(bytes)s bytes"),
    "page.no_prose": _("no article: nothing on the page is a text of sentences"),
    "page.no_text": _("the file holds no text"),
    "page.too_long": _("no article: %(lines)s lines are not one page"),
    "database.refused": _("the database refused it: %(error)s"),
    "reader.died": _("the process that read it died"),
    "reader.failed": _("the reader failed: %(error)s"),
    "match.none": _("nothing like it"),
    "match.no_name": _("no name"),
    "match.same_spelling": _("same spelling"),
    "match.same": _("same"),
    "match.nearly": _("nearly the same"),
    "match.similar": _("similar"),
    "match.romanised": _("%(like)s after romanising from %(languages)s"),
    "match.without": _("%(like)s, without %(words)s"),
    "match.one_word": _("one word in common only: %(like)s"),
    "match.genders": _("one is a woman's name, one a man's: %(like)s"),
    "match.told_apart": _("initials, the father's name, or Jr. and Sr. tell two people: %(like)s"),
    "match.initial": _("an initial only: %(like)s"),
    "match.not_sure": _("not sure: %(like)s"),
    "match.two_near": _("a name in the archive is as near to one as to the other"),
    "match.kept_apart": _("an editor keeps them apart"),
    "surname.decided": _("surname, as an editor said of it elsewhere in the article"),
    "surname.company": ngettext_lazy(
        "surname, and %(count)d person in common: %(people)s",
        "surname, and %(count)d people in common: %(people)s",
        "count",
    ),
    "surname.company_more": ngettext_lazy(
        "surname, and %(count)d person in common: %(people)s and %(more)d more",
        "surname, and %(count)d people in common: %(people)s and %(more)d more",
        "count",
    ),
    "surname.perhaps": _("perhaps %(person)s: %(why)s"),
    "reread.gone": _("the reader no longer sees it on its page (reader %(reader)s)"),
    "reread.rejected": _("the reader now rejects it: %(why)s (reader %(reader)s)"),
    "run.undone": _("Import run %(run)s, which brought it, was undone."),
    "revision.first": _("as it was before any edit"),
    "revision.checked": _("checked"),
    "revision.handed_back": _("handed back to the reader: %(fields)s"),
    "revision.undated": _("There is no date"),
    "revision.put_back": _("as of %(date)s"),
    "task.died": _("Its worker died %(times)s times without getting on."),
    "task.no_kind": _("This version knows no task of the kind “%(kind)s”."),
    "task.raised": "%(error)s",
}


def worded(said: Code | Stored | str | None) -> str:
    """The sentence for a code, as it is in memory or as it is stored; "" for none. An editor's words stay.

    A code of another version of the archive is shown as such: a page does not fail for it.
    """
    if not said:
        return ""
    stored = said.as_json() if isinstance(said, Code) else said
    if not isinstance(stored, Mapping):
        return str(stored)
    try:
        sentence = SENTENCES[stored["code"]]
        params = {name: _in_words(name, value) for name, value in stored.items() if name != "code"}
        return str(sentence % params if isinstance(sentence, Promise) else str(sentence) % params)
    except (KeyError, TypeError, ValueError):
        return str(stored.get("code", ""))


def kind_worded(code: str) -> str:
    """The sentence for all that have this code, whatever their parameters: "…" stands for them."""
    sentence = SENTENCES.get(code, code)
    names = PARAMETERS.get(code, ())
    if code == OTHER or isinstance(sentence, str):
        return code
    if "count" in names:  # it decides between singular and plural
        said = str(sentence % (dict.fromkeys(names, "…") | {"count": MANY}))
        return said.replace(str(MANY), "…")
    return _NUMBER.sub(r"%(\1)s", str(sentence)) % dict.fromkeys(names, "…")


def _in_words(name: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return worded(value)
    if name == "fields":
        return ", ".join(map(part_word, value))
    if name == "languages":
        return listed(map(language_name, value))
    if name in COUNTED and isinstance(value, int):
        return thousands(value)
    return ", ".join(map(str, value)) if isinstance(value, list) else value
