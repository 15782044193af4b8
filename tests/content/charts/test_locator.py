"""Tests of kzbook.content.charts.locator."""

import json
from itertools import pairwise

import pytest
import typst

from conftest import ROOT
from kzbook import fonts
from kzbook.content.charts import locator, style
from kzbook.errors import KzbookError

DECLARED = ROOT / "docs" / "figures" / "map.toml"
KEYS = [
    "kazakhstan", "russia", "china", "kyrgyzstan", "uzbekistan", "turkmenistan", "caspian-sea",
    "aral-sea", "mangistau", "jambyl", "maktaaral", "nur-sultan", "almaty", "shymkent",
    "bajkonur", "zhanaozen", "aktau", "atyrau", "karaganda", "balkhash", "uralsk", "aksukent",
]  # fmt: skip
NAMES = {
    "en": [
        "Kazakhstan", "Russia", "China", "Kyrgyzstan", "Uzbekistan", "Turkmenistan",
        "Caspian Sea", "Aral Sea", "Mangistau region", "Jambyl region", "Maktaaral district", "Nur-Sultan", "Almaty",
        "Shymkent", "Bajkonur", "Zhanaozen", "Aktau", "Atyrau", "Karaganda", "Balkhash",
        "Uralsk", "Aksukent",
    ],
    "ru": [
        "Казахстан", "Россия", "Китай", "Кыргызстан", "Узбекистан", "Туркменистан",
        "Каспийское море", "Аральское море", "Мангистауская область", "Жамбылская область",
        "Мактааральский район", "Нур-Султан", "Алматы", "Шымкент", "Байконур", "Жанаозен",
        "Актау", "Атырау", "Караганда", "Балхаш", "Уральск", "Аксукент",
    ],
    "kk": [
        "Қазақстан", "Ресей", "Қытай", "Қырғызстан", "Өзбекстан", "Түрікменстан",
        "Каспий теңізі", "Арал теңізі", "Маңғыстау облысы", "Жамбыл облысы",
        "Мақтаарал ауданы", "Нұр-Сұлтан", "Алматы", "Шымкент", "Байқоңыр", "Жаңаөзен",
        "Ақтау", "Атырау", "Қарағанды", "Балқаш", "Орал", "Ақсукент",
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def declared():
    return locator.read_plan(DECLARED, ROOT)


def told(declared, language, width):
    names = dict(zip(KEYS, NAMES[language], strict=True))
    return locator.told(*declared, names, language, width)


def boxes(plan, language, width):
    """Ask Typst where it set each name, in points."""
    data = json.dumps({**plan, "language": language, "width": width})
    answer = typst.query(
        str(style.HERE / "locator.typ"), "<name>", field="value", root=str(style.HERE),
        font_paths=[str(folder) for folder in fonts.folders()], ignore_system_fonts=True,
        sys_inputs={"told": data},
    )  # fmt: skip
    return {box["key"]: box for box in json.loads(answer)}


def meet(one, other):
    across = one["left"] < other["right"] and other["left"] < one["right"]
    return across and one["top"] < other["bottom"] and other["top"] < one["bottom"]


@pytest.mark.parametrize("width", [style.PAGE, locator.SCREEN])
@pytest.mark.parametrize("language", NAMES)
def test_no_name_meets_another_or_a_sign_or_leaves_the_sheet(declared, language, width):
    plan = told(declared, language, width)
    found = boxes(plan, language, width)
    assert list(found) == KEYS
    outside = [
        key
        for key, box in found.items()
        if min(box["left"], box["top"]) < 0
        or box["right"] > width * locator.MM
        or box["bottom"] > plan["height"]
    ]
    assert outside == []
    # The middle of a sign: a dot may touch another's, as those of two near towns do.
    signs = {
        each["key"]: {
            "left": each["x"], "right": each["x"], "top": each["y"], "bottom": each["y"],
        }
        for each in plan["places"]
        if each["kind"] in {"capital", "town", "district"}
    }  # fmt: skip
    crowded = [
        (one, other)
        for one in found
        for other in found
        if (one < other and meet(found[one], found[other]))
        or (other in signs and one != other and meet(found[one], signs[other]))
    ]
    assert crowded == []


def test_the_same_map_has_the_same_bytes(declared):
    plan = told(declared, "kk", style.PAGE)
    first = style.svg("locator", plan, "kk", style.PAGE)
    style._compiled.cache_clear()
    assert style.svg("locator", plan, "kk", style.PAGE) == first
    # Letters are outlines: nothing is left to the faces of a reader.
    assert b"<text" not in first
    assert b"Date" not in first


def test_the_cone_is_snyders():
    # His numerical example, p. 291.
    x, y = locator.albers((29.5, 45.5), (-96, 23))((-75, 35))
    assert (round(x, 7), round(y, 7)) == (0.2952720, 0.2416774)


def test_borders_are_those_that_nobody_disputes(declared):
    _plan, ground = declared
    borders = [
        point
        for shape in ground.shapes
        if shape.kind == "border"
        for line in shape.lines
        for point in line
    ]
    assert borders
    west, east = (62.0, 65.0)
    # The leased land around Bajkonur: every country's view in Natural Earth refuses its limit.
    assert not [1 for x, y in borders if west < x < east and 45 < y < 47]
    # China and Mongolia: one view in Natural Earth calls the line indefinite.
    assert not [1 for x, y in borders if x > 88 and y < 49]


def test_the_ground_of_the_book_is_small_and_says_its_source():
    text = DECLARED.with_name("central-asia.geojson").read_text("utf-8")
    assert len(text.encode()) < 60_000
    assert json.loads(text)["source"].startswith("Natural Earth (public domain); places: GeoNames")


def test_every_place_of_a_town_is_in_the_country(declared):
    plan, ground = declared
    country = next(shape for shape in ground.shapes if shape.kind == "country")
    inland = {
        key
        for key, place in plan.places.items()
        if place.at is None and inside(ground.points[key], country.lines)
    }
    assert inland == {key for key, place in plan.places.items() if place.at is None}


def inside(point, rings):
    """Count the sides that a ray to the east crosses."""
    x, y = point
    sides = [side for ring in rings for side in pairwise(ring)]
    crossed = [
        a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) > x
        for a, b in sides
        if (a[1] > y) != (b[1] > y)
    ]
    return sum(crossed) % 2 == 1


def test_the_alternative_text_names_every_place(declared):
    plan, _ground = declared
    names = dict(zip(KEYS, NAMES["en"], strict=True))
    said = locator.alternative(plan, names, "Places that the profile names")
    assert said.startswith("Map: Places that the profile names. Neighbours: Russia, China,")
    assert "Capital: Nur-Sultan; Places: Almaty, Shymkent, Bajkonur" in said
    assert said.endswith(
        "Regions and districts: Mangistau region, Jambyl region, Maktaaral district."
    )
    assert all(name in said for name in names.values() if name != "Kazakhstan")


GROUND = (
    '{"features":[{"properties":{"kind":"%s"},"geometry":{"type":"LineString","coordinates":%s}}]}'
)
PLAN = 'ground = "here.json"\nwindow = [45, 38, 88, 56]\n[places.here]\nkind = "%s"\n'


@pytest.mark.parametrize(
    ("plan", "ground", "told"),
    [
        (None, "", "map.toml: No such file"),
        ("ground = ", "", "map.toml: Invalid value"),
        (PLAN % "village", "", "map.toml: Invalid enum value 'village'"),
        (PLAN.replace("38", "57") % "town", "", "map.toml: the window is no west"),
        (PLAN % "town", None, "here.json: No such file"),
        (PLAN % "town", "{", "here.json: Input data was truncated"),
        (PLAN % "town", GROUND % ("road", "[[1,2],[3,4]]"), "here.json: Invalid enum value 'road'"),
        (PLAN % "town", GROUND % ("land", "[]"), "here.json: Expected `array` of length >= 2"),
        (PLAN % "town", GROUND % ("land", "[[1,2],[3]]"), "here.json: Expected `array` of length 2"),
        (PLAN % "town", GROUND % ("land", "[[1,2],[3,4]]"), "here.json has no point for 'here'"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_read_is_told_with_its_file(tmp_path, plan, ground, told):
    for name, text in (("map.toml", plan), ("here.json", ground)):
        if text is not None:
            (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(KzbookError) as refused:
        locator.read_plan(tmp_path / "map.toml", tmp_path)
    assert refused.value.code == "map-unreadable"
    assert told in refused.value.message
