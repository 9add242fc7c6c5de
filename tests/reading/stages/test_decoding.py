"""Encodings are told apart; nothing is ever mojibake."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading.model import Rejected
from articles.reading.stages.decoding import decode
from articles.reading.stages.mending import mended
from articles.text.codes import PARAMETERS, coded

RUSSIAN = "Россия не хочет вмешиваться в военные действия, сказал эксперт «Интерфаксу». БАКУ, 5 мая."
UKRAINIAN = "Поліція повідомила, що дорога до міста закрита через ремонт мосту, який триватиме ще два тижні."
TURKISH = (
    "Iğdır'da düzenlenen kayısı şenliği törenle sona erdi, müdür Tuncay Erdemli çiftçilere teşekkür etti."
)
TURKISH_UMLAUTS = (
    "Bakanlar bütçeyi görüştü\n\nAnkara, 31 Ekim 2020. Altı ülkenin bakanları cumartesi günü ortak "
    "demiryolunun bütçesini görüştü, hükümet sözcüsü açıkladı. Çalışmaların ilkbaharda başlaması gerekiyor."
)
RUSSIAN_CAPITALS = (
    "МИНИСТРЫ ОБСУДИЛИ БЮДЖЕТ ОБЩЕЙ ЖЕЛЕЗНОЙ ДОРОГИ\n\n"
    "министры обсудили бюджет железной дороги, которую построят к весне, сообщил представитель."
)
AZERBAIJANI = "Şirvan məhkəməsində kitabxana işi üzrə iclas yenə təxirə salınıb."


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN.upper(), "cp1251"),
        (UKRAINIAN, "cp1251"),
        (TURKISH, "cp1254"),
        (TURKISH_UMLAUTS, "cp1254"),
        (RUSSIAN_CAPITALS, "cp1251"),
        (RUSSIAN_CAPITALS, "koi8-r"),
        (RUSSIAN_CAPITALS.upper(), "cp1251"),
        (RUSSIAN, "utf-8"),
        (AZERBAIJANI, "utf-8"),
        (AZERBAIJANI, "utf-8-sig"),
        (AZERBAIJANI, "utf-16"),
        (RUSSIAN, "utf-16-le"),
        (AZERBAIJANI, "utf-16-be"),
        ("Road closed near the river", "utf-16-le"),
    ],
)
def test_the_codec_is_found(text: str, codec: str) -> None:
    data = text.encode(codec, "replace" if codec == "koi8-r" else "strict")
    expected = data.decode(codec)
    assert decode(data) == (expected, codec)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n....", b"%PDF-1.4\n%abc", b"PK\x03\x04abc", bytes(range(256)) * 9]
)
def test_binary_is_rejected(data: bytes) -> None:
    with pytest.raises(Rejected) as rejected:
        decode(data)
    assert rejected.value.why == coded("file.binary")


@pytest.mark.parametrize("end", [b"\n\x03", b"\n\x03\x04\r\n", b"\x1a", b"\x04"])
def test_the_end_of_a_transmission_is_no_binary(end: bytes) -> None:
    text, codec = decode(b"Grain prices rose on Monday, traders said. Reuter" + end)
    assert (text.rstrip("\x1a\n"), codec) == ("Grain prices rose on Monday, traders said. Reuter", "utf-8")


def test_ukrainian_in_its_own_koi8_is_not_taken_for_russian() -> None:
    with pytest.raises(Rejected) as rejected:
        decode("Президент побіжно згадав ситуацію навколо його кандидата до суду".encode("koi8-u"))
    assert rejected.value.why == coded("file.no_encoding")


def test_a_last_letter_cut_in_half_is_dropped() -> None:
    assert decode("Баку закрыт".encode()[:-1]) == ("Баку закры", "utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_utf8_is_never_taken_for_anything_else(text: str) -> None:
    """What is made of it then is mended: some text looks as if it had been encoded twice."""
    data = text.encode()
    try:
        got, codec = decode(data)
    except Rejected:
        return
    assert codec in ("utf-8", "utf-8-sig")
    assert got == mended(text.removeprefix("\ufeff"))[0]


@given(st.binary(max_size=400))
def test_any_bytes_give_a_text_or_a_reason(data: bytes) -> None:
    try:
        text, codec = decode(data)
    except Rejected as rejected:
        assert rejected.why.code in PARAMETERS
        return
    as_it_stands = data.decode(codec, errors="ignore")
    assert text in (as_it_stands[: len(text)], mended(as_it_stands)[0][: len(text)])


TAGS = '<div><p><a href="/news"><span>News</span></a></p></div>'


def test_markup_is_rejected() -> None:
    with pytest.raises(Rejected) as rejected:
        decode("\n".join([TAGS, TAGS, "The road is open."]).encode())
    assert rejected.value.why == coded("file.html")


def test_an_article_that_shows_markup_is_read() -> None:
    text = "\n".join([TAGS, TAGS, *["The road is open, and so is the page that this code describes."] * 7])
    assert decode(text.encode()) == (text, "utf-8")
