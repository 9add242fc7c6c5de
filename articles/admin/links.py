"""From one admin page to another."""

from __future__ import annotations

from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html

from articles.models import Article

TITLE_SHOWN = 120  # characters; a "headline" may be as long as a file


def short_title(article: Article) -> str:
    """The headline, cut, or else the public id; needs no body."""
    headline = article.headline
    if len(headline) > TITLE_SHOWN:
        return headline[:TITLE_SHOWN] + "…"
    return headline or article.public_id


def address_of(row: Model) -> str:
    """The row's page in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def link_to(row: Model | None) -> str:
    """A link to the row's page; "–" for none. Its text is kept apart from the page's writing direction."""
    if row is None:
        return "–"
    text = short_title(row) if isinstance(row, Article) else str(row)
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address_of(row), text)
