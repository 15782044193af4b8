"""The English editions print the author's words: every one, in order, and nothing else."""

from difflib import SequenceMatcher
from pathlib import Path

import pytest

from editions import (
    epub_author_text,
    html_author_text,
    html_pages,
    pdf_author_text,
    text_of,
    words,
)

SOURCE = Path(__file__).parent / "data" / "migration-profile-kazakhstan.txt"

ALLOWED = {
    # The author's title stands on the title page and at the head of the site, which are
    # ours; the capitals are the title's setting.
    ("Migration", "Profile", "KAZAKHSTAN"): (),
}
"""Words of the source, and those that an edition may print instead, each with its reason."""


def source_words():
    told = words(SOURCE.read_text("utf-8"))
    for theirs, ours in ALLOWED.items():
        start = next(i for i in range(len(told)) if tuple(told[i : i + len(theirs)]) == theirs)
        told[start : start + len(theirs)] = ours
    return told


def differences(theirs, ours):
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            before = " ".join(theirs[max(0, a - 4) : a])
            yield f"after “{before}”: {' '.join(theirs[a:b])!r} is printed {' '.join(ours[c:d])!r}"


EDITIONS = {
    "html": lambda dist: html_author_text(dist / "en"),
    "epub": lambda dist: epub_author_text(next((dist / "downloads").glob("*-en.epub"))),
    "pdf": lambda dist: pdf_author_text(next((dist / "downloads").glob("*-en.pdf"))),
}


def test_the_source_is_whole():
    assert len(source_words()) > 4_700


@pytest.mark.parametrize("form", EDITIONS)
def test_the_authors_words_are_printed_in_order(published, form):
    printed = words(EDITIONS[form](published))
    assert list(differences(source_words(), printed)) == []


@pytest.mark.parametrize("change", [("18,833,100", "18,883,100"), ("1341", "134-1"), ("not ", "")])
def test_a_changed_word_would_be_found(change):
    text = SOURCE.read_text("utf-8")
    assert change[0] in text
    assert list(differences(words(text), words(text.replace(*change, 1)))) != []


JOINED = [
    "is a member of the UN, the Commonwealth",
    "One fifth of the ethnic Kazakh population",
    "with the Migration Service, where he/she",
    "active cooperation with international organisations",
    "technical sciences, or agricultural sciences",
    "legal advice and assistance to asylum seekers",
]
"""Where the source document breaks a paragraph at the end of a page."""


@pytest.mark.parametrize("words_", JOINED)
def test_paragraphs_broken_by_pages_are_whole(published, words_):
    paragraphs = [
        " ".join(words(text_of(paragraph)))
        for _, root in html_pages(published / "en")
        for paragraph in root.xpath("//article//p")
    ]
    assert sum(words_ in paragraph for paragraph in paragraphs) == 1
