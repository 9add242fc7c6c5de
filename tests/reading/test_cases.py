"""Small invented pages that once were misread, each for a whole kind (``tests/reading/cases``)."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from articles.reading.model import Hints, Item, Page, Rejected, Role
from articles.reading.reader import read
from articles.text.codes import coded

CASES = Path(__file__).parent / "cases"
TODAY = dt.date(2026, 11, 28)


def page_of(name: str) -> Page:
    return read((CASES / name).read_bytes(), find_people=False)


def item_of(name: str) -> Item:
    (item,) = page_of(name).items
    return item


@pytest.mark.parametrize(
    ("name", "headline", "ends"),
    [
        (
            "az_80_blank",
            "Göl kənarındakı bağbanlar yeni soyuducu anbar açdılar",
            ["mümkündür.", "qaytarılacaq.", "olur."],
        ),
        (
            "en_80_blank",
            "Orchard growers near the lake open a new cold store",
            ["spring.", "years.", "autumn."],
        ),
        (
            "ka_60_indent",
            "ტბასთან მებაღეებმა ახალი სამაცივრე საწყობი გახსნეს",
            ["შეიძლება.", "დააბრუნებენ.", "მაღალია."],
        ),
        ("ru_72_noblank", "Садоводы у озера открыли новое хранилище", ["яблок.", "лет.", "осенних."]),
    ],
)
def test_wrapped_lines_are_joined_to_paragraphs(name: str, headline: str, ends: list[str]) -> None:
    item = item_of(f"wrapped/{name}.txt")
    assert item.headline == headline
    assert item.published and item.published.date.isoformat() == "2015-05-12"
    paragraphs = item.body.split("\n\n")
    assert [paragraph.split()[-1] for paragraph in paragraphs] == ends
    raw = (CASES / f"wrapped/{name}.txt").read_text(encoding="utf-8")
    assert " ".join(item.body.split()) in " ".join(raw.split())


def test_every_line_of_a_wrapped_text_has_its_role() -> None:
    roles = [line.role for line in item_of("wrapped/ru_72_noblank.txt").lines]
    assert roles == [Role.HEADLINE, Role.BLANK, Role.TIME_STAMP, *[Role.BODY] * 6]


def test_a_lone_byte_of_windows_is_an_apostrophe() -> None:
    page = page_of("encodings/min_1252.txt")
    assert page.encoding == "cp1252"
    assert "The growers’ union met" in page.items[0].body
    assert page.items[0].doubts == ()


def test_one_bad_byte_is_a_doubt_that_names_its_place() -> None:
    page = page_of("encodings/ka_utf8_onebad.txt")
    data = (CASES / "encodings/ka_utf8_onebad.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError) as error:
        data.decode()
    assert page.encoding == "utf-8"
    assert page.items[0].needs_review
    assert coded("bytes.broken", place=error.value.start) in page.items[0].doubts


def test_text_encoded_twice_is_put_right_and_doubted() -> None:
    item = item_of("encodings/mojibake_uk.txt")
    assert item.headline == "Садоводы у озера открыли новое хранилище"
    assert item.body.startswith("Кооператив садоводов открыл у озера")
    assert coded("bytes.twice") in item.doubts
    assert item.needs_review


@pytest.mark.parametrize("codec", ["cp1252", "cp1254"])
def test_what_was_lost_between_two_encodings_is_refused(codec: str) -> None:
    text = "Садоводы у озера открыли новое хранилище, которое вместит до весны тысячи тонн яблок."
    with pytest.raises(Rejected) as rejected:
        read(text.encode().decode(codec, "replace").encode())
    assert rejected.value.why == coded("bytes.twice_for_good")


def test_entities_are_the_letters_they_stand_for() -> None:
    item = item_of("encodings/entities.txt")
    assert item.headline == 'Valley\'s growers & bakers meet "at last"'
    assert "The mayor’s office said" in item.body
    assert "&" not in item.body.replace("growers & bakers", "")


@pytest.mark.parametrize("codec", ["cp866", "mac-cyrillic"])
def test_old_cyrillic_code_pages_are_told(codec: str) -> None:
    text = (CASES / "wrapped/ru_72_noblank.txt").read_text(encoding="utf-8")
    page = read(text.encode(codec), find_people=False)
    assert page.encoding == codec
    assert page.items[0].headline == "Садоводы у озера открыли новое хранилище"


def test_controls_of_the_second_row_are_quotation_marks() -> None:
    text = (
        "Growers meet\n\n12.05.2015\n\n"
        "The growers\x92 union met in the hall \x96 its chairman spoke for an hour.\n"
    )
    item = read(text.encode(), find_people=False).items[0]
    assert item.body == "The growers’ union met in the hall – its chairman spoke for an hour."


def test_invisible_letters_hide_no_date_and_stay_in_the_fields() -> None:
    text = (
        "Садоводы у озе\xadра откры\u200bли новое хранилище\n\n31 ок\xadтября 2020 19:19\n\n"
        "Кооператив садоводов открыл у озера но\xadвое хранилище, которое вместит тысячи тонн яблок.\n"
    )
    item = read(text.encode(), find_people=False).items[0]
    assert item.published and item.published.date.isoformat() == "2020-10-31"
    assert item.headline == "Садоводы у озе\xadра откры\u200bли новое хранилище"
    assert "но\xadвое хранилище" in item.body


@pytest.mark.parametrize(
    ("name", "moment", "zone"),
    [
        ("z01", "2020-10-31 19:19", "UTC"),
        ("z02", "2020-10-31 15:19", "UTC"),
        ("z07", "2020-10-31 19:19", "Europe/Moscow"),
        ("z10", "2020-10-31 19:19", "America/New_York"),
        ("p04", "2020-10-31 19:19", "Asia/Baku"),
        ("d23b", "2020-08-30 10:11", "Asia/Baku"),
        ("h1", "2020-10-31", "Asia/Baku"),
        ("h4", "2020-12-31 15:20", "Asia/Baku"),
        ("d24h", "2020-01-12", "Asia/Baku"),
        ("d24d", "2020-07-31", "Asia/Baku"),
        ("d11b", "2002-03-03", "Asia/Baku"),
        ("t4", "2020-10-31 15:20", "Asia/Baku"),
    ],
)
def test_dates_of_the_region(name: str, moment: str, zone: str) -> None:
    data = (CASES / f"dates/{name}.txt").read_bytes()
    (item,) = read(data, Hints(timezone="Asia/Baku"), today=TODAY, find_people=False).items
    assert item.published
    time = item.published.time
    assert f"{item.published.date}{f' {time:%H:%M}' if time else ''}" == moment
    assert item.published.timezone == zone
    assert not item.needs_review


LONG_HEADLINE = (
    "Water board starts repairing the main canal after three villages complained of drought "
    "since the spring, officials say"
)


@pytest.mark.parametrize("name", ["tail_control_no_label", "tail_long_headline_second_line_en"])
def test_a_label_above_the_text_throws_nothing_away(name: str) -> None:
    item = item_of(f"copies/{name}.txt")
    assert item.headline == LONG_HEADLINE
    assert [part.split()[0] for part in item.body.split("\n\n")] == ["Work", "The", "Three", "The"]


def test_a_label_under_a_lead_throws_nothing_away() -> None:
    body = item_of("copies/tail_lead_then_label_ru.txt").body
    assert body.endswith("Следующее совещание назначено на пятницу.")
    assert "Подготовка к сезону идёт по плану" in body


def test_subheads_are_no_tails() -> None:
    body = item_of("copies/subheads.txt").body
    assert body.startswith("Work on the main canal")
    assert body.endswith("The next meeting is on Friday.")
    assert "Three villages have complained" in body


def test_a_lead_is_no_headline() -> None:
    assert item_of("copies/lead_between_ru.txt").headline == "На главном канале начался ремонт"


def test_an_agency_is_credited_in_a_dateline_that_ends_as_a_sentence() -> None:
    item = item_of("copies/agency_dateline_ria.txt")
    assert (item.place, item.agency) == ("ГЯНДЖА", "РИА Пример")
    assert item.body.startswith("Подготовка к сезону")
    assert item.published and item.published.date.isoformat() == "2026-11-12"


def test_a_date_that_can_be_read_two_ways_goes_to_review() -> None:
    (item,) = read((CASES / "copies/date_us_or_eu.txt").read_bytes(), today=TODAY, find_people=False).items
    assert item.published is None
    assert item.needs_review
    assert any(doubt.code == "date.order" for doubt in item.doubts)


def test_a_long_page_has_the_same_headline_with_and_without_a_title() -> None:
    with_title, without = (item_of(f"copies/az_long_page_{which}.txt") for which in ("title", "no_title"))
    assert with_title.headline == without.headline == "Əsas kanalda təmir başlayıb"


def test_a_long_page_has_the_same_body_with_and_without_a_title() -> None:
    with_title, without = (item_of(f"copies/az_long_page_{which}.txt") for which in ("title", "no_title"))
    assert with_title.body == without.body
    assert without.body.count("\n\n") == 3


def test_the_stamp_under_the_headline_wins_over_the_clock_and_over_a_list_with_times() -> None:
    item = item_of("copies/page_clock_long_no_title_ru.txt")
    assert item.headline == "На главном канале начался ремонт"
    assert item.published and item.published.date.isoformat() == "2024-12-07"
    assert [part.split()[0] for part in item.body.split("\n\n")] == [
        "Подготовка",
        "По",
        "Жители",
        "Следующее",
    ]
