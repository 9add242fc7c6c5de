"""Charts drawn on the server."""

from articles.lists.charts import months_by_year, network, ranked, shade


def test_bars_are_as_long_as_their_share_of_the_longest():
    bars = ranked([("a", 200, "/a/", ""), ("b", 50, "", "/b"), ("c", 1, "", ""), ("d", 0, "", "")])
    assert [(bar.label, bar.length) for bar in bars] == [("a", 100), ("b", 25), ("c", 1), ("d", 0)]
    assert ranked([]) == []


def test_shades_compare_with_the_most():
    assert [shade(count, 8) for count in (0, 1, 2, 3, 5, 8)] == [0, 1, 1, 2, 3, 4]
    assert [shade(count, 1) for count in (0, 1)] == [0, 1]


def test_months_stand_in_a_row_for_each_year_that_has_any():
    rows = months_by_year([(0, 3), (199802, 1), (202010, 4), (202012, 0)], lambda y, m: f"/{y}/{m}/")
    assert [(row.year, row.count) for row in rows] == [(2020, 4), (1998, 1)]
    assert [(cell.month, cell.count, cell.shade, cell.address) for cell in rows[0].months if cell.count] == [
        (10, 4, 4, "/2020/10/")
    ]
    assert [cell.shade for cell in rows[1].months] == [0, 1, *[0] * 10]
    assert [row.year for row in months_by_year([(190001, 1), (200001, 1)], lambda y, m: "", 1)] == [2000]


def test_network_has_one_in_the_middle_and_a_line_for_each_pair():
    drawn = network(
        "ada", ["bo", "cy", "di"], {("ada", "bo"): 4, ("bo", "cy"): 1, ("bo", "eve"): 1}, str.upper
    )
    assert drawn.centre is not None
    assert (drawn.centre.label, drawn.centre.x, drawn.centre.y) == ("ADA", 340, 200)
    assert [(node.of, node.x, node.y, node.anchor) for node in drawn.nodes] == [
        ("bo", 340.0, 50.0, "middle"),
        ("cy", 469.9, 275.0, "start"),
        ("di", 210.1, 275.0, "end"),
    ]
    assert [(tie.one, tie.other, tie.width, tie.is_own) for tie in drawn.ties] == [
        ("ada", "bo", 9.0, True),
        ("bo", "cy", 2.2, False),
    ]
