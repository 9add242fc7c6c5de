"""What a request asks for, as the rooms below take it."""

from __future__ import annotations

from django.http import HttpRequest

from articles.lists.parameters import Parameters


def parameters_of(request: HttpRequest) -> Parameters:
    return dict(request.GET.lists())
