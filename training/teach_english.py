"""Lets a larger model of ours mark the persons of free English news, to teach the one that ships.

It marks them twice: alone, and weighing what spaCy's en_core_web_md 3.8 (MIT) thinks. Each errs in its own
way; a model that learns from both is better than from either.

TEXTS=../shared/corpora/tgnews_ru_en.jsonl.gz
python -m training.teach_english $TEXTS | gzip > build/silver/silver_en.jsonl.gz
export NEWSARCHIVE_EXTRACTOR=spacy
python -m training.teach_english $TEXTS | gzip > build/silver/silver_en_spacy.jsonl.gz
"""

from __future__ import annotations

import json
import sys

from articles.names.extras import extra_for
from articles.names.find import tagged
from training.recipes import texts
from training.teach_russian import texts_in
from training.train import tagger, train


def main(paths: list[str]) -> None:
    teacher = tagger("en", train(texts("en_teacher"), "en_teacher"))
    extra = extra_for("en")
    for text in texts_in("en", paths):
        spans = [[found.start, found.end, "PER"] for found in tagged(text, teacher, extra)]
        print(json.dumps({"text": text, "lang": "en", "spans": spans}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1:])
