"""Small XML documents, as the standards of libraries have them. Imported text may hold what no XML may."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, tostring

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def in_xml(text: str) -> str:
    """Without the characters that no XML may hold, however written."""
    return _NOT_IN_XML.sub("", text)


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A further element; names bear their prefix as they are written."""
    made = SubElement(parent, name, {key: in_xml(value) for key, value in attributes.items()})
    made.text = in_xml(text) or None
    return made


def document(root: Element) -> bytes:
    """In UTF-8, with its declaration."""
    return tostring(root, encoding="utf-8", xml_declaration=True)
