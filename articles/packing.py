"""Bytes and JSON values as the archive keeps them: compressed. Knows nothing of the archive."""

from __future__ import annotations

import json
import zlib
from typing import Any

_LEVEL = 6


def compress(data: bytes) -> bytes:
    return zlib.compress(data, _LEVEL)


def decompress(data: bytes | memoryview) -> bytes:
    return zlib.decompress(data)


def pack(value: Any) -> bytes:
    """A JSON value, compressed."""
    return compress(
        json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    )


def unpack(packed: bytes | memoryview) -> Any:
    """What ``pack`` made of it, as JSON has it: lists for tuples. Raises ``ValueError`` for anything else."""
    try:
        return json.loads(decompress(packed).decode("utf-8", "surrogatepass"))
    except zlib.error as error:
        raise ValueError(f"not a packed value: {error}") from error
