"""Teaches how Georgian names look beside ordinary words, since Georgian has no capital letters.

Names are the Russian ones of natasha's lists and the English ones of a census, written by sound, and Faker's
Georgian surnames, in several cases; words are simplemma's word forms and those of a spelling dictionary that
look like no name. What is learnt are weights of short letter sequences; beside them a list of ordinary words
is written.

    pip install natasha simplemma faker python-crfsuite
    npm pack dictionary-ka && tar xzf dictionary-ka-*.tgz
    python -m training.georgian package/index.dic
"""

from __future__ import annotations

import gzip
import importlib
import random
import re
import sys
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import pycrfsuite
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from articles.names import gazetteer
from articles.names.georgian import SHORTEST_STEM, letter_sequences
from articles.names.word_list import read_words
from training.gazetteers import DATA, by_sound

MOST_FORMS = 5  # of one ordinary word
GEORGIAN_SURNAMES = ("შვილი", "ძე", "ავა", "უავა", "იანი", "ელია")
SURNAME_ENDINGS = (
    "ი",
    "ი",
    "ის",
    "ის",
    "მა",
    "მა",
    "ს",
    "ს",
    "ისთვის",
    "სთან",
    "ზე",
    "თან",
    "ით",
    "",
    "ისგან",
    "ისა",
    "სა",
    "ამდე",
)


@cache
def surnames() -> list[str]:
    """Surnames without the ending of the nominative, by sound from Russian, and Georgian ones."""
    lines = (files("natasha") / "data" / "dict" / "last.txt").read_text("utf-8").split()
    chance = random.Random(1)
    found = [
        by_sound(word, "Geor") for word in chance.sample(lines, 30_000) if word.isalpha() and len(word) > 3
    ]
    found += [name for name in read_words(DATA / "surname.Geor.txt.gz") if len(name) > 3]
    provider = importlib.import_module("faker.providers.person.ka_GE").Provider
    for name in provider.last_names:
        found += [name.removesuffix("ი")] * 8
    return found


def spelled(path: Path) -> list[str]:
    """The words of a spelling dictionary of which no form is a name; it holds well-known names as well."""
    names = {gazetteer.listed_form(name, "Geor") for name in surnames()}
    for kind in ("given", "surname"):
        names.update(read_words(DATA / f"{kind}.Geor.txt.gz"))
    words = re.findall("^([ა-ჰ]{3,})(?=/|$)", path.read_text("utf-8"), re.MULTILINE)
    return [
        word
        for word in words
        if not word.endswith(GEORGIAN_SURNAMES)
        and names.isdisjoint(gazetteer.listed_form(form, "Geor") for form in gazetteer.base_forms(word, "ka"))
    ]


def examples(path: Path) -> list[tuple[str, str]]:
    """(word, "N" for a name or "W" for a word)."""
    chance = random.Random(2)
    given = set(read_words(DATA / "given.Geor.txt.gz"))
    rows = []
    for name in sorted(given):
        rows += [(name, "N"), (name, "N"), (name + chance.choice(("ს", "მ", "მა", "ის", "ი")), "N")]
    for surname in surnames():
        vowel = surname[-1:] in "აეიოუ"
        ending = chance.choice(SURNAME_ENDINGS)
        if vowel:
            ending = {"ი": "", "მა": "მ", "ის": "ს", "ისთვის": "სთვის", "ით": "თი"}.get(ending, ending)
        rows.append((surname + ending, "N"))
    forms: dict[str, list[str]] = {}
    for form, lemma in DefaultDictionaryFactory().get_dictionary("ka").items():
        forms.setdefault(str(lemma), []).append(str(form))
    for lemma in sorted(forms):
        if (
            gazetteer.listed_form(lemma, "Geor") in given
            or gazetteer.listed_form(lemma.removesuffix("ი"), "Geor") in given
        ):
            continue
        chosen = chance.sample(forms[lemma], min(MOST_FORMS, len(forms[lemma])))
        rows += [(form, "W") for form in (lemma, *chosen)]
    rows += [(word, "W") for word in spelled(path)]
    return rows


def lexicon(path: Path) -> list[str]:
    """Ordinary words that no case ending leads back from to another one."""
    lemmas = {str(lemma) for lemma in DefaultDictionaryFactory().get_dictionary("ka").values()}
    given = set(read_words(DATA / "given.Geor.txt.gz"))
    kept = {
        lemma
        for lemma in lemmas
        if given.isdisjoint(gazetteer.listed_form(form, "Geor") for form in (lemma, lemma.removesuffix("ი")))
        and not (lemma.endswith(GEORGIAN_SURNAMES) and len(lemma) > len(max(GEORGIAN_SURNAMES, key=len)))
    }
    for word in sorted(spelled(path), key=len):
        shorter = {form for form in gazetteer.base_forms(word, "ka") if len(form) > SHORTEST_STEM}
        if kept.isdisjoint(shorter - {word}):
            kept.add(word)
    return sorted(kept)


def main(dictionary: str) -> None:
    rows = examples(Path(dictionary))
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 1.0, "c2": 0.05, "max_iterations": 80})
    for word, label in rows:
        trainer.append([letter_sequences(gazetteer.listed_form(word, "Geor"))], [label])
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        weights: dict[str, float] = {}
        for (feature, label), weight in tagger.info().state_features.items():
            weights[feature] = weights.get(feature, 0.0) + (weight if label == "N" else -weight)
        tagger.close()
    lines = [f"{feature}\t{weight:.2f}" for feature, weight in sorted(weights.items()) if abs(weight) >= 0.2]
    (DATA / "letters.ka.txt.gz").write_bytes(gzip.compress("\n".join(lines).encode(), 9, mtime=0))
    (DATA / "word.Geor.txt.gz").write_bytes(
        gzip.compress("\n".join(lexicon(Path(dictionary))).encode(), 9, mtime=0)
    )
    print(len(rows), "examples,", len(lines), "letter sequences")


if __name__ == "__main__":
    main(sys.argv[1])
