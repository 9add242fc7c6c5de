"""The reader on whole pages: the seed exactly, plain texts, layouts never seen, what is no article."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import time

import pytest

from articles.reading.model import JSON, Hints, Item, Precision, Published, Rejected, Role
from articles.reading.reader import MAX_BYTES, READER_VERSION, read
from articles.reading.signs.sections import section_key
from articles.reading.signs.vocabulary import Vocabulary
from articles.text.codes import Code, coded
from training.pages import SHARED

SEED = SHARED / "seed" / "000_e795cfd64af5c7bd.txt"
needs_seed = pytest.mark.skipif(not SEED.exists(), reason="needs ../shared/seed")


def item(text: str, hints: Hints = Hints()) -> Item:  # noqa: B008 - frozen
    (only,) = read(text.encode(), hints, find_people=False).items
    return only


@needs_seed
def test_the_seed_is_read_exactly() -> None:
    page = read(SEED.read_bytes(), Hints(path="000_e795cfd64af5c7bd.txt"))
    (seed,) = page.items
    assert page.reader_version == READER_VERSION
    assert page.encoding == "utf-8"
    assert seed.caption == "Евгений Бужинский"
    assert (
        seed.headline == "Russia will not interfere in the conflict in Karabakh - military expert's opinion"
    )
    assert (seed.place, seed.agency, seed.source, seed.section) == ("Baku", "Turan", "turan.az", "Politics")
    assert seed.published == Published(dt.date(2020, 10, 31), dt.time(19, 19), "Asia/Baku", Precision.MINUTE)
    assert seed.language == "en"
    paragraphs = seed.body.split("\n\n")
    assert len(paragraphs) == 6
    assert paragraphs[0].startswith("Russia does not want to intervene")
    assert paragraphs[-1].endswith("threaten Azerbaijani territory, BBC reports.")
    assert len(seed.teasers) == 4
    assert [person.names for person in seed.persons] == [("Yevgeny Buzhinsky", "Евгений Бужинский")]
    assert not seed.doubts
    assert not seed.needs_review
    assert seed.evidence["published"].lines == (3,)
    assert seed.evidence["time"].lines == (11,)
    assert [line.role for line in seed.lines][:3] == [Role.CAPTION, Role.HEADLINE, Role.BODY]


@needs_seed
def test_mentions_are_code_points_of_their_field() -> None:
    (seed,) = read(SEED.read_bytes()).items
    fields = {"headline": seed.headline, "caption": seed.caption, "body": seed.body}
    for person in seed.persons:
        for mention in person.mentions:
            assert fields[mention.field][mention.start : mention.end] == mention.surface


def test_headline_blank_line_paragraphs() -> None:
    text = (
        "Ad sales boost profit\n\n"
        "Profits jumped 76% to $1.13bn for the three months.\n\nThe firm benefited from sales."
    )
    read_back = item(text)
    assert read_back.headline == "Ad sales boost profit"
    assert (
        read_back.body
        == "Profits jumped 76% to $1.13bn for the three months.\n\nThe firm benefited from sales."
    )
    assert read_back.published is None
    assert read_back.doubts == (coded("date.none"),)
    assert not read_back.needs_review


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = (
        "BAHIA COCOA REVIEW\n\n"
        "Showers continued throughout the week in the Bahia cocoa\n"
        "zone, alleviating the drought since early January and\n"
        "improving prospects for the coming temporao.\n"
        "    The dry period means the temporao will be late this\n"
        "year and that again the farmers have to wait for it.\n"
    )
    first, second = item(text).body.split("\n\n")
    assert first == (
        "Showers continued throughout the week in the Bahia cocoa zone, alleviating the drought since early "
        "January and improving prospects for the coming temporao."
    )
    assert second.startswith("The dry period means")


def test_a_text_without_headline_has_none() -> None:
    text = (
        "The bakers of the town are going to strike next week, their union said.\n"
        "Flour costs twice as much as in spring."
    )
    read_back = item(text)
    assert read_back.headline == ""
    assert read_back.body.startswith("The bakers")


def test_one_line_is_a_text() -> None:
    assert item("The bakers of the town are going to strike next week, their union said on Monday.").body


def test_hints_win() -> None:
    hints = Hints(
        source="example.org",
        section="World",
        language="de",
        timezone="Europe/Berlin",
        published="2019-05-04T10:11",
    )
    read_back = item(
        "Baku/31.10.20/Turan: The road to the north is closed, police said on Monday. -0-", hints
    )
    assert (read_back.source, read_back.section, read_back.language) == ("example.org", "World", "de")
    assert read_back.published == Published(
        dt.date(2019, 5, 4), dt.time(10, 11), "Europe/Berlin", Precision.MINUTE
    )
    assert read_back.place == "Baku"


def test_an_imprecise_hint_starts_an_interval() -> None:
    published = item("The road to the north is closed, police said.", Hints(published="2019-05")).published
    assert published == Published(dt.date(2019, 5, 1), None, None, Precision.MONTH)


def test_a_future_date_is_refused() -> None:
    data = b"Baku/31.10.20/Turan: The road to the north is closed, police said on Monday."
    (early,) = read(data, today=dt.date(2020, 10, 30), find_people=False).items
    assert early.published is None
    assert coded("date.future", date="2020-10-31") in early.doubts
    (later,) = read(data, today=dt.date(2020, 10, 31), find_people=False).items
    assert later.published is not None


def test_the_folder_names_the_source() -> None:
    text = "Baku/31.10.20/Turan: The road to the north is closed, police said on Monday."
    assert item(text, Hints(path="contact.az/001.txt")).source == "contact.az"
    assert item(text, Hints(path="news.txt/001.txt")).source == "turan.az"
    assert item(text, Hints(url="https://www.example.ge/2020/10/31/road")).source == "example.ge"


@pytest.mark.parametrize("url", ["http://[::1", "http://[turan.az]/1", "//[", "http://\ud83d[/"])
def test_an_address_that_is_none_names_no_source_and_spoils_no_page(url: str) -> None:
    text = "The bridge was opened.\n\nIt took six years to build it, the mayor said on Saturday.\n"
    assert item(text, Hints(url=url)).source == ""


def test_several_items_become_several_articles() -> None:
    text = (
        "Road to the North Closed for Repair\n"
        "Baku/31.10.20/Turan: The road to the north is closed, police said on Saturday. "
        "It opens in May. -02D-\n"
        "School Opens After the Flood\n"
        "Ganja/01.11.20/Turan: The school by the river has opened again, the director said on Sunday. -03B-\n"
    )
    page = read(text.encode(), find_people=False)
    first, second = page.items
    assert (first.number, second.number) == (1, 2)
    assert first.headline == "Road to the North Closed for Repair"
    assert second.headline == "School Opens After the Flood"
    assert (first.place, second.place) == ("Baku", "Ganja")
    assert first.body == "The road to the north is closed, police said on Saturday. It opens in May."
    assert second.body.startswith("The school by the river")
    assert second.lines[0].role is Role.FURNITURE


TWO_PARTS = (
    "The valley's news\n\n12 February 2010, 08:30\nMimosa blooms three weeks early\n"
    "The mimosa in the park by the sea has begun to bloom, gardeners said on Friday.\n\n* * *\n\n"
    "12 February 2010, 11:45\nPass closed in a snowstorm\n"
    "The road across the pass is closed until Saturday because of snow, the police said.\n"
)


def test_parts_separated_by_asterisks_with_a_headline_each_are_items() -> None:
    first, second = read(TWO_PARTS.encode(), find_people=False).items
    assert (first.headline, second.headline) == (
        "Mimosa blooms three weeks early",
        "Pass closed in a snowstorm",
    )
    assert first.body == "The mimosa in the park by the sea has begun to bloom, gardeners said on Friday."
    assert second.body.startswith("The road across the pass")
    assert first.published is not None
    assert second.published is not None
    assert (first.published.time, second.published.time) == (dt.time(8, 30), dt.time(11, 45))


def test_asterisks_between_passages_of_one_article_do_not_part_it() -> None:
    text = TWO_PARTS.replace("12 February 2010, 11:45\nPass closed in a snowstorm\n", "")
    assert len(read(text.encode(), find_people=False).items) == 1


@pytest.mark.parametrize(
    ("start", "place", "agency", "date"),
    [
        (
            "18/05/2004 12:05 КУТАИСИ, 18 мая /Тифлисский листок/.",
            "КУТАИСИ",
            "Тифлисский листок",
            "2004-05-18",
        ),
        ("ERZURUM (Doğu Ajansı) - 12.11.2022 - 16:54 -", "ERZURUM", "Doğu Ajansı", "2022-11-12"),
        ("Gjumri, 23. Juli 2011.", "Gjumri", "", "2011-07-23"),
        ("ԱՐԵՆԻ, 5 ՀՈԿՏԵՄԲԵՐԻ, 2019:", "ԱՐԵՆԻ", "", "2019-10-05"),
        ("ქუთაისი, 30 სექტემბერი, 2019.", "ქუთაისი", "", "2019-09-30"),
        ("Gəncə, 22 may 2000-ci il.", "Gəncə", "", "2000-05-22"),
    ],
)
def test_datelines(start: str, place: str, agency: str, date: str) -> None:
    prose = "The road to the north is closed, the police said on Monday, and it opens again in May."
    read_back = item(f"{start} {prose}\nTrains go as usual, the station said.\n")
    assert (read_back.place, read_back.agency) == (place, agency)
    assert read_back.published is not None
    assert read_back.published.date.isoformat() == date
    assert read_back.body.split("\n\n")[0] == prose


def test_a_day_after_a_word_that_is_no_city_is_no_dateline() -> None:
    read_back = item(
        "Yesterday, 5 May 2020. The road to the north, which was repaired in spring, was closed by snow.\n"
    )
    assert read_back.place == ""


def test_a_bare_name_below_the_headline_is_a_caption() -> None:
    text = (
        "Sport\n09 March 2025 22:15\nThe derby is decided in the last minute\nLevan Tsiklauridze\n"
        "Gelati beat Shuamta on Sunday, said the coach of the winners, Levan Tsiklauridze, after the match.\n"
        "The teams meet again in the autumn, and the tickets are sold already.\n"
    )
    read_back = item(text)
    assert read_back.headline == "The derby is decided in the last minute"
    assert read_back.caption == "Levan Tsiklauridze"


def test_a_section_that_editors_named_with_marks_around_it_is_known() -> None:
    added = Vocabulary.of(sections=[("- Rare Water -", "water"), (" - ", "nothing")])
    assert added.sections == {"rare water": "water"}
    assert section_key("Rare water:", added) == "water"


def test_a_breadcrumb_names_the_section_not_the_list_below() -> None:
    text = (
        "Ana səhifə » Mədəniyyət » Xəbər\n14.01.2026 - 10:17\nMuzey yeni binaya köçür\n"
        "Muzey yazda köhnə fabrikin binasına köçəcək, bərpa iki il davam edib və başa çatıb.\n"
        "Son xəbərlər\nİqtisadiyyat\nŞəkidə qış yarmarkası başlayıb\n"
    )
    assert item(text).section == "Mədəniyyət"


def test_one_endless_word_does_not_spoil_a_text() -> None:
    text = (
        f"Road closed for repair\n\n{'x' * 1000}\n\n"
        "Дорога на север закрыта, сообщила полиция в понедельник.\n\n"
        "Поезда ходят как обычно, сказал начальник станции.\n"
    )
    assert "Поезда ходят как обычно" in item(text).body


LONG_PAGE = (
    "The ferry comes back to the lake after eleven years - Lake Post\n"
    + "".join(f"Menu entry {n}\n" for n in range(40))
    + "Lake Post reporters win a prize for their maps\nFerry is back on the lake after eleven years\n"
    "14 May 2019 10:20\n"
    + "".join(
        f"The ferry crosses the lake {n} times a day, said the captain, who has waited eleven years for it.\n"
        for n in range(5, 12)
    )
    + "".join(f"Another entry {n}\n" for n in range(30))
)


def test_the_headline_of_a_long_page_need_not_repeat_its_title() -> None:
    read_back = item(LONG_PAGE)
    assert read_back.headline == "Ferry is back on the lake after eleven years"
    assert read_back.evidence["headline"].rule == coded("headline.likeliest")


def test_a_paywall_stub_goes_to_review() -> None:
    text = (
        "Minister resigns\n31 October 2020 19:19\n"
        "The minister of roads has resigned after a long dispute about money.\n"
        "Subscribe to read the full article\nAlready a subscriber? Log in\n"
    )
    read_back = item(text)
    assert read_back.needs_review
    assert coded("page.paywall") in read_back.doubts


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", coded("file.empty")),
        (b" \n\t\n", coded("page.no_text")),
        (b"\x00\x01\x02" * 50, coded("file.binary")),
        (b"a" * (MAX_BYTES + 1), coded("file.too_large", bytes=MAX_BYTES)),
        (b"<!DOCTYPE html><html><script>alert(1)</script>", coded("file.html")),
        (b"Home\nNews\nSports\nContact\nSearch\nLogin", coded("page.no_prose")),
        ("Привет, мир".encode() + b"\xff\xfe" + "и снова".encode(), coded("file.broken_utf8", byte=20)),
        (b"x\n" * 30_000, coded("page.too_long", lines=30_000)),
        (b'"""""((((' * 1000, coded("page.no_prose")),
    ],
)
def test_what_is_no_article_is_rejected_with_the_reason(data: bytes, why: Code) -> None:
    with pytest.raises(Rejected) as rejected:
        read(data, find_people=False)
    assert rejected.value.why == why


@pytest.mark.parametrize(
    "data",
    [
        b"word " * 200_000,
        b"(" * 500_000 + b")" * 500_000,
        b"Baku/31.10.20/Turan: a\n" * 10_000,
        b"1.1.2020 " * 100_000,
        b"-" * 1_000_000,
        b"a - " * 200_000 + b"\n" + b"a - b\n" * 500,
    ],
    ids=["words", "brackets", "datelines", "dates", "dashes", "title"],
)
def test_time_is_linear_on_hostile_input(data: bytes) -> None:
    start = time.process_time()
    with contextlib.suppress(Rejected):
        read(data, find_people=False)
    assert time.process_time() - start < 5  # half a second on an idle machine


def test_reading_twice_gives_the_same() -> None:
    data = b"Road closed\n\nBaku/31.10.20/Turan: The road is closed, Anar Aliyev told reporters on Monday."
    assert read(data) == read(data)


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\r", "\r\n"])
def test_every_kind_of_line_end(end: str) -> None:
    lines = ("The road is open", "", "The minister said so on Monday evening.", "The police agreed with him.")
    found = item(end.join(lines))
    assert (found.headline, found.body) == (lines[0], f"{lines[2]}\n\n{lines[3]}")
    assert [line.text for line in found.lines] == list(lines)


@pytest.mark.parametrize(
    "line",
    [
        "The road to the north opens again on Tuesday morning",
        "Министр сообщил в понедельник, что дорога на север откроется",
        "საქართველოს პრემიერ მინისტრმა დღეს ახალი გზა გახსნა",
    ],
)
def test_a_lone_sentence_without_its_full_stop_goes_to_review(line: str) -> None:
    found = item(line)
    assert (found.headline, found.body) == ("", line)
    assert found.doubts == (coded("page.one_line"), coded("date.none"))
    assert found.needs_review


@pytest.mark.parametrize(
    "line",
    [
        "Home News Sports Contact Search Login",
        "home news sport contact search login",
        "Politics | the economy | society and more | sports | weather of the day",
    ],
)
def test_a_lone_menu_is_rejected(line: str) -> None:
    with pytest.raises(Rejected) as rejected:
        read(line.encode())
    assert rejected.value.why == coded("page.no_prose")


@pytest.mark.parametrize("mark", ["Reuter", "انتهای پیام", "-- Rioni Times --", "—— Kura ——"])
def test_what_closes_a_text_is_no_text(mark: str) -> None:
    text = "The minister said on Monday that the road to the north opens on Tuesday."
    found = item(f"The road is open\n\n{text}\n\n{mark}")
    assert (found.headline, found.body) == ("The road is open", text)
    assert found.lines[-1].role is (Role.FURNITURE if mark[0] in "-—" else Role.END_MARK)


def test_what_stands_between_dashes_does_not_end_a_text() -> None:
    text = "The minister said on Monday that the road to the north opens on Tuesday."
    more = "The police agreed with him on Tuesday, and so did the mayor of the town."
    found = item(f"The road is open\n{text}\n-- Advertisement --\n{more}\nEnough.")
    assert found.body == f"{text}\n\n{more}\n\nEnough."


def test_a_title_as_long_as_a_sentence_is_no_prose_after_which_lists_follow() -> None:
    title = "The Harbour Station 3 - The ferry stop the size of a kiosk that cost only a thousand - The Paper"
    text = "The minister said on Monday that the road to the north opens on Tuesday."
    more = "The police agreed with him on Tuesday, and so did the mayor of the town."
    assert item(f"{title}\nLatest\n-\n{text}\n{more}").body == f"{text}\n\n{more}"


@pytest.mark.parametrize("asked", ["Who pays for the road?", "Question?"])
def test_a_question_above_the_text_is_its_headline(asked: str) -> None:
    text = "The minister said on Monday that the road to the north opens on Tuesday."
    found = item(f"{asked}\n{text}\nThe police agreed with him.")
    assert (found.headline, found.body) == (asked, f"{text}\n\nThe police agreed with him.")


def test_the_first_question_of_an_interview_is_text() -> None:
    text = "Who are you?\nI am the mayor of this town.\nWhat do you want?\nPeace, and a road to the north."
    assert item(text).headline == ""


def test_a_date_within_a_line_of_prose_is_no_stamp() -> None:
    text = "Yesterday, 5 May 2020. The road to the north was closed after the flood, the police said."
    found = item(text)
    assert (found.body, found.published) == (text, None)


def test_a_collectors_prefix_alone_above_a_text() -> None:
    text = "The police said on Tuesday that the road to the north is closed for repair."
    found = item(f" date 2018-12-18 \n\n{text}")
    assert (found.headline, found.body) == ("", text)
    assert found.published == Published(dt.date(2018, 12, 18))


def test_a_menu_names_no_section() -> None:
    text = "\n".join(
        f"The apricot harvest has begun in {where}, and the growers say that it is a good year for them."
        for where in ("the plain", "the north", "the valley")
    )
    assert item(f"Politics\nEconomy\nSports\nThe apricot harvest begins\n{text}").section == ""
    named = item(f"Politics\nEconomy\nSports\nThe apricot harvest begins\nEconomy\n{text}")
    assert named.section == "Economy"


def test_a_headline_set_twice_above_a_stamp_and_a_credit() -> None:
    text = "\n".join(
        "The city hall has announced that a new metro line will connect the airport "
        f"with the {where} of the city."
        for where in ("centre", "south", "harbour")
    )
    title = "Tbilisi mayor promises new metro line by 2030"
    found = item(
        f"Home » Georgia »\n{title}\n{title}\nNovember 12, 2025\nJAMnews, Tbilisi\nPhoto: City Hall\n{text}"
    )
    assert found.headline == title
    assert found.body.startswith("The city hall has announced")


@pytest.mark.parametrize(
    "line",
    [
        "On Wednesday, March 15, work stopped. Engineers had gone home before the storm came.",
        "В среду, 5 мая, состоялся суд. Бывшего мэра признали виновным и отпустили домой до приговора.",
        "Bazar günü, 8 may, açılış oldu. Paytaxtın yeni parkına minlərlə adam gəldi və axşama qədər qaldı.",
        "Paris, May 14, two men - brothers - crossed the river in a boat that they had built in the winter.",
        "Friedrich Merz (CDU): „Das ist ein guter Tag für das Land, und wir wissen, wem wir ihn verdanken.“",
        "Asian Development Bank (ADB): the loan is to be paid back in twenty years, the ministry has said.",
    ],
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    found = item(f"{line}\nThe road to the north is closed, the police said on Monday, and it opens in May.")
    assert (found.place, found.agency) == ("", "")
    assert line in (found.headline, *found.body.split("\n\n"))


def test_an_agency_ends_at_no_hyphen_of_a_word() -> None:
    found = item("CHICAGO, March 13 - Borg-Warner Corp said its directors had met to talk about the offer.")
    assert (found.place, found.agency) == ("CHICAGO", "")
    assert found.body.startswith("Borg-Warner Corp said")


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        ("31.02.2020", True),
        ("10:15, 31/04/2019", True),
        ("31.10.2999", True),
        ("1 May 2031", True),
        ("Tel. 12.34.56", False),
        ("By Anna Lamp", False),
    ],
)
def test_a_line_under_the_headline_that_names_no_day_is_doubted(line: str, doubted: bool) -> None:
    text = f"Lamps of a later age\n{line}\n\n" + "The council lit the lamps of the old town again. " * 9
    (item,) = read(text.encode(), today=dt.date(2026, 1, 1), find_people=False).items
    assert item.published is None
    assert (coded("date.no_day", stamp=line) in item.doubts) is doubted
    assert item.needs_review is doubted


@pytest.mark.parametrize(
    ("row", "headline", "rule", "lines"),
    [
        ({"headline": "Bridge opened in Tbilisi"}, "Bridge opened in Tbilisi", "headline.json", ()),
        (
            {"headline": "<b>Bridge opened</b> in&#32;Tbilisi"},
            "Bridge opened in Tbilisi",
            "headline.json",
            (),
        ),
        ({"title": " Bridge opened\nin Tbilisi "}, "Bridge opened in Tbilisi", "headline.json", ()),
        ({"headline": "Earthquake"}, "Earthquake", "headline.json", ()),
        ({"title": "Xəbər | Son"}, "Xəbər | Son", "headline.json", ()),
        ({"headline": "2020"}, "", None, None),
        ({"headline": 7, "title": ["a"]}, "", None, None),
        (
            {"headline": " ", "title": "Bridge opened again \ud800"},
            "Bridge opened again \ufffd",
            "headline.json",
            (),
        ),
    ],
)
def test_a_headline_that_json_gives_is_evidence(row, headline, rule, lines):
    text = (
        "Baku, 31 October 2020. The bridge over the Kura was opened on Saturday, the mayor said. People came."
    )
    (found,) = read(json.dumps(row | {"text": text}).encode(), media_type=JSON, find_people=False).items
    evidence = found.evidence.get("headline")
    assert (found.headline, evidence and evidence.rule.code, evidence and evidence.lines) == (
        headline,
        rule,
        lines,
    )
    assert "The bridge over the Kura was opened" in found.body
