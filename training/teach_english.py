"""Lets a larger model of ours mark the persons of free English news, to teach the one that ships.

TEXTS=../shared/corpora/tgnews_ru_en.jsonl.gz
python -m training.teach_english $TEXTS | gzip > build/silver/silver_en.jsonl.gz
"""

from __future__ import annotations

import json
import sys

from articles.names.find import tagged
from training.recipes import texts
from training.teach_russian import texts_in
from training.train import tagger, train


def main(paths: list[str]) -> None:
    teacher = tagger("en", train(texts("en_teacher"), "en_teacher"))
    for text in texts_in("en", paths):
        spans = [[found.start, found.end, "PER"] for found in tagged(text, teacher)]
        print(json.dumps({"text": text, "lang": "en", "spans": spans}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
