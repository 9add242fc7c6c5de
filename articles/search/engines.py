"""The engine that the setting ``SEARCH_ENGINE`` names."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.exceptions import ImproperlyConfigured

from articles.search.engine import Engine

# By its name in the setting, the room of each. Only the chosen one is imported: another may want packages
# that are not installed. The room gives its ``Engine`` by ``configured()``.
ROOMS = {
    "tantivy": "articles.search.tantivy_engine",
    "opensearch": "articles.search.opensearch_engine",
}


def engine() -> Engine:
    """Raises ImproperlyConfigured where the setting names none."""
    name = settings.SEARCH_ENGINE
    if name not in ROOMS:
        raise ImproperlyConfigured(f"SEARCH_ENGINE must be one of {', '.join(ROOMS)}, not {name!r}.")
    try:
        room = import_module(ROOMS[name])
    except ModuleNotFoundError as missing:
        raise ImproperlyConfigured(
            f"SEARCH_ENGINE={name} needs packages that are not installed: pip install .[{name}]"
        ) from missing
    chosen: Engine = room.configured()
    return chosen


def check_setting(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A system check: what the setting lacks is said before anything is searched."""
    try:
        engine()
    except ImproperlyConfigured as error:
        return [Error(str(error), id="articles.E002")]
    return []
