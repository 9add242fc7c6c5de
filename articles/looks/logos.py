"""A logo that can do nothing but be looked at: PNG, JPEG, WebP, or an SVG of plain shapes. Pure.

An SVG is a document: it may hold scripts, load from elsewhere, or grow without end. So only elements and
attributes of the list below pass, nothing that refers to anything but a part of the same file, and no
declarations of types or entities.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers import expat

LARGEST = 200_000  # bytes
MOST_PARTS = 2000  # elements of an SVG
_MAGIC: Mapping[bytes, str] = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
SVG = "image/svg+xml"
_SPACE = "http://www.w3.org/2000/svg"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "text",
        "tspan",
        "symbol",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "opacity",
        "clip-path",
        "clip-rule",
        "mask",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "fx",
        "fy",
        "clipPathUnits",
        "maskUnits",
        "preserveAspectRatio",
        "version",
        "role",
        "aria-label",
        "font-size",
        "font-family",
        "font-weight",
        "text-anchor",
        "letter-spacing",
        "color",
        "dx",
        "dy",
    ]
)
_LOCAL = re.compile(r"url\(\s*['\"]?#[\w-]+['\"]?\s*\)")
_FOREIGN = re.compile(r"url\s*\(|[a-z][a-z0-9+.-]*:|//|\\|&#|@import|expression", re.IGNORECASE)


class HostileLogo(ValueError):
    """Why a file is no logo: a short English word, for the messages of forms."""


def media_type(data: bytes) -> str:
    """What kind of image it is. Raises HostileLogo for what is none, or does more than being looked at."""
    if not data or len(data) > LARGEST:
        raise HostileLogo("size")
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    _check_svg(data)
    return SVG


def _check_svg(data: bytes) -> None:
    """Raises HostileLogo where the file is not an SVG of plain shapes."""
    depth = parts = 0

    def refuse(*_given: object) -> None:
        raise HostileLogo("declarations")

    def begin(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, parts
        space, _, local = name.rpartition(" ")
        parts += 1
        if parts > MOST_PARTS:
            raise HostileLogo("size")
        if depth == 0 and local != "svg":
            raise HostileLogo("kind")
        if space != _SPACE or local not in _ELEMENTS:
            raise HostileLogo("elements")
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)
        depth += 1

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.ProcessingInstructionHandler = refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise HostileLogo("kind") from error
    except HostileLogo:
        raise
    except (LookupError, ValueError) as error:  # an encoding that nobody knows, or that is not read here
        raise HostileLogo("kind") from error


def _check_attribute(name: str, value: str) -> None:
    if name not in _ATTRIBUTES:
        raise HostileLogo("attributes")
    if _FOREIGN.search(_LOCAL.sub("", value)):
        raise HostileLogo("references")
