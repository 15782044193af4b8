"""The book's faces and their subsets."""

import io

import pytest
from fontTools.ttLib import TTFont

from kzbook.errors import KzbookError
from kzbook.fonts import ALPHABETS, FACES, SANS_BOLD, SERIF, Face, _subset, folders, subset

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі₸№«»—"


@pytest.mark.parametrize("face", FACES, ids=lambda each: each.file + str(each.axes))
def test_every_face_has_the_kazakh_letters(face):
    with TTFont(face.path) as font:
        assert set(map(ord, KAZAKH)) <= set(font.getBestCmap())


def test_a_subset_has_the_letters_asked_for_and_no_axes():
    font = TTFont(io.BytesIO(subset(SANS_BOLD, "Қþ")))
    letters = set(font.getBestCmap())
    assert letters == set(map(ord, ALPHABETS + "Қþ"))
    assert "fvar" not in font
    assert font["OS/2"].usWeightClass == SANS_BOLD.weight == 600


def test_a_subset_is_the_same_whatever_the_order_of_its_letters(monkeypatch, tmp_path):
    first = subset(SERIF, ["ab", "в"])
    _subset.cache_clear()
    monkeypatch.setattr("kzbook.fonts.CACHE", tmp_path / "none yet")
    assert subset(SERIF, "вbaab") == first


def test_folders_are_listed_once():
    assert len(folders()) == len(set(folders())) == 2


def test_a_missing_font_is_told_by_name():
    face = Face("Any", "fontpkg_none_such", "None.ttf", (("wght", 400.0),))
    with pytest.raises(KzbookError, match="fontpkg_none_such") as told:
        face.path  # noqa: B018  reading it is what fails
    assert told.value.code == "font-missing"
