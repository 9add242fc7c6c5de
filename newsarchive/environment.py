"""Variables of the environment as values; one that is none is named, with what it must be."""

import os
import zoneinfo
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from articles.looks.colours import ENOUGH, colour, worst
from articles.looks.logos import HostileLogo, media_type


def env_text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; an empty one counts as not given."""
    return os.environ.get(name, "").strip() or default


def env_secret(name: str) -> str:
    """The variable, or else what the file named by NAME_FILE holds."""
    value, file = env_text(name), env_text(f"{name}_FILE")
    if value or not file:
        return value
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(f"{name}_FILE={file} cannot be read: {error}") from error


def env_bool(name: str, default: bool = False) -> bool:
    value = env_text(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return default


def env_int(name: str, default: int) -> int:
    value = env_text(name)
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def env_float(name: str, default: float) -> float:
    value = env_text(name)
    if value and not value.replace(".", "", 1).isdecimal():
        raise ImproperlyConfigured(f"{name} must be a number, not {value!r}.")
    return float(value) if value else default


def env_list(name: str) -> list[str]:
    """The comma-separated parts of the variable."""
    return [part.strip() for part in env_text(name).split(",") if part.strip()]


def env_path(name: str, default: Path) -> Path:
    value = env_text(name)
    return Path(value).expanduser().resolve() if value else default


def env_zone(name: str, default: str) -> str:
    value = env_text(name, default)
    try:
        zoneinfo.ZoneInfo(value)
    except (OSError, ValueError, zoneinfo.ZoneInfoNotFoundError) as error:
        raise ImproperlyConfigured(
            f"{name} must be the name of a time zone such as Asia/Baku, not {value!r}."
        ) from error
    return value


def env_level(name: str, default: str) -> str:
    value = env_text(name, default).upper()
    if value not in {"DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"}:
        raise ImproperlyConfigured(f"{name} must be DEBUG, INFO, WARNING or ERROR, not {value!r}.")
    return value


def env_colour(name: str, grounds: tuple[str, ...]) -> str:
    """A colour that can be read on these grounds, as #rrggbb, or ""."""
    value = env_text(name)
    try:
        found = colour(value) if value else ""
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a colour such as #7c1d1d, not {value!r}.") from error
    if found and worst(found, grounds) < ENOUGH:
        raise ImproperlyConfigured(
            f"{name}={value} could hardly be read: its contrast is {worst(found, grounds):.1f}, not {ENOUGH}."
        )
    return found


def env_logo(name: str) -> bytes:
    """The picture in the file that is named, or b""."""
    file = env_text(name)
    if not file:
        return b""
    try:
        data = Path(file).read_bytes()
        media_type(data)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}={file} cannot be read: {error}") from error
    except HostileLogo as error:
        raise ImproperlyConfigured(f"{name}={file} is no picture that can be shown ({error}).") from error
    return data
