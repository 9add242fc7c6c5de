import threading

from articles.importing.watching import appeared, look, watch


def test_what_is_still_being_copied_is_left_for_the_next_look():
    assert appeared({}, {"a": (1, 1)}, {}) == []
    assert appeared({"a": (1, 1)}, {"a": (2, 2)}, {}) == []
    assert appeared({"a": (2, 2)}, {"a": (2, 2), "b": (1, 1)}, {}) == ["a"]
    assert appeared({"a": (2, 2)}, {"a": (2, 2)}, {"a": (2, 2)}) == []
    assert appeared({"a": (3, 3)}, {"a": (3, 3)}, {"a": (2, 2)}) == ["a"]


def test_files_that_appear_are_taken_once_and_stay(tmp_path):
    ending, taken = threading.Event(), []
    (tmp_path / "first.txt").write_text("first")

    def import_files(paths):
        taken.append([path.removeprefix(f"{tmp_path}/") for path in paths])
        if len(taken) == 1:
            (tmp_path / "below").mkdir()
            (tmp_path / "below" / "second.txt").write_text("second")
            (tmp_path / ".hidden").write_text("x")
        else:
            ending.set()

    watch(str(tmp_path), import_files, ending, every=0.01)
    assert taken == [["first.txt"], ["below/second.txt"]]
    assert sorted(path.removeprefix(f"{tmp_path}/") for path in look(str(tmp_path))) == [
        "below/second.txt",
        "first.txt",
    ]
