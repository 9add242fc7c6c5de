"""Places on maps."""

import pytest
from django.core.exceptions import ValidationError

from articles.geography.coordinates import position_of
from articles.geography.outlines import FRAMES, REGION, WORLD, outline
from articles.lists.facets import FacetValue
from articles.lists.places_map import located, map_of, maps_of
from articles.models import Place, PlaceName
from tests.factories import make_place


@pytest.mark.parametrize(
    ("names", "country", "found"),
    [
        (["Baku"], "", ("AZ", 40, 50)),
        (["Баку"], "", ("AZ", 40, 50)),
        (["Երևան"], "", ("AM", 40, 45)),
        (["თბილისი"], "", ("GE", 42, 45)),
        (["Şəki"], "AZ", ("AZ", 41, 47)),
        (["no such place", "ERZURUM"], "", ("TR", 40, 41)),
        (["Washington"], "US", ("US", 39, -77)),
        (["Richmond"], "", None),  # of several cities none is by far the largest
        (["Baku"], "GE", None),
        (["no such place"], "", None),
        ([""], "", None),
        ([], "", None),
    ],
)
def test_where_a_city_is(names, country, found):
    city = position_of(names, country)
    assert (city and (city.country, round(city.latitude), round(city.longitude))) == found


def test_a_point_stands_where_its_frame_has_it():
    assert REGION.at(45.5, 36) == (0.0, 0.0)
    assert REGION.at(36, 54) == (960.0, 668.8)
    x, y = WORLD.at(0, 0)
    assert (x, round(y / WORLD.height, 2)) == (453.3, 0.58)
    assert not REGION.holds(51.5, -0.1) and WORLD.holds(51.5, -0.1)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_outlines_are_small_and_whole(frame):
    drawn = outline(frame)
    assert 5_000 < len(drawn) < 30_000
    assert drawn.startswith("M") and drawn.endswith("Z")
    assert set(drawn) <= set("MLZ -0123456789")


@pytest.fixture
def values(db):
    rows = [make_place("Baku"), make_place("Qəsəbə"), make_place("London"), make_place("Nowhere at all")]
    PlaceName.objects.create(place=rows[1], name="Gəncə", language="az")
    return [
        FacetValue(row.slug, row.name, count, "", False, row)
        for row, count in zip(rows, (8, 2, 3, 1), strict=True)
    ]


def test_places_are_found_by_any_of_their_names(values, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = located(values)
    assert [(one.place.name, one.count, one.city.country) for one in found] == [
        ("Baku", 8, "AZ"),
        ("Qəsəbə", 2, "AZ"),
        ("London", 3, "GB"),
    ]


def test_points_are_sized_by_articles_and_labelled_where_there_is_room(values):
    region, world = maps_of(located(values))
    assert [(point.located.place.name, point.radius, point.label) for point in region.points] == [
        ("Baku", 30.0, "Baku"),
        ("Qəsəbə", 15.0, "Qəsəbə"),
    ]
    # On the world's map Ganja lies so near to Baku that its name goes to the other side.
    assert {point.located.place.name: point.anchor for point in world.points} == {
        "Baku": "start",
        "London": "start",
        "Qəsəbə": "end",
    }


def test_no_place_no_map(db):
    assert maps_of([]) == []
    assert map_of([], REGION).points == []


def test_what_an_editor_says_goes_before_the_list_of_cities(db):
    village, baku = make_place("Xınalıq"), make_place("Baku")
    values = [FacetValue(row.slug, row.name, 1, "", False, row) for row in (village, baku)]
    assert [one.place for one in located(values)] == [baku]
    Place.objects.filter(pk=village.pk).update(latitude=41.18, longitude=48.13)
    Place.objects.filter(pk=baku.pk).update(latitude=0.0, longitude=0.0)
    for value in values:
        value.row.refresh_from_db()
    assert [(one.city.latitude, one.city.longitude) for one in located(values)] == [
        (41.18, 48.13),
        (0.0, 0.0),
    ]


@pytest.mark.parametrize(
    ("latitude", "longitude", "complaint"),
    [
        (40.4, None, "A position needs a latitude and a longitude."),
        (None, 49.9, "A position needs a latitude and a longitude."),
        (90.1, 0, "less than or equal to 90"),
        (0, -180.5, "greater than or equal to -180"),
    ],
)
def test_half_a_position_and_one_off_the_earth_are_refused(latitude, longitude, complaint, db):
    place = make_place("Xınalıq")
    place.latitude, place.longitude = latitude, longitude
    with pytest.raises(ValidationError, match=complaint):
        place.full_clean()
