"""A page as a tree, for tests that ask what it shows and not how it is written."""

from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from django.http import HttpResponse
from django.test import Client

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Page(HTMLParser):
    """The elements of a response; a tag that is closed wrongly fails the test."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response
        self.status = response.status_code
        self.root = Element("page")
        self.open = [self.root]
        self.feed(response.content.decode())
        self.close()
        assert self.open == [self.root], f"never closed: {[element.tag for element in self.open[1:]]}"

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        element = SubElement(self.open[-1], tag, {name: value or "" for name, value in attributes})
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        SubElement(self.open[-1], tag, {name: value or "" for name, value in attributes})

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        last = self.open[-1]
        if len(last):
            last[-1].tail = (last[-1].tail or "") + data
        else:
            last.text = (last.text or "") + data

    def all(self, path: str) -> list[Element]:
        """Every element at an ElementTree path, anywhere in the page: `ol[@class='hits']/li`."""
        return self.root.findall(f".//{path}")

    def one(self, path: str) -> Element:
        found = self.all(path)
        assert len(found) == 1, f"{len(found)} elements at {path}"
        return found[0]

    def texts(self, path: str) -> list[str]:
        return [text_of(element) for element in self.all(path)]

    def text(self, path: str) -> str:
        return text_of(self.one(path))

    def links(self, path: str) -> dict[str, str]:
        """The addresses of the links at or below a path, by their texts."""
        return {
            text_of(link): link.get("href", "")
            for element in self.all(path)
            for link in ([element] if element.tag == "a" else element.iter("a"))
        }

    @property
    def titles(self) -> list[str]:
        """The titles of the articles listed, in order."""
        return [text_of(link) for hit in self.all("li[@class='hit']") for link in hit.findall(".//a")]


def text_of(element: Element) -> str:
    """All text of an element as it is read out, white space made single."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.get("aria-hidden") != "true":
        yield element.text or ""
        for child in element:
            yield from _texts(child)
            yield child.tail or ""


def visit(client: Client, address: str, **options: object) -> Page:
    return Page(client.get(address, **options))  # type: ignore[arg-type]
