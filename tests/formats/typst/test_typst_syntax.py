"""Texts, places and shapes as Typst reads them."""

import json

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from kzbook.formats.typst.syntax import Body, Call, Code, length, literal, program, write


def read_back(code):
    """Let Typst evaluate *code* and give what it understood."""
    source = f"#metadata({code})<it>".encode()
    return json.loads(typst.query(source, "<it>", field="value", one=True))


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_back_as_written(text):
    assert read_back(literal(text)) == text


@pytest.mark.parametrize(
    "text", ['" + panic() + "', "\\u{41}", "\r\n\t\0", "\u202e\u2066", "# @ $"]
)
def test_no_text_is_taken_for_code(text):
    assert read_back(literal(text)) == text


def test_what_the_eye_cannot_see_is_written_by_its_number():
    assert literal("a\u00a0b\u200b\u00adc d") == '"a\\u{a0}b\\u{200b}\\u{ad}c d"'


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ([], []),
        (["one"], ["one"]),
        (["one" * 30, "two" * 30], ["one" * 30, "two" * 30]),
        ({}, {}),
        ({"key": {"inner": "x" * 90}}, {"key": {"inner": "x" * 90}}),
        ([1, Code("2 + 1"), Code("true")], [1, 3, True]),
    ],
)
def test_arrays_and_dictionaries_keep_their_shape(value, told):
    assert read_back(write(value)) == told


def test_texts_that_meet_become_one_and_code_stays_apart():
    body = Body()
    for each in ("a", "b", Code("none"), "c"):
        body.add(each)
    assert body == ["ab", Code("none"), "c"]


def test_a_place_is_told_once_where_it_begins():
    parts = [Call("f", at="docs/a.md:1", body=Body(["x"])) for _ in range(2)]
    parts.append(Call("f", at="docs/a.md:2", body=Body(['// docs/b.md:1 "'])))
    told = program(Call("book", body=Body(parts)))
    assert [line.strip() for line in told.splitlines() if line.strip().startswith("//")] == [
        "// docs/a.md:1",
        "// docs/a.md:2",
    ]


@pytest.mark.parametrize(
    ("given_width", "told"),
    [
        ("96px", "72pt"),
        ("200", "150pt"),
        ("40%", "40%"),
        ("1.5 cm", "1.5cm"),
        ("3vw", ""),
        (".", ""),
    ],
)
def test_widths_are_written_in_units_of_print(given_width, told):
    assert length(given_width) == told
