"""Formats that are not read: how their files begin, and what they are called. Data."""

from __future__ import annotations

import re

from articles.text.codes import Code, coded


def named(name: str) -> Code:
    """A format whose name is the same in every language."""
    return coded("format.named", name=name)


_MARK = rb"(?:\xef\xbb\xbf)?"
_BETWEEN = rb"(?>(?:\s|<!--.*?-->|<!DOCTYPE(?!\s+(?i:html))[^>]*>|<\?.*?\?>)*)"
_XML = _MARK + rb"\s*<\?xml[^>]*\?>" + _BETWEEN
# Without a declaration: elements that no page has, and those that name a language other than the page's.
_PAGE = rb"(?i:html|head|body|main|article|section|div|span|p|h\d|title|meta|link|svg)\b"
_ROOT = (
    rb"(?:nitf|newsItem|newsMessage|NewsML|TEI(?:\.2)?|teiCorpus|FictionBook|kml|gpx|opml|plist|mets|mods)\b|"
    rb"(?!" + _PAGE + rb")[A-Za-z][\w.-]*(?::[\w.-]+)?\s(?:[^<>]*\s)?xmlns(?::\w+)?\s*="
)
_SCRIPTS = rb"(?>(?:\s|//[^\n]*\n|/\*.*?\*/)*)"  # comments before code

OTHERS: tuple[tuple[bytes, Code], ...] = (
    (rb"\s*%PDF-", coded("format.pdf")),
    (rb"\x89PNG", coded("format.png")),
    (rb"\xff\xd8\xff", coded("format.jpeg")),
    (rb"GIF8", coded("format.gif")),
    (rb"RIFF....WEBP", coded("format.webp")),
    (rb"II\*\x00|MM\x00\*", coded("format.tiff")),
    (rb"BM....\x00\x00\x00\x00", coded("format.bmp")),
    (rb"\x00\x00[\x01\x02]\x00[\x01-\x40]\x00", named("ICO")),
    (rb"\x00\x00\x00\x0cjP  ", named("JPEG 2000")),
    (rb"8BPS\x00", named("Photoshop (PSD)")),
    (rb"P[1-6]\s\d+\s\d+\s", named("Netpbm")),
    (rb"....ftyp|\x00...(?:moov|mdat|wide|free|skip)", coded("format.mp4")),
    (rb"RIFF....(?:AVI |WAVE)", coded("format.riff")),
    # But no text in windows-1251 that begins with a small letter: "яс…", "ящ…".
    (
        rb"ID3|\xff(?:[\xfb\xfa]|[\xf3\xf2][\x00-\xdf]|[\xf1\xf9][\x00-\x7f])|OggS|fLaC|#!AMR|MThd\x00",
        coded("format.sound"),
    ),
    (rb"\x1aE\xdf\xa3", coded("format.matroska")),
    (rb"FLV\x01|[CFZ]WS[\x01-\x40]...\x00", named("Flash (FLV, SWF)")),  # of less than 16 MB
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", named("Windows Media (WMV, WMA)")),
    (rb"\x00\x00\x01[\xba\xb3]|G[@-_][\x00-\x1f].{185}G.{187}G", named("MPEG")),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", coded("format.office")),
    (rb"\{\\rtf", coded("format.rtf")),
    (rb"7z\xbc\xaf\x27\x1c", coded("format.7z")),
    (rb"Rar!\x1a\x07", coded("format.rar")),
    (rb"\xfd7zXZ\x00", coded("format.xz")),
    (rb"BZh[1-9]1AY", coded("format.bzip2")),
    (rb"\x5d\x00\x00..(?:\xff{8}|.{5}\x00\x00\x00)", named("LZMA")),
    (rb"\x04\x22\x4d\x18", named("LZ4")),
    (rb"\x1f[\x9d\xa0]", named("compress (Z)")),
    (rb"MSCF\x00\x00\x00\x00", named("CAB")),
    (rb"!<arch>\n", named("ar (DEB)")),
    (rb"07070[127][0-9A-Fa-f]{56}|\xc7\x71", named("cpio")),
    (rb"\xed\xab\xee\xdb", named("RPM")),
    (rb"SQLite format 3\x00", coded("format.sqlite")),
    (rb"\x00\x01\x00\x00Standard (?:Jet|ACE) DB", named("Access (MDB)")),
    (rb"[\x03\x83\xf5].[\x01-\x0c][\x01-\x1f]....[\x21-\xff]", named("dBase (DBF)")),
    (rb"PAR1[\x00-\x1f]", named("Parquet")),
    (rb"ARROW1\x00\x00|FEA1\x00", named("Arrow (Feather)")),
    (rb"Obj\x01", named("Avro")),
    (rb"ORC[\x00-\x08\x0e-\x1f]", named("ORC")),
    (rb"\x89HDF\r\n", named("HDF5")),
    (rb"\x93NUMPY", named("NumPy")),
    (rb"\x80[\x02-\x05][\x95\]}c(K)]", named("pickle")),
    (rb"bplist0", named("plist (webarchive)")),
    (rb"!BDN", named("Outlook (PST)")),
    (rb"ITSF\x03", named("CHM")),
    (rb".{60}(?:BOOKMOBI|TEXtREAd)", named("Mobipocket (MOBI)")),
    (rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00\x00[\x04-\x40]|true\x00", named("OpenType (TTF, WOFF)")),
    (rb"\x7fELF|MZ\x90|\x00asm\x01|\xca\xfe\xba\xbe|#!\s*/", coded("format.program")),
    (rb"L\x00\x00\x00\x01\x14\x02\x00", named("LNK")),
    (rb"d\d+:(?:announce|created|info)", named("BitTorrent")),
    (rb"AT&TFORM", coded("format.djvu")),
    (_XML + rb"<(?:rss|feed|rdf:RDF)\b", coded("format.feed")),
    (_MARK + rb"\s*<(?:rss|feed)\b", coded("format.feed")),
    (_XML + rb"<(?:urlset|sitemapindex)\b", coded("format.sitemap")),
    (rb"%!PS", coded("format.postscript")),
    (_XML + rb"<(?:\w+:)?(?!(?i:html)\b)\w", named("XML")),
    (_MARK + _BETWEEN + rb"<svg\b[^>]*\sxmlns", named("SVG")),
    (_MARK + _BETWEEN + rb"<(?:" + _ROOT + rb")", named("XML")),
    (rb"filedesc://", named("ARC")),
    (rb" CDX [A-Za-z]|[\w-]+(?:,[\w-]+)*\)\S* \d{14} \{", named("CDX")),
    (rb"BEGIN:VCALENDAR\b", named("iCalendar")),
    (rb"BEGIN:VCARD\b", named("vCard")),
    (_MARK + rb"1\r?\n\d\d:\d\d:\d\d,\d{3} --> ", named("SubRip")),
    (_MARK + rb"WEBVTT\b", named("WebVTT")),
    (rb"TY  - [A-Z]+\r?\n", named("RIS")),
    (rb"\s*@(?:article|book|misc|online|inproceedings|incollection)\s*\{", named("BibTeX")),
    (rb"\s*\\documentclass\b", named("LaTeX")),
    (rb"-----BEGIN [A-Z0-9 ]+-----", named("PEM, PGP")),
    (rb"\[InternetShortcut\]", named("URL")),
    (rb"\[[\w .-]+\]\r?\n[\w.-]+ ?= ?[^\n]*\n[\w.-]+ ?=", named("INI")),
    (_MARK + rb"\s*<\?(?:php|=)\s", named("PHP")),
    (rb"(?>(?:--[^\n]*\n|/\*.*?\*/|\s)*)(?:CREATE TABLE|INSERT INTO|DROP TABLE)\s+[`\"\w.]", named("SQL")),
)
OTHER = [(re.compile(pattern, re.S), name) for pattern, name in OTHERS]
ANY_OTHER = re.compile(b"|".join(b"(?:%b)" % pattern for pattern, _ in OTHERS), re.S)  # most files are none

# What begins as code does, and goes on so: many of the signs below.
CODE: tuple[tuple[re.Pattern[bytes], Code], ...] = (
    (
        re.compile(
            _MARK + _SCRIPTS + rb"(?>(?:@(?:charset|import|layer)\b[^;{}]*;\s*)*)" + _SCRIPTS + rb"(?:"
            rb"@(?:media|font-face|keyframes|supports|page|layer)\b[^;{}]*\{|"
            rb"[.#*:\w\[][^{};<]{0,400}\{\s*(?:/\*[^*]*\*/\s*)?-{0,2}[A-Za-z][\w-]*\s*:[^{}]+[;}])",
            re.S,
        ),
        named("CSS"),
    ),
    (
        re.compile(
            _MARK + _SCRIPTS + rb"(?:"
            rb"[!;+(]*(?:async\s+)?function\b[^(\n]{0,60}\(|\(?\([\w$,\s]*\)\s*=>|[\"']use strict[\"']|"
            rb"(?:var|let|const)\s+(?:[\w$]+\s*[=;,]|[\[{])|(?:export|import)\s+[\w*{\"'].*?[\"';{]|"
            rb"(?:\$|jQuery|define|require|importScripts)\s*\(|"
            rb"(?:window|document|self|module|exports|globalThis|[A-Za-z_$][\w$]*\.prototype)[.\[=\s][\w.\s\[\]\"']*[=(]|"
            rb"(?:if|try|class)\s*(?:\(\s*typeof\b|\{|[\w$]+\s*(?:extends\s+[\w$.]+\s*)?\{))",
            re.S,
        ),
        named("JavaScript"),
    ),
)
SIGNS_OF_CODE = b"{};=()<>[]:"
FEWEST_SIGNS = 0.05  # of what is no space; texts have a fifth of that
COMMENTS = re.compile(_MARK + _SCRIPTS, re.S)

# What says of a zip file that it is a document; the names of its members.
DOCUMENTS = (
    (re.compile(r"word/"), coded("format.docx")),
    (re.compile(r"xl/"), coded("format.xlsx")),
    (re.compile(r"ppt/"), coded("format.pptx")),
    (re.compile(r"META-INF/container\.xml\Z"), coded("format.epub")),
    (re.compile(r"META-INF/manifest\.xml\Z"), coded("format.odt")),
    (re.compile(r"META-INF/MANIFEST\.MF\Z"), coded("format.jar")),
    (re.compile(r"Index/.*\.iwa\Z"), named("iWork (Pages, Numbers, Keynote)")),
)
# How each of them has to say that it is one.
OF_A_DOCUMENT = re.compile(r"\[Content_Types\]\.xml\Z|META-INF/|Index/Document\.iwa\Z|mimetype\Z")
