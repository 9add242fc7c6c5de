"""The archive's own colours and logo."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control

from articles.identity import known
from articles.views.errors import reads_only

KEPT = 60  # seconds; the address changes with what it answers
# An SVG opened by itself is a document: it may do nothing.
ALONE = "default-src 'none'; style-src 'none'; sandbox"
_STYLE = """\
:root {{ --accent: {light}; --bar: {light}; {shades} }}
@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --bar: {dark}; {shades} }} }}
"""
# How much of the accent stands in each shade of a calendar's days; the rest is the card.
_SHADES = "; ".join(
    [
        *(
            f"--shade-{n}: color-mix(in srgb, var(--accent) {share}%, var(--card))"
            for n, share in ((1, 10), (2, 20), (3, 35))
        ),
        "--shade-4: var(--accent)",
        "--shade-4-ink: var(--paper)",
    ]
)


@reads_only
@cache_control(max_age=KEPT, public=True)
def look(request: HttpRequest) -> HttpResponse:
    """A stylesheet of the accent, light and dark."""
    now = known()
    if not now.accent:
        raise Http404
    style = _STYLE.format(light=now.accent, dark=now.accent_dark, shades=_SHADES)
    return HttpResponse(style, content_type="text/css; charset=utf-8")


@reads_only
@cache_control(max_age=KEPT, public=True)
def logo(request: HttpRequest) -> HttpResponse:
    now = known()
    if not now.logo:
        raise Http404
    return HttpResponse(now.logo, content_type=now.logo_type, headers={"Content-Security-Policy": ALONE})
