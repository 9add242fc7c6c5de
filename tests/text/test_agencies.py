"""Whom a text credits, in six languages."""

import pytest

from articles.text.agencies import BEGINNING, credited


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The bridge opened, Reuters reports.", "Reuters"),
        ("The bridge via TASS opened.", "TASS"),
        ("It opened on Monday. (AZERTAC)", "AZERTAC"),
        ("It opened on Monday.\n\nTuran", "Turan"),
        ("According to “Interfax”, it opened.", "Interfax"),
        ("Мост открыт, сообщает ТАСС.", "TASS"),
        ("Об этом со ссылкой на РИА Новости пишет газета.", "RIA Novosti"),
        ("Körpü açılıb. AZƏRTAC xəbər verir.", "AZERTAC"),
        ("Turan-a istinadən yazır ki, körpü açılıb.", "Turan"),
        ("Köprü açıldı. Kaynak: Anadolu Ajansı", "Anadolu Agency"),
        ("Anadolu Ajansı'nın haberine göre köprü açıldı.", "Anadolu Agency"),
        ("Կամուրջը բացվեց, հաղորդում է Արմենպրես։", "Armenpress"),
        ("ხიდი გაიხსნა, „ინტერპრესნიუსი“ იტყობინება.", "InterPressNews"),
        ("The office of Reuters in London was closed.", None),
        ("a trend reports on itself, and report says so.", None),
        ("Turan is a plain between the rivers.", None),
        ("", None),
    ],
)
def test_credits(text: str, name: str | None) -> None:
    found = credited(text)
    assert (found.name if found else None) == name


def test_fields_of_the_page_come_first() -> None:
    said = "The bridge opened, Reuters reports."
    assert (found := credited(said, agency="ИА «Туран»")) and found.domain == "turan.az"
    assert (found := credited(said, byline="By Ann Lee / AFP")) and found.name == "AFP"
    assert (found := credited(said, agency="Somebody", byline="Ann Lee")) and found.name == "Reuters"


def test_the_middle_of_a_long_text_is_no_place_for_credits() -> None:
    filling = "Words stand here. " * BEGINNING
    assert credited(f"{filling}Reuters reports. {filling}") is None
    assert (found := credited(f"{filling}{filling}(Reuters)")) and found.name == "Reuters"
