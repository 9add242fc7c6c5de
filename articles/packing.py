"""Bytes and JSON values as the archive keeps them: compressed. Knows nothing of the archive."""

from __future__ import annotations

import json
import zlib
from typing import Any

import orjson

_LEVEL = 6
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compress(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def decompress(data: bytes | memoryview) -> bytes:
    return zlib.decompress(data)


def pack(value: Any) -> bytes:
    """A JSON value, compressed."""
    return compress(_written(value).encode("utf-8", "surrogatepass"))


def unpack(packed: bytes | memoryview) -> Any:
    """What ``pack`` made of it, as JSON has it: lists for tuples. Raises ``ValueError`` for anything else."""
    try:
        return loaded(decompress(packed))
    except zlib.error as error:
        raise ValueError(f"not a packed value: {error}") from error


def loaded(text: bytes) -> Any:
    """The value of JSON in UTF-8, also of what Python's own module alone takes: half letters, NaN, numbers of
    any length. Raises ``ValueError``."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text.decode("utf-8", "surrogatepass"))
