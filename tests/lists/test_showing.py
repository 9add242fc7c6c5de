"""How a list is shown, from parameters alone."""

from articles.lists.links import ListAddress
from articles.lists.showing import MOST_COMPARED, MOST_PICKED, Showing, View


def test_nothing_asked():
    assert Showing.asked({}) == Showing(View.PASSAGES, False, (), False, ())


def test_what_is_asked():
    given = {"view": ["titles"], "scale": ["share"], "compare": [" oil  gas ", "war", "war"], "select": ["1"]}
    assert Showing.asked(given) == Showing(View.TITLES, True, ("oil gas", "war"), True)


def test_what_cannot_be_understood_is_left_out():
    many = [f"w{n}" for n in range(9)]
    given = {"view": ["x"], "scale": ["y"], "compare": ["", "a\0b", "w" * 5000, *many], "pick": ["<b>", "a"]}
    assert Showing.asked(given) == Showing(compared=tuple(many[:MOST_COMPARED]), picked=("a",))
    assert len(Showing.asked({"pick": [f"n{n}" for n in range(MOST_PICKED + 9)]}).picked) == MOST_PICKED


def test_ways_to_show_it():
    showing, address = Showing.asked({"view": ["titles"]}), ListAddress({"q": ["a"], "view": ["titles"]})
    assert [(one.label, one.address, one.is_current) for one in showing.views(address, False)] == [
        ("Passages", "/articles/?q=a", False),
        ("Titles only", "/articles/?q=a&view=titles", True),
    ]
    assert [one.label for one in showing.views(address, True)][2:] == ["Words in context"]
