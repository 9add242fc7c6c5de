"""What pages of the desk say that no view hands them."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def undo_address(tags: str) -> str:
    """Where what a message tells of is taken back, from its tags; "" where it tells of nothing such."""
    kind, *numbers = tags.split(":")
    if not all(number.isdigit() for number in numbers):
        return ""
    if kind == "undo" and len(numbers) == 2:
        return reverse("desk:undo", args=numbers)
    if kind == "decision" and numbers:
        address = reverse("desk:undo-decision", args=numbers[:1])
        return f"{address}?{urlencode({'with': numbers[1:]}, doseq=True)}" if numbers[1:] else address
    return ""


@register.filter
def as_query(pairs: Iterable[tuple[str, str]]) -> str:
    """The parameters of an address, for another path."""
    return urlencode(list(pairs))
