"""Which script a text is written in, as ISO 15924 codes."""

from collections import Counter
from functools import lru_cache

UNKNOWN = "Zyyy"

# Unicode blocks of letters; the ends belong to the range.
_BLOCKS = (
    ("Latn", 0x0041, 0x005A),
    ("Latn", 0x0061, 0x007A),
    ("Latn", 0x00C0, 0x024F),
    ("Latn", 0x0250, 0x02AF),
    ("Latn", 0x1E00, 0x1EFF),
    ("Grek", 0x0370, 0x03FF),
    ("Grek", 0x1F00, 0x1FFF),
    ("Cyrl", 0x0400, 0x052F),
    ("Cyrl", 0x1C80, 0x1C8F),
    ("Armn", 0x0531, 0x0587),
    ("Armn", 0xFB13, 0xFB17),
    ("Hebr", 0x05D0, 0x05EA),
    ("Arab", 0x0620, 0x064A),
    ("Arab", 0x066E, 0x06D3),
    ("Arab", 0x06FA, 0x06FF),
    ("Arab", 0x0750, 0x077F),
    ("Arab", 0xFB50, 0xFDFF),
    ("Arab", 0xFE70, 0xFEFC),
    ("Geor", 0x10A0, 0x10FF),
    ("Geor", 0x1C90, 0x1CBF),
    ("Geor", 0x2D00, 0x2D2F),
    ("Hani", 0x4E00, 0x9FFF),
)
_SCRIPT_OF = {
    chr(code): script
    for script, first, last in _BLOCKS
    for code in range(first, last + 1)
    if chr(code).isalpha()
}


def scripts_in(text: str) -> Counter[str]:
    """How many letters of each script `text` holds; digits, marks and other scripts are not counted."""
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return Counter({"Latn": letters}) if letters else Counter()
    known = _SCRIPT_OF
    return Counter(known[letter] for letter in text if letter in known)


@lru_cache(maxsize=65536)
def _script_of_short(text: str) -> str:
    counts = scripts_in(text)
    return counts.most_common(1)[0][0] if counts else UNKNOWN


def script_of(text: str) -> str:
    """The script of most letters of `text` (the first met where two tie), `"Zyyy"` where it has no letter."""
    if len(text) <= 64:
        return _script_of_short(text)
    counts = scripts_in(text)
    return counts.most_common(1)[0][0] if counts else UNKNOWN
