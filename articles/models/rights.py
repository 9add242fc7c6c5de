"""Rights that are not one of Django's four of a table. Who has which: ``articles.rights``."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

Rights = list[tuple[str, str | Any]]

OF_ARTICLES: Rights = [
    ("enter_desk", _("Can enter the editors' desk")),
    ("see_closed_article", _("Can see withdrawn articles and closed originals")),
    ("withdraw_article", _("Can withdraw articles and bring them back")),
    ("change_articles_in_bulk", _("Can change many articles at once")),
]
OF_RUNS: Rights = [("undo_importrun", _("Can undo import runs"))]
OF_PEOPLE: Rights = [("merge_people_in_bulk", _("Can merge several people at once"))]
