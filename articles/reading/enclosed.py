"""What is to be read of an Original: its bytes, or the text or HTML that a JSON object holds."""

from __future__ import annotations

import json
import re
from html import unescape

from articles.reading.markup.page import visible_text
from articles.reading.model import HTML, JSON, PLAIN_TEXT, Rejected
from articles.reading.stages.decoding import text_of
from articles.text.codes import coded

ENCLOSED = {"text": PLAIN_TEXT, "html": HTML}
TITLES = ("headline", "title")  # the first that is there
LONGEST_TITLE = 1_000  # characters
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")


def essence(media_type: str) -> str:
    """Without parameters: ``text/html; charset=utf-8`` is text/html."""
    return media_type.partition(";")[0].strip().lower()


def charset(media_type: str) -> str:
    return media_type.partition("charset=")[2].partition(";")[0].strip(" \"'")


def enclosed(data: bytes, media_type: str) -> tuple[bytes, str]:
    """(bytes, media type) of what is read. Raises Rejected for JSON that has neither text nor HTML."""
    if essence(media_type) != JSON:
        return data, media_type
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Rejected(coded("json.bad", said=str(error))) from None
    for name, kind in ENCLOSED.items():
        if isinstance(found, dict) and isinstance(text := found.get(name), str) and text.strip():
            return _whole(text).encode(), f"{kind}; charset=utf-8"
    raise Rejected(coded("json.no_text"))


def title_enclosed(data: bytes, media_type: str) -> str:
    """What the JSON object calls its headline, in one line and without markup; "" where it has none."""
    if essence(media_type) != JSON:
        return ""
    found = json.loads(data)
    said = (found.get(name) for name in TITLES)
    title = next((each for each in said if isinstance(each, str) and each.strip()), "")
    return " ".join(unescape(_TAG.sub("", _whole(title[:LONGEST_TITLE]))).split())


def _whole(text: str) -> str:
    """With the sign for a broken letter where JSON has half of one."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def text_read(data: bytes, media_type: str, codec: str) -> str:
    """The text whose lines a reading of these bytes speaks of."""
    try:
        data, media_type = enclosed(data, media_type)
    except Rejected:
        return text_of(data, codec)
    return visible_text(data, codec) if essence(media_type) == HTML else text_of(data, codec)


def source_read(data: bytes, media_type: str, codec: str) -> str:
    """The bytes as text: of HTML with its tags, of JSON as it stands."""
    return data.decode(json.detect_encoding(data) if essence(media_type) == JSON else codec, errors="replace")
