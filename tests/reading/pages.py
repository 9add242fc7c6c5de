"""Generated pages: pieces of real layouts and arbitrary text, shuffled, in any encoding."""

from __future__ import annotations

from hypothesis import strategies as st

from articles.reading.model import Hints

PIECES = (
    "Baku/31.10.20/Turan: The road is closed, police said on Monday.",
    "Баку/31.02.20/Turan: Дорога закрыта. --0—",
    "YEREVAN, DECEMBER 18, ARMENPRESS.",
    "TEHRAN, Sep. 19 (MNA) – A road is closed.",
    " date 2018-12-18 ",
    "31 October 2020 19:19",
    "2017 November 01 ( Wednesday )  14:08:57",
    "99.99.9999",
    "- Politics",
    "Politics",
    "-",
    "--0—",
    "-02D-",
    "",
    "Leave a review",
    "Latest",
    "Photo: someone",
    "By X - Trend:",
    "Home - Society - Title",
    "(39 минут назад)",
    "Follow us",
    "The police said on Tuesday that the road to the north is closed for repair.",
    "THE POLICE SAID ON TUESDAY THAT THE ROAD TO THE NORTH IS CLOSED FOR REPAIR",
    "İ" * 40,
    "ԵՐԵՎԱՆ, 7 ԴԵԿՏԵՄԲԵՐԻ, ԱՐՄԵՆՊՐԵՍ:",
    "12 Aralık 2025 Cuma - 17:11 Kış bahçesi yeniden açıldı ve herkes geldi, müdür dedi.",
    "Subscribe to read",
)


def pages() -> st.SearchStrategy[bytes]:
    line = st.one_of(st.sampled_from(PIECES), st.text(max_size=60))
    text = st.lists(line, max_size=25).map("\n".join)
    encoded = st.builds(
        lambda page, codec: page.encode(codec, "ignore"),
        text,
        st.sampled_from(["utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251", "koi8-r", "cp1254"]),
    )
    return st.one_of(encoded, encoded, st.binary(max_size=300))


def hints() -> st.SearchStrategy[Hints]:
    word = st.text(max_size=12)
    return st.builds(
        Hints,
        source=word,
        section=word,
        url=st.one_of(word, st.just("https://a.az/2020/13/45/x")),
        published=word,
        path=word,
    )
