"""One text, pasted or uploaded, imported as the command imports a file."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.admin.forms import ImportForm
from articles.admin.links import address_of, link_to
from articles.importing.run import import_text
from articles.importing.storing import Fate, Stored
from articles.models import Article, Reading
from articles.reading.model import Rejected
from articles.wording.codes import worded


def import_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    """For those who may add articles. What is rejected is said with the reason, and noted as a run."""
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.data_given()
        try:
            stored = import_text(data, form.hints())
        except Rejected as rejected:
            reason = worded(rejected.why)
            form.add_error(None, _("This text cannot become an article: %(reason)s.") % {"reason": reason})
        else:
            return HttpResponseRedirect(_say(request, stored, data))
    context: dict[str, Any] = {"title": _("Import a text"), "form": form, "opts": Article._meta}
    return render(request, "admin/articles/article/import.html", site.each_context(request) | context)


def _say(request: HttpRequest, stored: Stored, data: bytes) -> str:
    """Tell what became of the text; returns the page to go to."""
    if stored.fate is Fate.UNCHANGED:
        read_in = Reading.objects.filter(original__sha256=hashlib.sha256(data).hexdigest())
        known = Article.objects.filter(pk__in=read_in.values("article")).order_by("pk")
        links = format_html_join(", ", "{} ({})", ((link_to(one), one.status) for one in known))
        messages.info(
            request, format_html(_("The archive has this text already: {articles}."), articles=links)
        )
        return reverse("admin:articles_article_changelist")
    links = format_html_join(", ", "{} ({})", ((link_to(one), one.status) for one in stored.articles))
    updated = stored.fate is Fate.UPDATED
    said = _("Updated: {articles}.") if updated else _("Imported: {articles}.")
    messages.success(request, format_html(said, articles=links))
    return address_of(stored.articles[0])
