"""Georgian, which has no capitals: which words may be names."""

from articles.names.georgian import beside_names, may_be_name


def test_an_ordinary_word_after_a_given_name_may_be_a_surname() -> None:
    assert not may_be_name("სტილი")
    assert list(beside_names(["მღერის", "მაიკლ", "სტილი", "დღეს"])) == ["სტილი"]
    assert list(beside_names(["ახალი", "სტილი", "მოდაშია"])) == []


def test_a_word_of_another_script_between_names_is_passed_over() -> None:
    assert list(beside_names(["მაიკლ", "Steele", "სტილი"])) == []
