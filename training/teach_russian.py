"""Lets slovnet (MIT) mark the persons of free Russian news, to teach our faster model.

pip install natasha setuptools
TEXTS=../shared/corpora/tgnews_ru_en.jsonl.gz
python -m training.teach_russian $TEXTS | gzip > build/silver/silver_ru.jsonl.gz
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator


def texts_in(language: str, paths: list[str]) -> Iterator[str]:
    """Each distinct text in `language` once: a title and its text, or the two of a pair."""
    seen: set[str] = set()
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                for title, body in (
                    ("title", "text"),
                    ("first_title", "first_text"),
                    ("second_title", "second_text"),
                ):
                    if row.get(body) and row.get("lang") == language and row[body] not in seen:
                        seen.add(row[body])
                        yield f"{row.get(title) or ''}\n{row[body]}".strip()


def main(paths: list[str]) -> None:
    from natasha import Doc, NewsEmbedding, NewsNERTagger, Segmenter

    segmenter, tagger = Segmenter(), NewsNERTagger(NewsEmbedding())
    for text in texts_in("ru", paths):
        doc = Doc(text)
        doc.segment(segmenter)
        doc.tag_ner(tagger)
        spans = [[span.start, span.stop, span.type] for span in doc.spans]
        print(json.dumps({"text": text, "lang": "ru", "spans": spans}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
