"""What a face hands on of an address: every value of every parameter, by its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Parameters = Mapping[str, Sequence[str]]


def last_value(parameters: Parameters, name: str) -> str:
    """The last value of a parameter, "" where it has none."""
    values = parameters.get(name)
    return values[-1] if values else ""
