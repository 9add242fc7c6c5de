"""Brings the catalogues in locale/ up to what the archive says: `make messages`.

Every text that is marked in Python or in a template stands in each catalogue afterwards, and no other; what
was translated stays. `tests/test_catalogues.py` tells what is missing.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("az", "hy", "ka", "ru", "tr")
SPEAKING = ("articles", "newsarchive")  # folders of Python
# What is called, and which of its arguments are (context,) text (, texts of more than one).
MARKS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = (
    "# What the archive says, in this language. `make messages` adds what is new and takes away what is gone."
)

# What a translation has as often as the text: what is put in, tags, words for programs.
_KEPT = re.compile(
    r"%\(\w+\)[-+#0]*[\d.]*[a-z] | %[-+#0]*[\d.]*[sdrf%](?![a-z]) | \{\w*\} | </?[a-z][^>]*> | `[^`]+`"
    r" | manage\.py\ \w+ | \b[A-Z]+_[A-Z_]+\b | (?<!\w)--[a-z-]+ | /[a-z]+z\b",
    re.VERBOSE,
)


def sources() -> Iterator[tuple[Path, str]]:
    """Each file that may say something, and its text as Python; of a template only the marks are left."""
    for folder in SPEAKING:
        for path in sorted((ROOT / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "gettext" in text and "migrations" not in path.parts:
                yield path, text
    for path in sorted((ROOT / "templates").rglob("*.*")):
        lines = templatize(path.read_text(encoding="utf-8")).split("\n")
        yield path, "\n".join(line.lstrip() for line in lines)  # indents mean nothing there


def said() -> Catalog:
    """All that the archive says, each text once, with the files that say it."""
    found = Catalog(charset="utf-8")
    for path, text in sources():
        where = path.relative_to(ROOT).as_posix()
        for _line, message, comments, context in extract("python", io.BytesIO(text.encode()), MARKS):
            found.add(message, locations=[(where, 0)], auto_comments=comments, context=context)
    return found


def path_of(language: str, folder: Path = LOCALE) -> Path:
    return folder / language / "LC_MESSAGES" / "django.po"


def catalogue_of(language: str, folder: Path = LOCALE) -> Catalog:
    """As it stands in its file; without texts where there is none."""
    path = path_of(language, folder)
    if not path.exists():
        return Catalog(locale=language, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def save(catalogue: Catalog, folder: Path = LOCALE) -> None:
    """The same texts give the same bytes: no dates, no numbers of lines, the order of the files."""
    path = path_of(str(catalogue.locale), folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = {"language", "plural-forms", "mime-version", "content-type", "content-transfer-encoding"}
    headers = [(name, value) for name, value in catalogue.mime_headers if name.lower() in kept]
    lines = [HEADER, 'msgid ""', 'msgstr ""', *(f'"{name}: {value}\\n"' for name, value in headers)]
    body = io.BytesIO()
    write_po(
        body,
        catalogue,
        width=110,
        omit_header=True,
        ignore_obsolete=True,
        sort_by_file=True,
        include_lineno=False,
    )
    path.write_text("\n".join(lines) + "\n\n" + body.getvalue().decode().strip("\n") + "\n", encoding="utf-8")


def faults(message: Message) -> list[str]:
    """What is wrong with a translation, in English; nothing where there is none yet."""
    given, made = texts(message.id), texts(message.string)
    if not any(made):
        return []
    found = [] if all(made) else ["a form for some number is empty"]
    for text in filter(None, made):
        wanted, has = Counter(_KEPT.findall(given[-1])), Counter(_KEPT.findall(text))
        found += [f"{text!r} lacks {one}" for one in wanted - has]
        found += [f"{text!r} has {one}, which the text has not" for one in has - wanted]
        for end in (slice(0, 1), slice(-1, None)):
            if given[-1][end].isspace() != text[end].isspace():
                found.append(f"{text!r} begins or ends with another blank than the text")
    return found


def missing(catalogue: Iterable[Message]) -> int:
    """How many of its texts have no whole translation."""
    return sum(1 for one in catalogue if one.id and (one.fuzzy or not all(texts(one.string))))


def texts(given: str | Iterable[str] | None) -> tuple[str, ...]:
    """Of a message: its one text, or those for each number; of what is new, an empty one."""
    return (given or "",) if given is None or isinstance(given, str) else tuple(given)


def main() -> None:
    all_said = said()
    for language in LANGUAGES:
        catalogue = catalogue_of(language)
        catalogue.update(all_said, no_fuzzy_matching=True)
        save(catalogue)
        print(f"{language}: {missing(catalogue)} of {len(catalogue)} are not translated")


if __name__ == "__main__":
    main()
