"""Drawings tell the truth: lengths from zero, years as far apart as they are, the same bytes."""

import os
import subprocess
import sys
from hashlib import sha256

import pymupdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sphinx import locale

from kzbook.content.charts import bars, timeline, years
from kzbook.content.charts.drawings import KINDS
from kzbook.content.charts.series import Cell, Row, Series
from kzbook.content.charts.style import HERE, PAGE, SCREEN, in_greys, svg
from kzbook.manuscript import Fact


@pytest.fixture(autouse=True)
def _english():
    """Sphinx keeps the words of a language in the process; another test may have left some."""
    locale.translators.clear()


ACCENT = (0x0B, 0x5C, 0x7F)
MM = 72 / 25.4


def cell(value, kind="count", text="", qualifier=""):
    unit = "percent" if kind == "share" else "persons"
    stated = Fact(
        key=f"f{value}", kind=kind, value=value, unit=unit, qualifier=qualifier,
        measures="x", places=(),
    )  # fmt: skip
    return Cell(text or str(value), stated)


def series(values, kind="count", *, names=("n",), rest=False):
    rows = [Row(Cell(f"label {place}"), (cell(each, kind),)) for place, each in enumerate(values)]
    if rest:
        rows.append(Row(Cell("missing"), (Cell("what is left"),)))
    return Series("A caption", names, tuple(rows), rest)


def shapes(drawn, colour=ACCENT):
    """Give the boxes of what is filled with *colour*, in points, from the top."""
    with pymupdf.open("pdf", pymupdf.open("svg", drawn).convert_to_pdf()) as pdf:
        found = pdf[0].get_drawings()
    wanted = pytest.approx([each / 255 for each in colour], abs=0.01)
    return [each["rect"] for each in found if each["fill"] and list(each["fill"]) == wanted]


def drawn(kind, what, width=PAGE):
    return svg(KINDS[kind].sheet, KINDS[kind].told(what), "en", width)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=6))
def test_bars_begin_at_one_line_and_are_as_long_as_their_values(values):
    boxes = sorted(shapes(drawn("bars", series(values))), key=lambda box: box.y0)
    longest = max(values)
    assert len(boxes) == len(values)
    assert {round(box.x0, 1) for box in boxes} == {round(boxes[0].x0, 1)}
    scale = max(box.width for box in boxes) / longest
    for box, value in zip(boxes, values, strict=True):
        assert box.width == pytest.approx(value * scale, abs=0.3)


def test_shares_are_parts_of_a_whole_that_is_drawn():
    what = drawn("bars", series([70, 26, 1, 3], "share"))
    boxes = sorted(shapes(what), key=lambda box: box.y0)
    (whole,) = {round(box.width) for box in shapes(what, (0xEC, 0xEC, 0xEC))}
    assert [round(100 * box.width / whole) for box in boxes] == [70, 26, 1, 3]


def test_what_is_left_is_an_outline_as_long_as_the_gap():
    what = series([58, 20, 12], "share", rest=True)
    told = bars.told(what)
    last = told["groups"][0]["bars"][-1]
    assert last["rest"]
    assert last["part"] == pytest.approx(0.1)
    # Not scaled up to a hundred, as a pie would be.
    assert [each["part"] for each in told["groups"][0]["bars"][:-1]] == [0.58, 0.2, 0.12]
    assert len(shapes(drawn("bars", what))) == 3
    assert b"stroke-dasharray" in drawn("bars", what)


def test_no_kind_draws_a_circle_of_shares():
    assert not {"pie", "donut", "ring"} & set(KINDS)
    sheets = [each.read_text("utf-8") for each in HERE.glob("*.typ")]
    for kind in ("bars", "years"):
        assert "circle(" not in (HERE / f"{kind}.typ").read_text("utf-8")
    assert not any("gradient" in each or "arc(" in each for each in sheets)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1950, 2050), min_size=2, max_size=4, unique=True))
def test_years_stand_as_far_apart_as_they_are(found):
    when = sorted(found)
    rows = [Row(cell(year, "year"), (cell(10 + place),)) for place, year in enumerate(when)]
    boxes = sorted(shapes(drawn("years", Series("C", ("n",), tuple(rows)))), key=lambda box: box.x0)
    middles = [(box.x0 + box.x1) / 2 for box in boxes]
    scale = (middles[-1] - middles[0]) / (when[-1] - when[0])
    for middle, year in zip(middles, when, strict=True):
        assert middle - middles[0] == pytest.approx((year - when[0]) * scale, abs=0.3)
    # From zero: one foot, and heights like the values.
    assert max(box.y1 for box in boxes) == pytest.approx(min(box.y1 for box in boxes), abs=0.1)
    for box, row in zip(boxes, rows, strict=True):
        told = box.height / boxes[-1].height
        assert told == pytest.approx(row.values[0].number / rows[-1].values[0].number, abs=0.01)


def test_a_lower_bound_has_a_pointed_end_and_no_other():
    open_, closed = cell(3000, qualifier="more than"), cell(3000)
    assert (open_.is_open, closed.is_open) == (True, False)
    one = [Row(Cell("a"), (each,)) for each in (open_, closed)]
    first, second = sorted(
        shapes(drawn("bars", Series("C", ("n",), tuple(one)))), key=lambda box: box.y0
    )
    # Both are 3,000 long; the point stands beyond.
    assert first.width - second.width == pytest.approx(2 * MM, abs=0.2)


def test_a_month_stands_within_its_year():
    july = Fact(key="m", kind="month", value="2018-07", measures="x", places=())
    assert Cell("July 2018", july).number == 2018.5
    assert Cell("1990s", None).number == 0


def test_a_drawing_is_as_wide_as_asked_and_grows_with_its_words():
    long = "мәтінде есепке алынбаған этникалық топтардың барлығы, " * 3
    rows = (Row(Cell(long), (cell(1),)), Row(Cell("b"), (cell(2),)))
    for width in (PAGE, SCREEN):
        short, tall = (
            drawn("bars", series([1, 2]), width),
            drawn("bars", Series("C", ("n",), rows), width),
        )
        for each in (short, tall):
            assert f'width="{width * MM:.3f}'.encode()[:12] in each
        with pymupdf.open("svg", short) as small, pymupdf.open("svg", tall) as large:
            assert large[0].rect.height > small[0].rect.height + 10


def test_letters_are_outlines_of_our_face():
    assert b"<text" not in drawn("timeline", series([1991]))
    assert b"font-family" not in drawn("timeline", series([1991]))


def test_greys_keep_lightness_and_are_greys():
    colours = b'fill="#0b5c7f" stroke="#b8801f" href="#g0B5C7FAA"'
    assert in_greys(colours) == b'fill="#4d4d4d" stroke="#858585" href="#g0B5C7FAA"'


SCRIPT = """
import hashlib
from kzbook.content.charts.style import svg
told = {"whole": True, "groups": [{"head": "", "bars": [
    {"label": "Қазақтар", "value": "58 %", "part": 0.58, "open": False, "rest": False}]}]}
print(hashlib.sha256(svg("bars", told, "kk", 110.0)).hexdigest())
"""


def test_the_same_data_give_the_same_bytes_anywhere(tmp_path):
    told = set()
    for seed, zone, folder in (("1", "UTC", tmp_path), ("77", "Asia/Almaty", "/")):
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True, cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
        )  # fmt: skip
        told.add(done.stdout)
    assert len(told) == 1
    assert len(told.pop().strip()) == len(sha256().hexdigest())


def test_drawings_say_no_date_and_no_place():
    made = drawn("bars", series([1, 2]))
    assert b"/tmp" not in made
    assert b"Creat" not in made


def test_alternatives_say_each_value():
    assert bars.alternative(series([3, 4])) == "Bar chart: A caption. label 0: 3; label 1: 4."
    grouped = Series("C", ("one", "two"), (Row(Cell("2018"), (cell(83), cell(122))),))
    assert bars.alternative(grouped) == "Bar chart: C. one – 2018: 83; two – 2018: 122."
    assert years.alternative(series([5])) == "Columns on a time axis: A caption. label 0: 5."
    assert timeline.alternative(series([6])) == "Timeline: A caption. label 0: 6."
