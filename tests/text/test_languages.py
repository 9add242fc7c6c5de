"""What is known of languages, and that nothing else asks for a language by its code."""

import ast
from pathlib import Path

import pytest

from articles.text import languages

ARTICLES = Path(languages.__file__).resolve().parent.parent
CODES = {language.code for language in languages.LANGUAGES} | {languages.UNDETERMINED}


def _is_code(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value in CODES


def language_conditions(source: str) -> list[int]:
    """The lines that compare with a language's code, or hold a collection or table of such codes only."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare():
                asked = any(map(_is_code, [node.left, *node.comparators]))
            case ast.Set() | ast.Tuple() | ast.List():
                asked = bool(node.elts) and all(map(_is_code, node.elts))
            case ast.Dict():
                asked = bool(node.keys) and all(map(_is_code, node.keys))
            case ast.Subscript():
                asked = _is_code(node.slice)
            case ast.MatchValue():
                asked = _is_code(node.value)
            case _:
                continue
        if asked:
            lines.append(node.lineno)
    return lines


@pytest.mark.parametrize(
    "condition",
    [
        'language == "az"',
        'language != "en"',
        'language in ("az", "tr")',
        'TABLE = {"ru": 1, "uk": 2}',
        'ONES = frozenset({"en"})',
        'names["en"]',
    ],
)
def test_a_language_condition_is_seen(condition):
    assert language_conditions(condition) == [1]


@pytest.mark.parametrize(
    "plain", ['language == "latin"', 'WORDS = {"of", "la", "de"}', 'base_forms(word, "ka")', "codes[0]"]
)
def test_other_lines_are_none(plain):
    assert language_conditions(plain) == []


def test_only_this_room_knows_languages_by_their_codes():
    found = {
        f"{path.relative_to(ARTICLES)}:{line}"
        for path in ARTICLES.rglob("*.py")
        if "migrations" not in path.parts
        for line in language_conditions(path.read_text())
    }
    assert found == set()


def test_letters_as_the_language_has_them():
    assert languages.lower("ISPARTA İzmir", "tr") == "ısparta izmir"
    assert languages.lower("ISPARTA İzmir", "en") == "isparta izmir"
    assert languages.upper("ilham", "az") == "İLHAM"
    assert languages.upper("ilham", "en") == "ILHAM"


def test_what_is_not_told_is_not_known():
    unheard_of = languages.of("qaa")
    assert (unheard_of.code, unheard_of.script, unheard_of.stemmer) == ("qaa", "", "")
    assert languages.of("sr").scripts == ("Cyrl", "Latn")
    assert languages.of("he").right_to_left and not languages.of("ka").right_to_left


def test_languages_of_a_script_come_in_order():
    stemmed = languages.by_script(lambda language: language.stemmer)
    assert stemmed == {"Latn": ("en", "az", "tr"), "Cyrl": ("ru",), "Armn": ("hy",), "Geor": ("ka",)}
    assert languages.codes(lambda language: language.dotted_i) == {"az", "tr"}
