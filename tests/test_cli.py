"""Bad input, as a person meets it: a sentence with path and line, and the last dist/ untouched."""

import json

import pytest

from kzbook.book import Book
from kzbook.cli import main


def write(path, text, encoding="utf-8"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)


PO = "locales/kk/LC_MESSAGES/one.po"
NOTES, FACTS, BIB, ONE = "docs/notes.toml", "docs/facts.toml", "references.bib", "docs/one.md"

BAD = [
    ("a catalogue in another encoding", PO, lambda old: old + "# қате\n".encode("utf-16"), 1,
     "one.po:", "not UTF-8"),
    ("conflict markers", PO, lambda old: old + b"<<<<<<< HEAD\n", 1,
     "one.po:", "merge conflict"),
    ("an unclosed string", PO, lambda old: old + b'\nmsgid "x"\nmsgstr "y\n', 1,
     "one.po:", "quotation mark missing"),
    ("no catalogue", PO, None, 1, "one.po", "run `make update`"),
    ("an unknown fact", ONE, lambda old: old.replace(b"`area`", b"`arrea`"), 1,
     "docs/one.md:4", "no fact 'arrea'"),
    ("an unknown note", ONE, lambda old: old.replace(b"`N1`", b"`N9`"), 1,
     "docs/one.md:4", "no note 'N9'"),
    ("an unknown citation", ONE, lambda old: old.replace(b"`law2006`", b"`law2007`"), 1,
     "docs/one.md:4", "no source 'law2007'"),
    ("an unknown citation in a note", NOTES, lambda old: old.replace(b"`bank`", b"`bunk`"), 1,
     "docs/notes.toml:1", "no source 'bunk'"),
    ("a broken link", ONE, lambda old: old.replace(b"(#sec-two)", b"(#sec-ten)"), 1,
     "docs/one.md:4", "sec-ten"),
    ("facts that are no TOML", FACTS, lambda old: old.replace(b"[rural]", b"[rural"), 2,
     "docs/facts.toml:8", "facts-unreadable"),
    ("a fact of no kind", FACTS, lambda old: old.replace(b'"share"', b'"shard"'), 2,
     "docs/facts.toml:8", "shard"),
    ("a fact with a field too many", FACTS, lambda old: old.replace(b"[rural]", b"[rural]\nx = 1"), 2,
     "docs/facts.toml:8", "unknown field `x`"),
    ("facts in another encoding", FACTS, lambda old: b"# \xff\n" + old, 2,
     "docs/facts.toml:1", "not UTF-8"),
    ("notes that are no TOML", NOTES, lambda old: old + b"[N3]\ntext = 'x\n", 2,
     "docs/notes.toml:8", "notes-unreadable"),
    ("a bibliography cut short", BIB, lambda old: old[:-4], 2,
     "references.bib:", "bibliography-unreadable"),
    ("a bibliography in another encoding", BIB, lambda old: old + b"% \xff\n", 2,
     "references.bib:18", "not UTF-8"),
    ("a key twice", BIB, lambda old: old + old.partition(b"\n\n")[0], 2,
     "references.bib:18", "repeated"),
    ("no bibliography", BIB, None, 2, "references.bib", "bibliography is missing"),
    ("a page in another encoding", ONE, lambda old: old.decode().encode("utf-16"), 2,
     "docs/one.md:1", "not UTF-8"),
    ("a month that is none", FACTS,
     lambda old: old.replace(b'"year"\nvalue = 2020', b'"month"\nvalue = "2018-33"'), 2,
     "docs/facts.toml:", "'2018-33' is no value of kind month"),
    ("a count that is none", FACTS, lambda old: old.replace(b"= 43", b'= "abc"'), 2,
     "docs/facts.toml:8", "'abc' is no value of kind share"),
    ("a day that is none", "pyproject.toml", lambda old: old.replace(b"2021-02", b"2021-02-31"), 2,
     "pyproject.toml", "book-declaration"),
    ("a language twice", "pyproject.toml", lambda old: old.replace(b'"ru"', b'"en"'), 2,
     "pyproject.toml", "languages names one of them twice"),
    ("a message twice", PO, lambda old: old + b'\nmsgid "Number"\nmsgstr "x"\n', 1,
     "one.po:", "this message stands in line"),
    ("a byte order mark", PO, lambda old: b"\xef\xbb\xbf" + old, 1,
     "one.po:1", "byte order mark"),
    ("a translation in two passages", PO,
     lambda old: old.replace(b'msgid "Number"\nmsgstr ""', b'msgid "Number"\nmsgstr "a\\n\\nb"'), 1,
     "one.po:", "is not one passage"),
    ("a role that the source has not", PO,
     lambda old: old.replace(b'msgid "Number"\nmsgstr ""', b'msgid "Number"\nmsgstr "{nope}`x`"'), 1,
     "one.po:", "is not in the source; take it out"),
    ("a note in two passages", NOTES, lambda old: old.replace(b"The area", b"One.\\n\\nThe area"), 1,
     "docs/notes.toml:1", "more than a paragraph"),
    ("a figure in a heading", ONE, lambda old: old.replace(b"# I. One", b"# I. {fact}`area`"), 1,
     "docs/one.md:2", "cannot stand in a heading"),
    ("part C without an address", BIB,
     lambda old: b"".join(line for line in old.splitlines(keepends=True) if b"url" not in line), 2,
     "references.bib:1", "has no url"),
    ("no first page", "docs/index.md", None, 2, "docs/index.md", "first page is missing"),
    ("an unknown fact on an orphan page", "docs/sources.md",
     lambda old: old.replace(b"voice: editor", b"orphan: true") + b"\n{fact}`nope`\n", 1,
     "docs/sources.md:", "no fact 'nope'"),
    ("a file in the way", "build", None, 2, "build", "[file-system]"),
    ("a declaration that is wrong", "pyproject.toml", lambda old: old.replace(b'"kk"', b'"kz"'), 2,
     "pyproject.toml", "Invalid enum value 'kz'"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=[case[0] for case in BAD])
def test_bad_input_is_told_and_nothing_is_published(small, kzbook, case):
    _, name, change, code, place, words = case
    kept = small / "dist" / "index.html"
    write(kept, "the last good release")
    path = small / name
    if name == "build":
        write(path, "a file, not a folder")
    elif change is None:
        path.unlink()
    else:
        write(path, change(path.read_bytes()))
    done = kzbook("publish", root=small)
    told = done.stdout + done.stderr
    assert "Traceback" not in told
    assert done.returncode == code, told
    assert any(place in line and words in line for line in told.splitlines()), told
    assert "WARNING" not in told
    assert kept.read_text() == "the last good release"
    assert [each.name for each in small.glob(".dist-*")] == []


def test_a_po_file_is_checked_anywhere_without_the_book(small, kzbook, tmp_path):
    stray = tmp_path / "elsewhere.po"
    po = (small / PO).read_text("utf-8")
    write(stray, po.replace('msgid "Number"\nmsgstr ""', 'msgid "Number"\nmsgstr "{fact}`x`"'))
    done = kzbook("check", stray, "--format", "json", root=tmp_path)
    rows = json.loads(done.stdout)
    assert done.returncode == 1
    assert [(row["rule"], row["severity"]) for row in rows] == [("message-roles", "error")]
    line = rows[0]["line"]
    assert stray.read_text("utf-8").splitlines()[line - 1] == 'msgid "Number"'


def test_a_good_book_has_no_findings(small, kzbook):
    done = kzbook("check", root=small)
    assert (done.returncode, done.stdout) == (0, "")


def test_an_unknown_edition_names_the_known_ones(small, kzbook):
    done = kzbook("build", "kk-pfd", root=small)
    assert done.returncode == 2
    assert "no edition kk-pfd" in done.stderr
    assert "kk-pdf" in done.stderr


def test_status_counts_messages_and_words(small, kzbook):
    rows = json.loads(kzbook("catalogs", "status", "--format", "json", root=small).stdout)
    totals = {
        language: tuple(
            sum(row[field] for row in rows if row["language"] == language)
            for field in ("messages", "translated", "words", "translated_words")
        )
        for language in ("en", "ru")
    }
    messages, translated, words, translated_words = totals["en"]
    assert messages == translated > 0
    assert words == translated_words > messages
    assert totals["ru"][1] < totals["ru"][0] == messages


def test_what_cannot_be_read_is_not_counted(small, kzbook):
    path = small / PO
    path.write_bytes(path.read_bytes() + b'\nmsgid "x\n')
    done = kzbook("catalogs", "status", root=small)
    assert done.returncode == 2
    assert "catalogue-unreadable" in done.stderr


def test_only_catalogues_are_checked_by_path(small, kzbook):
    done = kzbook("check", small / ONE, root=small)
    assert done.returncode == 2
    assert "is not a .po file" in done.stderr


def test_an_interrupt_is_no_failure(monkeypatch, capsys, tmp_path):
    def interrupted(_root):
        raise KeyboardInterrupt

    monkeypatch.setattr(Book, "load", interrupted)
    assert main(["publish", "--root", str(tmp_path)]) == 130
    assert capsys.readouterr().err == "kzbook: interrupted\n"
