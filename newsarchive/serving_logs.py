"""What gunicorn itself says, as JSON: where LOG_FORMAT=json, gunicorn.conf.py names this class."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger, SafeAtoms

from newsarchive.logs import JsonFormatter


class JsonAtoms(SafeAtoms):
    """What a request says of itself, to stand in a JSON text: by itself gunicorn escapes quotes only."""

    def __init__(self, atoms: Mapping[str, Any]) -> None:
        escaped = {
            name: json.dumps(value)[1:-1] if isinstance(value, str) else value
            for name, value in atoms.items()
        }
        dict.__init__(self, escaped)


class JsonLogger(Logger):
    """An object a line, for requests and for gunicorn's own messages."""

    atoms_wrapper_class = JsonAtoms

    def setup(self, cfg: Config) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())

    def now(self) -> str:
        return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
