"""Commands speak the language of the terminal that they are given in."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping


def language_of(environment: Mapping[str, str]) -> str:
    """ru of LANG=ru_RU.UTF-8; LC_ALL and LC_MESSAGES come before it, as everywhere. "" where none says."""
    told = (environment.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return next(filter(None, told), "").partition(".")[0].partition("_")[0].lower()


def speak(environment: Mapping[str, str]) -> None:
    """In English where it is no language of the archive's; where settings are wrong, the command says so."""
    language = language_of(environment)
    if language in {"", "c", "posix", "en"}:
        return
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.utils import translation

    with contextlib.suppress(ImproperlyConfigured):
        django.setup()
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
