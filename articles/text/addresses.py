"""Addresses on the web, and which of them are one: written otherwise, or with what means nothing. Pure."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from articles.text.sameness import key_of

BY_HASH = "urn:sha256:"  # what stands for the address of a page that has none, in web archives
LONGEST = 2000  # characters; browsers take no longer ones
_DEFAULT_PORTS = (80, 443)

_LISTS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_NOTHING = frozenset(_LISTS["nothing"])
_BEGINNINGS = tuple(_LISTS["beginnings"])
_HOSTS = frozenset(_LISTS["hosts"])
_SECOND = frozenset(_LISTS["second"])
_SUFFIXES = frozenset(_LISTS["suffixes"])
_PATH_ENDS = frozenset(_LISTS["path_ends"])
_ESCAPE = re.compile("%[0-9a-fA-F]{2}")
_ENDS = re.compile("[/?#]")


def as_address(text: str) -> SplitResult | None:
    """The text as an http address, also without its beginning (``www.example.az/1``); None if it is none."""
    typed = text.strip()
    if len(typed) > LONGEST or len(typed.split()) != 1 or "\0" in typed:
        return None
    if typed.lower().startswith("www."):
        typed = f"https://{typed}"
    try:
        parts = urlsplit(typed)
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and "." in parts.netloc else None


def plain_address(url: str) -> str:
    """What all addresses that are one have in common, for comparing only: ``example.az/news/?id=5``.

    Without scheme, www. and its kin, default port, last slash, parameters that mean nothing (addresses.toml)
    and place on the page; parameters in order, escapes resolved. "" for what is no address.
    """
    parts = as_address(url)
    if parts is None:
        return ""
    query = sorted(
        (name, value)
        for name, value in _parameters(parts.query)
        if not (name.lower() in _NOTHING or name.lower().startswith(_BEGINNINGS))
    )
    asked = "&".join(f"{name}={value}" for name, value in query)
    # Some pages are told apart only by what follows #, and say so by how it begins.
    place = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{_plain_host(parts)}{_plain_path(parts.path)}{asked and f'?{asked}'}{place}"


def is_same_address(url: str, other: str) -> bool:
    return url == other or ((plain := plain_address(url)) != "" and plain == plain_address(other))


def address_key(url: str) -> int | None:
    """The same for all addresses that are one, as 64 bits; None where there is none.

    What is too long for an address, or none at all, is one with itself only.
    """
    stored = url.strip()
    return key_of(plain_address(stored) or stored) if stored else None


def _plain_host(parts: SplitResult) -> str:
    try:
        host, port = parts.hostname or "", parts.port
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError:  # also UnicodeError: no host that there can be
        return parts.netloc.lower()
    labels = host.strip(".").split(".")
    while len(labels) > 2 and labels[0] in _HOSTS and not _is_nobodys(labels[1:]):
        del labels[0]
    return ".".join(labels) + ("" if port is None or port in _DEFAULT_PORTS else f":{port}")


def _is_nobodys(labels: list[str]) -> bool:
    """Whether such a name is no newspaper's, but one below which names are given out: ``com.tr``."""
    if len(labels) != 2:
        return False
    return ".".join(labels) in _SUFFIXES or (len(labels[1]) == 2 and labels[0] in _SECOND)


def _parameters(query: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(query, keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:  # of another encoding: each byte stays itself
        return parse_qsl(query, keep_blank_values=True, encoding="latin-1")


def _plain_path(path: str) -> str:
    names = [_plain_name(name) for name in path.split("/") if name]
    if names and names[-1].lower() in _PATH_ENDS:
        del names[-1]
    elif names and names[0].lower() in _PATH_ENDS:
        del names[0]
    return "".join(f"/{name}" for name in names)


def _plain_name(name: str) -> str:
    """With its escapes resolved, but for those of another encoding and of what would end it."""
    try:
        found = unquote(name, errors="strict")
    except UnicodeDecodeError:
        return _ESCAPE.sub(lambda escape: escape[0].upper(), name)
    return _ENDS.sub(lambda end: f"%{ord(end[0]):02X}", found)
