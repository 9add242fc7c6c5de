"""The word lists and patterns of this room, read once from the TOML files beside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> dict[str, Any]:
    """The tables of ``data/<name>.toml``."""
    return tomllib.loads((DATA / f"{name}.toml").read_text(encoding="utf-8"))


def fold(text: str) -> str:
    """Lower case for comparing phrases: both Turkish i's are one letter, Georgian capitals are letters."""
    return text.lower().replace("i̇", "i").replace("ı", "i")
