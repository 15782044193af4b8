"""Updating catalogues keeps what translators wrote, and changes nothing without need."""

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

PO = "locales/ru/LC_MESSAGES/one.po"


def translate(path, **messages):
    catalogue = polib.pofile(str(path), wrapwidth=79)
    for msgid, msgstr in messages.values():
        entry = next(each for each in catalogue if each.msgid == msgid)
        entry.msgstr = msgstr
    catalogue.save()


def test_a_second_update_changes_nothing(small, kzbook):
    before = {path: path.read_bytes() for path in small.glob("locales/**/*.po*")}
    done = kzbook("catalogs", "update", root=small)
    assert done.stdout.strip() == "0 files changed"
    assert {path: path.read_bytes() for path in small.glob("locales/**/*.po*")} == before
    assert len(before) == 8 * 4


def test_a_changed_message_keeps_its_translation_and_shows_what_changed(small, kzbook):
    translate(small / PO, a=("third.", "третье."), b=("More.", "Ещё."))
    kzbook("catalogs", "update", root=small)
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8").replace("- third.", "- thirdly."), "utf-8")
    done = kzbook("catalogs", "update", root=small)
    assert f"{PO}\n" in done.stdout
    entry = next(each for each in polib.pofile(str(small / PO)) if each.msgid == "thirdly.")
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("третье.", True, "third.")
    kept = next(each for each in polib.pofile(str(small / PO)) if each.msgid == "More.")
    assert (kept.msgstr, kept.fuzzy) == ("Ещё.", False)


def test_a_fuzzy_message_tells_what_changed_until_it_is_mended(small, kzbook):
    translate(small / PO, a=("A quotation.", "Цитата."))
    page = small / "docs/one.md"
    page.write_text(
        page.read_text("utf-8").replace("> A quotation.", "> A long quotation."), "utf-8"
    )
    kzbook("catalogs", "update", root=small)
    text = (small / PO).read_text("utf-8")
    assert '#| msgid "A quotation."\n' in text
    assert "#. Changed: “long” is new\n" in text
    assert kzbook("catalogs", "update", root=small).stdout.strip() == "0 files changed"
    entry = polib.pofile(str(small / PO)).find("A long quotation.")
    entry.flags.remove("fuzzy")
    mended = text.replace('#, fuzzy\n#| msgid "A quotation."\n', "")
    (small / PO).write_text(mended, "utf-8")
    kzbook("catalogs", "update", root=small)
    assert "Changed" not in (small / PO).read_text("utf-8")


def test_a_one_word_edit_changes_one_entry(small, kzbook):
    before = (small / PO).read_text("utf-8").split("\n\n")
    page = small / "docs/one.md"
    page.write_text("\n\n" + page.read_text("utf-8").replace("- First;", "- Foremost;"), "utf-8")
    kzbook("catalogs", "update", root=small)
    after = (small / PO).read_text("utf-8").split("\n\n")
    assert [a for a, b in zip(before, after, strict=True) if a != b] == [
        '#. I. One › list\n#: docs/one.md\nmsgid "First;"\nmsgstr ""'
    ]


def test_a_translation_goes_with_text_that_moves_and_with_a_renamed_page(small, kzbook):
    translate(small / PO, a=("A quotation.", "Цитата."), b=("I. One", "I. Один"))
    docs = small / "docs"
    page, sources = docs / "one.md", docs / "sources.md"
    page.write_text(page.read_text("utf-8").replace("> A quotation.\n", ""), "utf-8")
    sources.write_text(sources.read_text("utf-8") + "\n> A quotation.\n", "utf-8")
    page.rename(docs / "first.md")
    index = docs / "index.md"
    index.write_text(index.read_text("utf-8").replace("\none\n", "\nfirst\n"), "utf-8")
    done = kzbook("catalogs", "update", root=small)
    assert done.returncode == 0, done.stderr
    folder = small / "locales/ru/LC_MESSAGES"
    assert not (folder / "one.po").exists()
    moved = polib.pofile(str(folder / "sources.po")).find("A quotation.")
    kept = polib.pofile(str(folder / "first.po")).find("I. One")
    assert (moved.msgstr, moved.fuzzy) == ("Цитата.", False)
    assert (kept.msgstr, kept.fuzzy) == ("I. Один", False)


def test_each_entry_carries_its_place_its_terms_and_its_figures(small, kzbook):
    (small / "locales/glossary.csv").write_text(
        "en,ru,kk,type,forbidden_ru,forbidden_kk,note\n"
        "village,село,ауыл,term,,,\ntown; area,город; площадь,қала; аумақ,term,,,\n",
        "utf-8",
    )
    kzbook("catalogs", "update", root=small)
    told = {}
    for language in ("ru", "kk"):
        path = small / f"locales/{language}/LC_MESSAGES/one.po"
        entry = next(each for each in polib.pofile(str(path)) if each.msgid.startswith("The area"))
        told[language] = entry.comment.replace("\n", " ")
    assert told["ru"] == (
        "I. One Terms: area = площадь; villages = село; towns = город"
        " Figures: area = 2\u00a0724\u00a0900\u00a0км²; rural = 43\u00a0%; ratified = 7"
    )
    assert "villages = ауыл" in told["kk"]
    assert "rural = 43%" in told["kk"]
    assert "43" not in polib.pofile(str(small / "locales/pot/one.pot")).find("First;").comment


def test_a_message_that_went_is_kept_as_obsolete(small, kzbook):
    translate(small / PO, a=("A quotation.", "Цитата."))
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8").replace("> A quotation.\n", ""), "utf-8")
    kzbook("catalogs", "update", root=small)
    obsolete = polib.pofile(str(small / PO)).obsolete_entries()
    assert [(each.msgid, each.msgstr) for each in obsolete] == [("A quotation.", "Цитата.")]


def test_prose_is_not_taken_for_a_format_string(small, kzbook):
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8") + "\nOf all, 43% rural and 57% in towns.\n", "utf-8")
    kzbook("catalogs", "update", root=small)
    for path in small.glob("locales/**/one.po*"):
        assert "format" not in path.read_text("utf-8")


def test_the_head_keeps_what_its_writers_wrote_and_is_mended(small, kzbook):
    path = small / PO.replace("/ru/", "/kk/")
    head, _, rest = path.read_text("utf-8").partition("\n\n")
    signed = head.replace("Last-Translator: ", "Last-Translator: A. B.")
    spoilt = signed
    for right, wrong in (
        ("nplurals=2; plural=(n != 1);", "nplurals=3; plural=(n > 9 ? 2 : n > 1);"),
        ('msgid ""\n', '#, fuzzy\nmsgid ""\n'),
        ("charset=utf-8", "charset=UTF-8"),
        ('"Last-Translator', '"X-Generator: Poedit 3.6\\n"\n"Last-Translator'),
    ):
        assert right in spoilt
        spoilt = spoilt.replace(right, wrong)
    path.write_text(f"{spoilt}\n\n{rest}", "utf-8")
    kzbook("catalogs", "update", root=small)
    mended = path.read_text("utf-8").partition("\n\n")[0]
    assert mended == f'{signed}\n"X-Generator: Poedit 3.6\\n"'
    assert kzbook("catalogs", "update", root=small).stdout == "0 files changed\n"


def test_what_cannot_be_read_is_not_overwritten(small, kzbook):
    path = small / PO
    broken = path.read_bytes() + b'\nmsgid "x"\nmsgstr "y\n'
    path.write_bytes(broken)
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8").replace("- third.", "- thirdly."), "utf-8")
    others = {each: each.read_bytes() for each in small.glob("locales/**/*.po*")}
    done = kzbook("catalogs", "update", root=small)
    assert done.returncode == 2
    assert f"{PO}:{len(broken.splitlines())}: " in done.stderr
    assert {each: each.read_bytes() for each in small.glob("locales/**/*.po*")} == others


@pytest.mark.parametrize(
    ("domain", "text"),
    [
        ("one", "Number"),
        ("facts", "rural population"),
        ("notes", "The text names *no* source."),
        ("bibliography", "[World Bank data page]"),
        ("bibliography", "Law on trafficking of 2006"),
        ("bibliography", "Trafficking law"),
        ("book", "A Small Book"),
        ("book", "Three pages that use everything."),
        ("interface", "Contents"),
        ("interface", "Search"),
    ],
)
def test_the_templates_hold_what_a_reader_can_see(small, domain, text):
    template = polib.pofile(str(small / f"locales/pot/{domain}.pot"))
    entry = next(each for each in template if each.msgid == text)
    assert entry.occurrences[0][0].split("/")[0] in {
        "docs", "interface", "pyproject.toml", "references.bib",
    }  # fmt: skip


@pytest.mark.parametrize("before", ["", "Contents:"])
def test_new_interface_words_come_from_the_languages_own_pack(small, kzbook, before):
    # As if the pack had got the word since the last update, beside one much like it.
    for language in ("ru", "kk"):
        path = small / f"locales/{language}/LC_MESSAGES/interface.po"
        catalogue = polib.pofile(str(path))
        entry = catalogue.find("Contents")
        if before:
            entry.msgid, entry.msgstr = before, "?"
        else:
            catalogue.remove(entry)
        catalogue.save()
    kzbook("catalogs", "update", root=small)
    for language, words in (("ru", "Содержание"), ("kk", "Мазмұны")):
        path = small / f"locales/{language}/LC_MESSAGES/interface.po"
        entry = polib.pofile(str(path)).find("Contents")
        assert (entry.msgstr, entry.fuzzy) == (words, False)


def test_sphinx_intl_reads_the_same_catalogues(small):
    done = subprocess.run(
        [Path(sys.executable).with_name("sphinx-intl"), "stat", "-d", "locales", "-l", "kk"],
        cwd=small, capture_output=True, text=True, check=False,
    )  # fmt: skip
    # Its exit code tells of untranslated messages, not of failure.
    assert done.stderr == ""
    assert "one.po: 0 translated, 0 fuzzy, 14 untranslated." in done.stdout
    assert re.search(r"interface\.po: \d+ translated, 0 fuzzy, 0 untranslated", done.stdout)


def test_polib_accepts_every_catalogue(small):
    for path in sorted(small.glob("locales/*/LC_MESSAGES/*.po")):
        assert polib.pofile(str(path), check_for_duplicates=True)


def test_cells_captions_and_alternative_texts_are_offered(small, kzbook):
    (small / "docs/map.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "utf-8"
    )
    page = small / "docs/one.md"
    more = """
:::{figure} map.svg
:alt: A map of nothing.

What the map shows.
:::

:::{table} Caption of a table
| A head | Another |
|--------|---------|
| A cell | More    |
:::
"""
    page.write_text(page.read_text("utf-8") + more, "utf-8")
    kzbook("catalogs", "update", root=small)
    found = {each.msgid for each in polib.pofile(str(small / "locales/pot/one.pot"))}
    wanted = {"A map of nothing.", "What the map shows.", "Caption of a table", "A head", "A cell"}
    assert wanted <= found
