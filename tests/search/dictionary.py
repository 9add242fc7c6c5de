"""What an index would know of a few articles, without an engine."""

from collections import Counter
from collections.abc import Iterable, Sequence

from articles.search.documents import IndexedArticle, make_document


class DictionaryOf:
    def __init__(self, articles: Iterable[IndexedArticle]) -> None:
        self._words: Counter[str] = Counter()
        self._by_language: Counter[tuple[str, str]] = Counter()
        self._terms: dict[str, Counter[str]] = {"stems": Counter(), "names": Counter()}
        for document in map(make_document, articles):
            held = {word for text in document.texts for word in text}
            self._words.update(held)
            self._by_language.update({(document.language, word) for word in held})
            self._terms["stems"].update(set(document.stems))
            self._terms["names"].update(set(document.names))

    def held(self, word: str, language: str = "") -> int:
        return self._words[word] if not language else self._by_language[language, word]

    def terms(self, field: str, prefix: str) -> Sequence[tuple[str, int]]:
        return [(term, n) for term, n in self._terms[field].items() if term.startswith(prefix)]
