"""Addresses on the web, and the ways in which one and the same is written. Pure."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

LONGEST = 2000  # characters; browsers take no longer ones


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


def ways_to_write(url: str) -> set[str]:
    """As it stands, with http and https, with and without www. and the last slash; none if it is no address.

    What follows ``#`` is mostly a place on the page: both with it and without.
    """
    parts = as_address(url)
    if parts is None:
        return set()
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.removesuffix("/")
    query = f"?{parts.query}" if parts.query else ""
    as_it_stands = {url.strip(), url.strip().partition("#")[0]}
    return as_it_stands | {
        f"{scheme}://{www}{host}{path}{slash}{query}"
        for scheme in ("http", "https")
        for www in ("", "www.")
        for slash in ("", "/")
    }
