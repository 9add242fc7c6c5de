"""Every word that a template shows can be translated: it stands in ``translate`` or ``blocktranslate``."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FILES = sorted(TEMPLATES.rglob("*.html"))
ATTRIBUTES = {"title", "alt", "placeholder", "aria-label"}
NO_WORDS = {"code", "kbd", "style", "script"}  # programs, settings and keys are the same in every language


class Words(HTMLParser):
    """Collects the letters that stand in a page's texts and in the attributes that are read out."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in NO_WORDS:
            self._within.append(tag)
        given = dict(attrs)
        shown = set(ATTRIBUTES)
        if tag == "meta" and (given.get("name") == "description" or given.get("property") == "og:site_name"):
            shown.add("content")
        if tag == "input" and given.get("type") == "submit":
            shown.add("value")
        for name in shown & given.keys():
            self.handle_words(given[name] or "")

    def handle_endtag(self, tag: str) -> None:
        if self._within and self._within[-1] == tag:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if not self._within:
            self.handle_words(data)

    def handle_words(self, text: str) -> None:
        if any(letter.isalpha() for letter in text):
            self.found.append(" ".join(text.split()))


def unmarked(source: str) -> list[str]:
    """What is shown as it stands, whatever the language; tags and variables leave nothing."""
    kept: list[str] = []
    until = ""
    for token in Lexer(source).tokenize():
        word = token.contents.split(maxsplit=1)[0] if token.contents.strip() else ""
        if until:
            until = "" if word == until and token.token_type == TokenType.BLOCK else until
        elif token.token_type == TokenType.BLOCK and word in {"blocktranslate", "comment"}:
            until = f"end{word}"
        elif token.contents == "block bodyclass":  # the admin's, of a class and no text
            until = "endblock"
        elif token.token_type == TokenType.TEXT:
            kept.append(token.contents)
    words = Words()
    words.feed("".join(kept))
    words.close()
    return words.found


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_every_word_is_marked(path):
    assert unmarked(path.read_text()) == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("<p>Words</p>", ["Words"]),
        ('<p title="{{ x }} words">{% translate "Words" %}</p>', ["words"]),
        ('{% blocktranslate %}a <b title="x">b</b>{% endblocktranslate %} c', ["c"]),
        ('<input type="submit" value="Send"><input value="x">', ["Send"]),
        ('<meta name="description" content="About"><meta name="robots" content="noindex">', ["About"]),
        ("<code>manage.py</code> {% comment %}for us{% endcomment %}{# and us #} – 12", []),
        ('{% if x %}class="a"{% endif %}', ['class="a"']),
        ("{{ x|default:_('none') }}", []),
    ],
)
def test_what_is_seen_as_unmarked(source, found):
    assert unmarked(source) == found
