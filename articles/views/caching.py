"""How long a browser may keep a page without asking again."""

from __future__ import annotations

from django.views.decorators.cache import cache_control

until_edited = cache_control(no_cache=True)
"""Ask again each time. Browsers keep a 301 and a 410 for ever unless told otherwise, but an article that was
withdrawn may be restored, a headline or a merge put back: the reader would never see it."""
