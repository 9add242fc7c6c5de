"""What the archive is called and how it looks now: by its editors' word, else by the settings, else plainly.

Every page asks; the database is asked once in some seconds, by each process, and never by more pages for it.
What an editor saves is seen at once by the process that saved it, and by the others when theirs is old.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.db import Error
from django.db.models.signals import post_delete, post_save
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.looks.colours import for_dark
from articles.looks.logos import media_type
from articles.models.identity import Identity, IdentityWords
from articles.wording.languages import permanent

KEPT = 10  # seconds
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """The archive's name and look; what is "" or empty is as every archive has it."""

    names: Mapping[str, str] = field(default_factory=dict)  # by language; "": for all others
    mottos: Mapping[str, str] = field(default_factory=dict)
    accent: str = ""
    accent_dark: str = ""
    logo: bytes = b""
    timezone: str = ""
    languages: tuple[str, ...] = ()

    @property
    def logo_type(self) -> str:
        return media_type(self.logo) if self.logo else ""

    @property
    def version(self) -> str:
        """Changes with the colours and the logo; for their addresses."""
        said = f"{self.accent}/{self.accent_dark}/".encode() + self.logo
        return hashlib.sha256(said).hexdigest()[:12]


_kept: tuple[float, Known] | None = None


def known() -> Known:
    """As it is, or was some seconds ago; where the database is away, as it was last, or by the settings."""
    global _kept
    now = time.monotonic()
    if _kept is not None and now - _kept[0] < KEPT:
        return _kept[1]
    try:
        found = _read()
    except Error:
        logger.warning("the archive's name and look cannot be read: the database is away")
        found = _kept[1] if _kept is not None else by_settings()
    _kept = (now, found)
    return found


def forget(**_given: object) -> None:
    """The next page asks the database."""
    global _kept
    _kept = None


def remember(found: Known) -> None:
    """As if the database had just said so."""
    global _kept
    _kept = (time.monotonic(), found)


for _model in (Identity, IdentityWords):
    post_save.connect(forget, sender=_model)
    post_delete.connect(forget, sender=_model)


def by_settings() -> Known:
    """What the settings say; they have checked it."""
    return Known(
        names={"": settings.ARCHIVE_NAME} if settings.ARCHIVE_NAME else {},
        mottos={"": settings.ARCHIVE_MOTTO} if settings.ARCHIVE_MOTTO else {},
        accent=settings.ARCHIVE_ACCENT,
        accent_dark=_dark(settings.ARCHIVE_ACCENT, settings.ARCHIVE_ACCENT_DARK),
        logo=settings.ARCHIVE_LOGO,
        languages=tuple(settings.ARCHIVE_LANGUAGES),
    )


def _read() -> Known:
    given = by_settings()
    row = Identity.objects.filter(pk=1).prefetch_related("words").first()
    if row is None:
        return given
    names, mottos = dict(given.names), dict(given.mottos)
    for language, name, motto in [("", row.name, row.motto), *_words(row)]:
        names |= {language: name} if name else {}
        mottos |= {language: motto} if motto else {}
    return Known(
        names,
        mottos,
        row.accent or given.accent,
        _dark(row.accent, row.accent_dark) or given.accent_dark,
        bytes(row.logo) if row.logo else given.logo,
        row.timezone,
        tuple(row.languages) or given.languages,
    )


def _words(row: Identity) -> list[tuple[str, str, str]]:
    return [(one.language, one.name, one.motto) for one in row.words.all()]


def _dark(accent: str, dark: str) -> str:
    return dark or (for_dark(accent) if accent else "")


def archive_name() -> str:
    """In the language that is shown, else the one for all others."""
    return _said(known().names) or _("News Archive")


def archive_motto() -> str:
    return _said(known().mottos) or _("regional news in its own words")


def languages_offered() -> tuple[str, ...]:
    """The languages of the pages, the one for whoever asks for none of them first."""
    every = tuple(code for code, _name in settings.LANGUAGES)
    return known().languages or every


def _said(texts: Mapping[str, str]) -> str:
    language = (get_language() or "")[:2]
    return texts.get(language) or texts.get("", "")


@dataclass(frozen=True)
class Look:
    """What a page says of the archive itself."""

    name: str
    motto: str
    own_motto: str  # "" where nobody has given the archive one
    style: str  # the address of its colours; "" where they are every archive's
    logo: str
    logo_type: str


def look() -> Look:
    """For templates, in the language that is shown; the addresses are permanent."""
    now = known()
    return Look(
        archive_name(),
        archive_motto(),
        _said(now.mottos),
        _address("look") if now.accent else "",
        _address("logo") if now.logo else "",
        now.logo_type,
    )


def _address(name: str) -> str:
    return f"{permanent(reverse(name))}?v={known().version}"
