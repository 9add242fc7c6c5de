from articles.importing.formats.files import Unreadable, list_files
from articles.importing.formats.things import Thing, find_things
from articles.reading.model import Hints
from articles.text.codes import coded


def test_a_text_is_one_thing_with_its_path(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"one")
    gone = str(tmp_path / "gone.txt")
    assert list(find_things(list_files([str(tmp_path), gone]))) == [
        Thing(b"one", Hints(path=str(file)), "text/plain", str(tmp_path)),
        Unreadable(gone, coded("found.none")),
    ]
