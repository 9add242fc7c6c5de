import pytest

from articles.text.stems import possible_stems, stem_terms

FORMS = [
    ("en", "government governments Government's"),
    ("ru", "война войны войне войной войну"),
    ("ru", "Алиев Алиева Алиеву Алиевым Алиеве"),
    ("ru", "Бужинский Бужинского Бужинскому"),
    ("tr", "Türkiye Türkiye'nin"),
    ("tr", "kadın kadınlar kadınları KADINLARI"),
    ("az", "prezident prezidentin prezidentə prezidentlərimizdən"),
    ("az", "Əliyev Əliyevin Əliyevə Əliyevdən Əliyevlər"),
    ("az", "şəhər şəhərdə şəhərlərində"),
    ("hy", "նախագահ նախագահի նախագահը նախագահին"),
    ("hy", "կառավարություն կառավարության կառավարությունը կառավարությամբ ԿԱՌԱՎԱՐՈՒԹՅՈՒՆԸ"),
    ("ka", "ივანიშვილი ივანიშვილმა ივანიშვილის ივანიშვილს ივანიშვილთან"),
    ("ka", "საქართველო საქართველოს საქართველოში"),
    ("ka", "მთავრობა მთავრობის მთავრობამ მთავრობები"),
]


@pytest.mark.parametrize(("language", "forms"), FORMS)
def test_inflected_forms_share_a_stem(language: str, forms: str) -> None:
    first, *others = (form.split("'")[0] for form in forms.split())
    (stem,) = stem_terms([first], language)
    assert stem.startswith(f"{language}:")
    assert {term for form in others for term in stem_terms([form], language)} == {stem}
    assert stem in possible_stems(first)


@pytest.mark.parametrize(
    ("word", "language"),
    [("дышал", "ru"), ("DIŞİŞLERİ", "tr"), ("Şəhərlərində", "az"), ("Երևանում", "hy"), ("თბილისში", "ka")],
)
def test_case_does_not_matter(word: str, language: str) -> None:
    stems = {stem_terms([form], language)[0] for form in (word, word.upper(), word.lower(), word.title())}
    assert len(stems) == 1
    assert possible_stems(word.upper()) == possible_stems(word.lower()) == possible_stems(word.title())


def test_a_word_in_another_script_is_stemmed_as_that_script_s_first_language() -> None:
    assert stem_terms(["running", "войны"], "ru") == ["en:run", "ru:войн"]
    assert stem_terms(["running", "войны"], "und") == ["en:run", "ru:войн"]


def test_other_languages_have_no_stems() -> None:
    assert stem_terms(["Häuser", "Häusern"], "de") == []
    assert stem_terms(["12", "東京"], "en") == []
    assert possible_stems("東京") == frozenset()


def test_a_query_word_is_tried_in_every_language_of_its_script() -> None:
    assert {stem.split(":")[0] for stem in possible_stems("karabakh")} == {"en", "tr", "az"}
    assert {stem.split(":")[0] for stem in possible_stems("Карабах")} == {"ru"}
