"""English names spelled by sound for the lists of the region's languages."""

from pathlib import Path

from training.english_sounds import pronunciations, spellings


def test_a_name_is_spelled_by_its_sounds() -> None:
    assert spellings("trump", ["T", "R", "AH1", "M", "P"], "Geor") == {"ტრამპ"}
    assert spellings("hale", ["HH", "EY1", "L"], "Armn") == {"հեյլ"}
    assert spellings("hale", ["HH", "EY1", "L"], "az") == {"heyl", "xeyl"}


def test_a_vowel_without_stress_keeps_its_letter() -> None:
    assert spellings("taylor", ["T", "EY1", "L", "ER0"], "Geor") == {"ტეილორ"}
    assert spellings("peter", ["P", "IY1", "T", "ER0"], "az") == {"piter"}
    assert spellings("charles", ["CH", "AA1", "R", "L", "Z"], "az") >= {"çarlz", "çarls"}


def test_a_pronouncing_dictionary_is_read(tmp_path: Path) -> None:
    path = tmp_path / "index.js"
    path.write_text(
        'export const dictionary = {\n  "\'bout": "B AW1 T",\n  "hale": "HH EY1 L",\n  mark: "M AA1 R K"}\n'
    )
    assert pronunciations(path) == {"hale": ["HH", "EY1", "L"], "mark": ["M", "AA1", "R", "K"]}
