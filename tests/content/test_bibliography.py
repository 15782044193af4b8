"""references.bib, read strictly; the author's list in the author's order."""

import pytest

from conftest import ROOT
from kzbook.content.bibliography import read_bibliography, sources
from kzbook.errors import KzbookError

GOOD = "@online{a,\n  title = {[One]},\n  url = {https://a.example/}\n}\n"


def bib(folder, text):
    path = folder / "references.bib"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD + "@online{b,\n  title = {open\n", "references.bib:6:"),
        (GOOD + "\n" + GOOD, "references.bib:6: repeated bibliography entry: a"),
        (GOOD.encode() + b"\n% \xff", "references.bib:6: this byte is not UTF-8"),
        (GOOD + "@online{b,\n  title = {x}\n  url = {y}\n}\n", "references.bib:7: "),
        (GOOD + "@online b\n", "references.bib:5: "),
    ],
)
def test_a_bad_file_is_told_with_its_line(tmp_path, text, told):
    with pytest.raises(KzbookError) as caught:
        read_bibliography(bib(tmp_path, text), tmp_path)
    assert caught.value.message.startswith(told)
    assert caught.value.code == "bibliography-unreadable"


def test_sources_know_their_lines(tmp_path):
    found = sources(bib(tmp_path, GOOD + GOOD.replace("{a,", "{b,")), tmp_path)
    assert [(each.key, each.at.line) for each in found] == [("a", 1), ("b", 5)]


def test_the_books_own_entries_carry_no_remarks_of_ours():
    data = read_bibliography(ROOT / "references.bib", ROOT)
    kinds = {"part-c": 0, "instrument": 0, "editor": 0}
    for key, entry in data.entries.items():
        assert "note" not in entry.fields, key
        words = entry.fields["keywords"].replace(",", " ").split()
        (kind,) = [word for word in words if word in kinds]
        kinds[kind] += 1
        if kind != "instrument":
            assert entry.fields["url"].startswith("http"), key
    assert kinds["part-c"] == 18
    assert kinds["instrument"] == 23
    assert kinds["editor"] > 10
