"""Colours that can be read, and logos that can do nothing."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.looks.colours import DARK, ENOUGH, colour, contrast, for_dark, worst
from articles.looks.logos import LARGEST, SVG, HostileLogo, media_type

HEAD = '<svg xmlns="http://www.w3.org/2000/svg"'


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#123456", "#123456") == 1


@given(st.integers(0, 0xFFFFFF))
def test_a_shade_for_the_dark_can_always_be_read(number: int) -> None:
    assert worst(for_dark(f"#{number:06x}"), DARK) >= ENOUGH


def test_colours_as_people_write_them() -> None:
    assert [colour(text) for text in (" #ABC ", "#7C1D1D")] == ["#aabbcc", "#7c1d1d"]
    for text in ("", "red", "#12", "#12345g", "#7c1d1d; x", "url(#a)", "#１２３"):
        with pytest.raises(ValueError, match=r".*"):
            colour(text)


@pytest.mark.parametrize(
    "data",
    [
        f'{HEAD} viewBox="0 0 9 9"><g fill="url(#a)"><path d="M1 1"/></g></svg>',
        f'<?xml version="1.0"?>{HEAD}><linearGradient id="a"><stop offset="0"/></linearGradient></svg>',
        f"<!-- drawn by hand -->{HEAD}><title>Kura</title><text>K</text></svg>",
    ],
)
def test_plain_drawings_pass(data: str) -> None:
    assert media_type(data.encode()) == SVG


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (f"{HEAD}><script>alert(1)</script></svg>", "elements"),
        (f"{HEAD}><style>*{{}}</style></svg>", "elements"),
        (f"{HEAD}><foreignObject/></svg>", "elements"),
        (f'{HEAD}><image href="x.png"/></svg>', "elements"),
        (f"{HEAD}><animate/></svg>", "elements"),
        (f'{HEAD}><a xmlns="http://www.w3.org/1999/xhtml"/></svg>', "elements"),
        (f'{HEAD}><h:script xmlns:h="http://www.w3.org/1999/xhtml"/></svg>', "elements"),
        (f'{HEAD} onload="alert(1)"/>', "attributes"),
        (f'{HEAD}><path style="fill:red"/></svg>', "attributes"),
        (f'{HEAD}><path xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/></svg>', "attributes"),
        (f'{HEAD}><path fill="url(http://x.example/a)"/></svg>', "references"),
        (f'{HEAD}><path fill="url(//x.example/a)"/></svg>', "references"),
        (f'{HEAD}><path fill="javascript:alert(1)"/></svg>', "references"),
        (f'{HEAD}><path fill="URL (data:image/png,)"/></svg>', "references"),
        (f"<!DOCTYPE svg>{HEAD}/>", "declarations"),
        ('<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg>&a;</svg>', "declarations"),
        (f'<?xml-stylesheet href="x.css"?>{HEAD}/>', "declarations"),
        ("<svg/>", "elements"),
        (f"{HEAD}>" + "<g/>" * 3000 + "</svg>", "size"),
        ("<html></html>", "kind"),
        (f"{HEAD}>", "kind"),
        ('<?xml version="1.0" encoding="utf-7"?><svg/>', "kind"),
        ("", "size"),
    ],
)
def test_what_does_more_than_being_looked_at_is_refused(data: str, why: str) -> None:
    with pytest.raises(HostileLogo, match=why):
        media_type(data.encode())


def test_what_is_too_large() -> None:
    with pytest.raises(HostileLogo, match="size"):
        media_type(b"\x89PNG\r\n\x1a\n" + bytes(LARGEST))


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fail_otherwise(data: bytes) -> None:
    with contextlib.suppress(HostileLogo):
        media_type(data)
