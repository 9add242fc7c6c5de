"""The form of a page, and what a browser would send of it."""

from html.parser import HTMLParser
from typing import Any

from django.test import Client

BUTTONS = {"submit", "button", "image", "file", "reset"}


class _Fields(HTMLParser):
    """The successful controls of the page's last form that is sent by POST, other than signing out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, list[str]]] = []
        self.values: dict[str, list[str]] | None = None
        self.select = ""
        self.area: str | None = None
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form" and given.get("method") == "post" and "logout" not in given.get("action", ""):
            self.values = {}
            self.forms.append(self.values)
        if self.values is None or "disabled" in given:
            return
        if tag == "input" and given.get("type", "text") not in BUTTONS and "name" in given:
            if given.get("type") in ("checkbox", "radio") and "checked" not in given:
                return
            self.values.setdefault(given["name"], []).append(given.get("value", ""))
        elif tag == "textarea":
            self.area, self.text = given["name"], ""
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select and "selected" in given:
            self.values.setdefault(self.select, []).append(given.get("value", ""))

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.values = None
        elif tag == "select":
            self.select = ""
        elif tag == "textarea" and self.area is not None and self.values is not None:
            # A parser drops the first line break; a browser sends every line break as \\r\\n.
            text = self.text.removeprefix("\r\n") if self.text[:2] == "\r\n" else self.text.removeprefix("\n")
            lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")
            self.values[self.area] = [lines]
            self.area = None


def form_on(client: Client, address: str, which: int = 0) -> dict[str, Any]:
    """What the form at this address sends if nothing is touched."""
    response = client.get(address)
    assert response.status_code == 200, f"{address}: {response.status_code}"
    return dict(_Fields(response.content.decode()).forms[which])


def send(client: Client, address: str, which: int = 0, to: str = "", **changes: Any) -> Any:
    """Open the page, fill in ``changes``, send the form to ``to``, follow the redirect."""
    return client.post(to or address, form_on(client, address, which) | changes, follow=True)


def said(response: Any) -> list[str]:
    """The messages that the page shows."""
    return [str(message) for message in response.context["messages"]]
