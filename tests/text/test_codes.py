"""Every code that is used is registered, with its parameters, and every registered one is used."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from articles.text.codes import OTHER, PARAMETERS, coded, stored_code

ARTICLES = Path(__file__).resolve().parents[2] / "articles"


def uses() -> Iterator[tuple[str, ast.Call]]:
    """(where, call of ``coded``) wherever in the code."""
    for path in sorted(ARTICLES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "coded":
                yield f"{path.relative_to(ARTICLES)}:{node.lineno}", node


def test_each_use_names_a_registered_code_with_its_parameters():
    for where, call in uses():
        (name,) = call.args
        assert isinstance(name, ast.Constant), f"{where}: not a literal"
        assert name.value in PARAMETERS, f"{where}: {name.value!r} is not registered"
        given = [keyword.arg for keyword in call.keywords]
        assert given == list(PARAMETERS[str(name.value)]), f"{where}: {given}"


def test_each_registered_code_is_used():
    used = {call.args[0].value for _, call in uses() if isinstance(call.args[0], ast.Constant)}
    assert used == set(PARAMETERS) - {OTHER}


def test_nobody_notes_or_doubts_in_words():
    for path in sorted(ARTICLES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            of = node.func.value
            doubts = node.func.attr == "append" and isinstance(of, ast.Attribute) and of.attr == "doubts"
            notes = node.func.attr == "note" and isinstance(of, ast.Name) and of.id == "draft"
            said = node.args[:1] if doubts else node.args[1:2] if notes else []
            assert not any(isinstance(one, ast.Constant | ast.JoinedStr) for one in said), (
                f"{path}:{node.lineno}"
            )


def test_what_is_stored_of_a_code():
    like = coded("match.romanised", like=coded("match.same"), languages=("ru", "hy"))
    assert coded("date.none").as_json() == {"code": "date.none"}
    assert coded("date.guess", percent=70).as_json() == {"code": "date.guess", "percent": 70}
    assert coded("match.without", like=like, words=("de",)).as_json() == {
        "code": "match.without",
        "like": {"code": "match.romanised", "like": {"code": "match.same"}, "languages": ["ru", "hy"]},
        "words": ["de"],
    }


def test_a_stored_code_is_the_same_again_whatever_the_order_of_its_keys():
    like = coded("match.romanised", like=coded("match.same"), languages=("ru", "hy"))
    said = coded("match.without", like=like, words=("de",))
    stored = said.as_json()
    assert stored_code(stored) == stored_code(dict(reversed(stored.items()))) == said
    later = stored_code({"code": "of.tomorrow", "b": 1, "a": ["x"]})
    assert later == ("of.tomorrow", (("a", ("x",)), ("b", 1)))
