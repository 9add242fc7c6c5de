"""What goes wrong, as problem details (RFC 9457): every error of the API is one, whoever finds it."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponseBase, JsonResponse

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 60  # where the index or the database is away

# What each status says of the archive, in a sentence; a problem's own `detail` says more.
TITLES = {
    400: "The request is not one that the archive understands.",
    401: "The key is not one that is in force.",
    403: "This is not for everybody.",
    404: "There is nothing here.",
    405: "This cannot be asked in that way.",
    406: "The archive has no such representation of this.",
    410: "This was withdrawn.",
    413: "This is too large.",
    415: "The body is not of a type that is read here.",
    422: "Some of what is asked cannot be answered.",
    429: "Too many requests.",
    500: "The archive failed.",
    503: "The archive cannot answer now.",
}


class Problem(Exception):  # an answer, hence not called an error
    """Raised anywhere in an operation, it becomes the answer. ``more`` are further members."""

    def __init__(
        self, status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more

    def answer(self) -> HttpResponseBase:
        return problem(self.status, self.detail, self.headers, **self.more)


def problem(
    status: int, detail: str = "", headers: Mapping[str, str] | None = None, **more: Any
) -> JsonResponse:
    """The document; `errors` among ``more`` is a list of {"in", "detail"}."""
    told = {"type": "about:blank", "title": title_of(status), "status": status}
    if detail:
        told["detail"] = detail
    answer = JsonResponse(
        told | more, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False}
    )
    if status == 503:
        answer["Retry-After"] = str(RETRY_SECONDS)
    answer["Cache-Control"] = "no-cache"
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


def title_of(status: int) -> str:
    try:
        return TITLES.get(status) or HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def as_problem(answer: HttpResponseBase) -> HttpResponseBase:
    """An error that a page's code or Django has made, told as a problem; whatever is none stays as it is."""
    if answer.status_code < 400 or str(answer.get("Content-Type", "")).startswith(MEDIA_TYPE):
        return answer
    kept = {name: answer[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if name in answer}
    why = getattr(answer, "why", "")
    told = problem(answer.status_code, why.partition(": ")[0] if answer.status_code == 503 else "", kept)
    if why:
        told.why = why  # type: ignore[attr-defined]
    answer.close()
    return told
