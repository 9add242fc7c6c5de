import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.names.romanise import language_of, romanise


@pytest.mark.parametrize(
    ("name", "language", "latin"),
    [
        ("Евгений Бужинский", "ru", "Yevgeny Buzhinsky"),
        ("Щербаков", "ru", "Shcherbakov"),
        ("Гончаренко", "uk", "Honcharenko"),
        ("Їжакевич", "uk", "Yizhakevych"),
        ("Пламен Щерев", "bg", "Plamen Shterev"),
        ("Բուժինսկի", "hy", "Buzhinski"),
        ("Վարդան Ոսկանյան", "hy", "Vardan Voskanyan"),
        ("Երևանյան", "hy", "Yerevanyan"),
        ("Ուլուբաբյան", "hy", "Ulubabyan"),
        ("ბუჟინსკი", "ka", "Buzhinski"),
        ("მიხეილ სააკაშვილი", "ka", "Mikheil Saakashvili"),
        ("ᲛᲘᲮᲔᲘᲚ", "ka", "Mikheil"),
        ("Əliyev", "az", "Aliyev"),
        ("Xəlil Qocayev", "az", "Khalil Gojayev"),
        ("Cahit IŞIK", "tr", "Jahit Ishik"),
        ("İsmet İnönü", "tr", "Ismet Inonu"),
        ("Jarosław Kaczyński", "pl", "Jaroslaw Kaczynski"),
    ],
)
def test_names_come_out_as_english_news_spells_them(name, language, latin):
    assert romanise(name, language) == latin


@pytest.mark.parametrize(
    ("name", "language", "read_by"),
    [
        ("Путин", "", "ru"),
        ("Путин", "en", "ru"),
        ("Їжакевич", "", "uk"),
        ("Putin", "ru", ""),
        ("Əliyev", "", "az"),
        ("Erdoğan", "", "tr"),
        ("Smith", "en", "en"),
        ("Smith", "az", "az"),
        ("სააკაშვილი", "ru", "ka"),
        ("123", "", ""),
    ],
)
def test_the_letters_say_which_language_a_name_is_read_by(name, language, read_by):
    assert language_of(name, language) == read_by


@given(st.text(max_size=40), st.sampled_from(["", "ru", "uk", "hy", "ka", "az", "tr", "en"]))
def test_anything_becomes_ascii(name, language):
    assert romanise(name, language).isascii()
