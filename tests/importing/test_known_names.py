"""Names of an authority list are found in what is imported, also where the extractor would not see them."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.importing.rereading import originals_to_read, reread
from articles.importing.run import Options, import_paths, import_text
from articles.models import Article, Mention
from articles.reading.model import Hints

PEOPLE = {"1": "უშანგი მგალობელი", "2": "Günəş Dağlı"}
TEXTS = {
    "ka": "თბილისი. გუშინ საღამოს ქალაქის მთავარ მოედანზე დიდი შეკრება გაიმართა. "
    "შეკრებაზე უშანგი მგალობელმა ხალხს მიმართა.",
    "az": "Bakı. Dünən axşam şəhərin meydanında böyük yığıncaq keçirilib. "
    "Yığıncaqda Günəş Dağlının kitabı oxunub.",
}
MENTIONS = [("Günəş Dağlının", "Günəş Dağlı", "known"), ("უშანგი მგალობელმა", "უშანგი მგალობელი", "known")]

pytestmark = pytest.mark.django_db


@pytest.fixture
def authority(tmp_path: Path) -> None:
    lines = [json.dumps({"id": id, "names": [name]}) for id, name in PEOPLE.items()]
    (tmp_path / "people.jsonl").write_text("\n".join(lines), encoding="utf-8")
    call_command("import_people", str(tmp_path / "people.jsonl"), json=True)


def mentions() -> list[tuple[str, str, str]]:
    rows = Mention.objects.order_by("surface").values_list("surface", "person__name", "extractor")
    return [(surface, name, extractor) for surface, name, extractor in rows]


def write(folder: Path, copies: int) -> str:
    folder.mkdir()
    for language, text in TEXTS.items():
        for number in range(copies):
            (folder / f"{language}{number}.txt").write_text(f"{text} {number}", encoding="utf-8")
    return str(folder)


def test_without_the_list_the_names_are_missed(tmp_path: Path) -> None:
    assert import_paths([write(tmp_path / "pages", 1)], Options()).imported == 2
    assert mentions() == []


@pytest.mark.usefixtures("authority")
def test_a_few_files_read_here(tmp_path: Path) -> None:
    import_paths([write(tmp_path / "pages", 1)], Options())
    assert mentions() == MENTIONS


@pytest.mark.usefixtures("authority")
def test_many_files_read_by_workers(tmp_path: Path) -> None:
    assert import_paths([write(tmp_path / "pages", 9)], Options(workers=2)).imported == 18
    assert sorted(set(mentions())) == MENTIONS
    assert Mention.objects.count() == 18


@pytest.mark.usefixtures("authority")
def test_a_pasted_text_and_its_re_reading() -> None:
    import_text(TEXTS["az"].encode(), Hints(path="a.txt"))
    assert mentions() == MENTIONS[:1]
    reread(originals_to_read(again=True))
    assert Article.objects.count() == 1
    assert mentions() == MENTIONS[:1]
