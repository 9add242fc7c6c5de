"""Values packed and JSON read: quickly where JSON is as others write it, and where it is only Python's."""

from __future__ import annotations

import json
import math

import pytest

from articles.packing import compress, loaded, pack, unpack


@pytest.mark.parametrize("value", [None, {"rule": ["Бакı", 1, 2.5, True]}, "half a letter: \ud800", 2**70])
def test_what_is_packed_comes_back(value: object) -> None:
    assert unpack(pack(value)) == value


@pytest.mark.parametrize("ascii", [True, False])
def test_json_that_only_python_takes(ascii: bool) -> None:
    value = {"half": "\ud800", "long": 2**70, "none": math.inf}
    text = json.dumps(value, ensure_ascii=ascii).encode("utf-8", "surrogatepass")
    assert loaded(text) == value


@pytest.mark.parametrize("text", [b"", b"{", b"\xff", b'{"a": 1} x'])
def test_what_is_no_json_is_no_value(text: bytes) -> None:
    with pytest.raises(ValueError):
        loaded(text)
    with pytest.raises(ValueError):
        unpack(compress(text))
