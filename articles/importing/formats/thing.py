"""What the formats give."""

from __future__ import annotations

from dataclasses import dataclass

from articles.reading.model import Hints


@dataclass(frozen=True, slots=True)
class Thing:
    """What becomes an Original."""

    data: bytes
    hints: Hints  # what its format says of it, its path at least; they win over those for a whole run
    media_type: str
    root: str  # the argument it was found under
