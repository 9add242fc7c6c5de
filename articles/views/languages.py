"""A reader's choice of the language that pages are shown in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.wording.languages import SHOWN, permanent

KEPT = 365 * 24 * 3600  # seconds


# No token: it would be another in each page, so that no browser could keep one; and the choice harms nobody.
@csrf_exempt
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keeps it in a cookie, and leads back to the page, at its permanent address; 400 for no such one."""
    language = request.POST.get("language", "")
    if language not in SHOWN:
        said = _("There is no such language.")
        return HttpResponseBadRequest(said, content_type="text/plain; charset=utf-8")
    back = request.GET.get("next", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    answer = HttpResponseRedirect(permanent(back), status=303)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=KEPT,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return answer
