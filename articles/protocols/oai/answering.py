"""The address that harvesters ask: every answer is an XML document, errors too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.exporting.xml import add, document, in_xml
from articles.identity import archive_name
from articles.lists.exporting import cited_as
from articles.models import Archive
from articles.protocols.oai.asking import OaiError, Place, Wanted, verb_of, wanted_of
from articles.protocols.oai.formats import FORMATS, XSI
from articles.protocols.oai.listing import (
    Row,
    changed_at,
    earliest,
    is_shown,
    one,
    part,
    sets,
    sets_of,
)
from articles.views.errors import reads_only

SPACE = "http://www.openarchives.org/OAI/2.0/"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
RECORDS, IDENTIFIERS = 100, 500  # of one answer
_XML = "text/xml; charset=utf-8"


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def oai(request: HttpRequest) -> HttpResponseBase:
    """OAI-PMH 2.0 by GET or POST; an error of the protocol is an answer like any other (200)."""
    base = request.build_absolute_uri(reverse("oai"))
    root = Element("OAI-PMH", {"xmlns": SPACE, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{SPACE} {SCHEMA}"})
    add(root, "responseDate", stamp(dt.datetime.now(dt.UTC)))
    asked = add(root, "request", base)
    given = request.POST if request.method == "POST" else request.GET
    try:
        verb, arguments = verb_of((name, value) for name, values in given.lists() for value in values)
        answer = Answering(request, base).answer(verb, arguments)
    except OaiError as error:
        add(root, "error", str(error), code=error.code)
        if error.code in ("badVerb", "badArgument"):
            return HttpResponse(document(root), content_type=_XML)
    else:
        root.append(answer)
    for name, value in given.items():
        asked.set(name, in_xml(str(value)))
    return HttpResponse(document(root), content_type=_XML)


@reads_only
def schema(request: HttpRequest) -> HttpResponse:
    """The schema of the archive's own format."""
    return render(request, "oai/article.xsd", content_type=_XML)


class Answering:
    """One answer: the element that is called as the verb is."""

    def __init__(self, request: HttpRequest, base: str) -> None:
        self.whole = request.build_absolute_uri
        self.host = request.get_host().partition(":")[0]
        self.base = base
        self.named = f"oai:{Archive.this().uuid}:"

    def answer(self, verb: str, arguments: Mapping[str, str]) -> Element:
        """Raises OaiError."""
        answers: Mapping[str, Callable[[Element, Mapping[str, str]], None]] = {
            "Identify": self.identify,
            "ListMetadataFormats": self.formats,
            "ListSets": self.sets,
            "GetRecord": self.record,
            "ListIdentifiers": self.identifiers,
            "ListRecords": self.records,
        }
        root = Element(verb)
        answers[verb](root, arguments)
        return root

    def identify(self, root: Element, arguments: Mapping[str, str]) -> None:
        add(root, "repositoryName", archive_name())
        add(root, "baseURL", self.base)
        add(root, "protocolVersion", "2.0")
        add(root, "adminEmail", self._email())
        add(root, "earliestDatestamp", stamp(earliest() or dt.datetime.now(dt.UTC)))
        add(root, "deletedRecord", "persistent")
        add(root, "granularity", "YYYY-MM-DDThh:mm:ssZ")

    def _email(self) -> str:
        """The protocol wants one: the first that the settings name."""
        mailto = (
            one.removeprefix("mailto:") for one in settings.SECURITY_CONTACT if one.startswith("mailto:")
        )
        return next(mailto, f"webmaster@{self.host}")

    def formats(self, root: Element, arguments: Mapping[str, str]) -> None:
        if "identifier" in arguments:
            self._named(arguments["identifier"])
        for prefix, form in FORMATS.items():
            told = add(root, "metadataFormat")
            add(told, "metadataPrefix", prefix)
            add(told, "schema", form.schema or self.whole(reverse("oai-schema")))
            add(told, "metadataNamespace", form.space)

    def sets(self, root: Element, arguments: Mapping[str, str]) -> None:
        if arguments:
            raise OaiError("badResumptionToken", _("The sets are given all at once."))
        found = sets()
        if not found:
            raise OaiError("noSetHierarchy", _("There are no articles yet."))
        for spec, name in found:
            told = add(root, "set")
            add(told, "setSpec", spec)
            add(told, "setName", name)

    def record(self, root: Element, arguments: Mapping[str, str]) -> None:
        prefix = _prefix(arguments["metadataPrefix"])
        self._record(root, self._named(arguments["identifier"]), prefix)

    def identifiers(self, root: Element, arguments: Mapping[str, str]) -> None:
        wanted = wanted_of(arguments)
        _prefix(wanted.prefix)
        found, behind, total = part(wanted, IDENTIFIERS)
        for row in found:
            self._header(root, row)
        _resume(root, wanted, behind, total)

    def records(self, root: Element, arguments: Mapping[str, str]) -> None:
        wanted = wanted_of(arguments)
        prefix = _prefix(wanted.prefix)
        found, behind, total = part(wanted, RECORDS)
        for row in found:
            self._record(root, row, prefix)
        _resume(root, wanted, behind, total)

    def _named(self, identifier: str) -> Row:
        public_id = identifier.removeprefix(self.named)
        row = one(public_id) if public_id != identifier and public_id.isalnum() else None
        if row is None:
            raise OaiError("idDoesNotExist", _("There is no such record."))
        return row

    def _header(self, root: Element, row: Row) -> None:
        header = add(root, "header", **({} if is_shown(row) else {"status": "deleted"}))
        add(header, "identifier", f"{self.named}{row.public_id}")
        add(header, "datestamp", stamp(changed_at(row)))
        if is_shown(row):  # the source of what is gone may be known of nowhere else
            for spec in sets_of(row):
                add(header, "setSpec", spec)

    def _record(self, root: Element, row: Row, prefix: str) -> None:
        record = add(root, "record")
        self._header(record, row)
        if is_shown(row):
            FORMATS[prefix].write(add(record, "metadata"), row, cited_as(row, self.whole))


def _prefix(prefix: str) -> str:
    if prefix not in FORMATS:
        raise OaiError(
            "cannotDisseminateFormat", _("There are %(formats)s.") % {"formats": ", ".join(FORMATS)}
        )
    return prefix


def _resume(root: Element, wanted: Wanted, behind: Place | None, total: int) -> None:
    """The token of the next part; an empty one ends a list that came in parts."""
    if behind is None and wanted.place == Place():
        return
    told = {"cursor": str(wanted.place.given)}
    if total:
        told = {"completeListSize": str(max(total, wanted.place.given))} | told
    add(root, "resumptionToken", wanted.token(behind) if behind else "", **told)


def stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
