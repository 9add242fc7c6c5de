"""What the parts of an article are called: the roles of a page's lines, and the fields read from them."""

from __future__ import annotations

from django.utils.translation import pgettext_lazy

PARTS = {
    "agency": pgettext_lazy("part of an article", "agency"),
    "blank": pgettext_lazy("part of an article", "blank"),
    "body": pgettext_lazy("part of an article", "body"),
    "byline": pgettext_lazy("part of an article", "byline"),
    "caption": pgettext_lazy("part of an article", "caption"),
    "dateline": pgettext_lazy("part of an article", "dateline"),
    "end mark": pgettext_lazy("part of an article", "end mark"),
    "furniture": pgettext_lazy("part of an article", "furniture"),
    "headline": pgettext_lazy("part of an article", "headline"),
    "language": pgettext_lazy("part of an article", "language"),
    "place": pgettext_lazy("part of an article", "place"),
    "published": pgettext_lazy("part of an article", "published"),
    "section": pgettext_lazy("part of an article", "section"),
    "source": pgettext_lazy("part of an article", "source"),
    "teaser": pgettext_lazy("part of an article", "teaser"),
    "time stamp": pgettext_lazy("part of an article", "time stamp"),
}


def part_word(name: str) -> str:
    """The name of a role or a field as it is shown; of what another version has stored, the name itself."""
    return str(PARTS.get(name, name))
