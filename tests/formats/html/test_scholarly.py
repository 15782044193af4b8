"""The front page tells programs what the book is and what it cites."""

import json

import pytest
from lxml import html

from conftest import ROOT
from kzbook.content.bibliography import read_bibliography

TITLES = {
    "en": "Migration Profile: Kazakhstan",
    "ru": "Миграционный профиль: Казахстан",
    "kk": "Көші-қон бейіні: Қазақстан",
}


@pytest.mark.parametrize("language", TITLES)
def test_the_head_names_the_book_and_every_source(published, language):
    text = (published / language / "index.html").read_text("utf-8")
    root = html.fromstring(text)
    (data,) = root.xpath("//head/script[@type='application/ld+json']")
    told = json.loads(data.text)
    (title,) = root.xpath("//head/meta[@name='citation_title']/@content")
    assert title == told["name"]
    assert (told["@type"], told["inLanguage"]) == ("Book", language)
    entries = read_bibliography(ROOT / "references.bib", ROOT).entries.values()
    cited = [each.get("url") for each in told["citation"]]
    assert cited == [entry.fields.get("url") for entry in entries]
    tags = root.xpath("//head/meta[@name='citation_reference']/@content")
    for tag, work in zip(tags, told["citation"], strict=True):
        fields = dict(part.split("=", 1) for part in tag.split("; "))
        assert fields["citation_title"] == work["name"].replace(";", ",")
        assert fields.get("citation_public_url") == work.get("url")
        assert fields.get("citation_publication_date") == work.get("datePublished")
    assert title == TITLES[language]


def test_other_pages_do_not_repeat_it(published):
    assert "ld+json" not in (published / "en" / "references.html").read_text("utf-8")
