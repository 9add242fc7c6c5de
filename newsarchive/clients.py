"""Who asks: the address of the reader, where proxies stand between."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The reader's IP address, as the outermost of our own proxies saw it.

    Each proxy adds whom it was asked by at the end of X-Forwarded-For; what stands before those entries is
    the reader's own word, and believed nowhere.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.PROXIES:
        return peer
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    if len(told) < settings.PROXIES:
        return peer
    try:
        return str(ip_address(told[-settings.PROXIES].strip()))
    except ValueError:
        return peer
