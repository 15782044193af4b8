"""Catalogues that another tool saved: nothing of them is lost, and an update mends their form.

The catalogues are the book's own, after a change of the English that left fuzzy and obsolete
messages. A trip is what a translator's tool does to each file, by that tool itself; Poedit and
Weblate are told by what they save with, msgcat and the PO class of translate-toolkit.
"""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import lxml.etree
import polib
import pytest
from translate.storage.pypo import pofile

from conftest import ROOT, copy_of_profile
from kzbook.book import Book
from kzbook.build import isolated, run_templates
from kzbook.languages.update import update
from tools import need

BIN = Path(sys.executable).parent
GETTEXT = {"hint": "apt-get install gettext", "programs": ["msgfmt", "msgcat", "msgmerge"]}
COMMENT = "# A comment of two lines, the first of which is as long as a line of it can be.\n#\n# And the second.\n"
TEMPLATES = "build/templates/gettext"
# Each makes a long message fuzzy, in every language.
EDITS = {
    "human-trafficking": ("continue to work actively", "go on working actively"),
    "forced-migration": ("the asylum seeker is invited", "the applicant is then invited"),
}


def run(*command, **options):
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, **options
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def catalogues(root):
    found = sorted(root.glob("locales/*/LC_MESSAGES/*.po"))
    assert len(found) > 60
    return found


def updated(root):
    return list(update(Book.load(root), root / TEMPLATES))


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    """The book with a changed text: catalogues with everything that a catalogue can hold."""
    root = tmp_path_factory.mktemp("trips") / "book"
    copy_of_profile(root)
    path = root / "locales/kk/LC_MESSAGES/notes.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace("\n\n#. ", f"\n\n{COMMENT}#. ", 1), "utf-8")
    for language in ("ru", "kk"):
        path = root / f"locales/{language}/LC_MESSAGES/about.po"
        gone = '\n#, fuzzy\n#~| msgid "Old words."\n#~ msgid "Older words."\n#~ msgstr "Слова."\n'
        path.write_text(path.read_text("utf-8") + gone, "utf-8")
    for name, words in EDITS.items():
        page = root / f"docs/{name}.md"
        before = page.read_text("utf-8")
        page.write_text(before.replace(*words), "utf-8")
        assert page.read_text("utf-8") != before
    made = isolated(run_templates, Book.load(root), root / "build/templates")
    assert made == root / TEMPLATES
    updated(root)
    assert updated(root) == []
    fuzzy = "\n".join(path.read_text("utf-8") for path in catalogues(root)).count('#| msgid ""\n')
    assert fuzzy == 2 * len(EDITS)
    return root


@pytest.fixture
def trip(book, tmp_path):
    """A copy of that book, to go on a trip."""
    root = tmp_path / "book"
    shutil.copytree(book, root)
    return root


def said(path):
    """All that a catalogue says, head apart: what no tool may lose."""
    return {
        (entry.obsolete, entry.msgctxt, entry.msgid): (
            entry.msgid_plural,
            entry.msgstr,
            tuple(entry.msgstr_plural.values()),
            entry.tcomment,
            entry.comment.split() if not entry.obsolete else [],
            [place for place, _ in entry.occurrences] if not entry.obsolete else [],
            entry.flags,
            entry.previous_msgid,
        )
        for entry in polib.pofile(str(path))
    }


def saved_by_polib(path, width):
    polib.pofile(str(path), wrapwidth=width).save(str(path))


def saved_by_msgcat(path, *options):
    run("msgcat", "--force-po", *options, "-o", path, path)


def saved_by_msgmerge(path, *options):
    template = path.parents[2] / "pot" / path.with_suffix(".pot").name
    run("msgmerge", "--previous", "--quiet", *options, "-o", path, path, template)


def saved_by_poedit(path, *options):
    """Poedit writes its head and has msgcat fold the rest, at the width that it found."""
    lines = path.read_text("utf-8").partition("\n\n")
    head = re.sub(r'(?<="PO-Revision-Date: ).*(?=\\n")', "2026-11-24 12:00+0500", lines[0])
    head = re.sub(r'(?<="Last-Translator: )(?=\\n")', "A. Translator <a@example.org>", head)
    head = head.replace('"Generated-By', '"X-Generator: Poedit 3.6\\n"\n"Generated-By')
    path.write_text("".join((head, *lines[1:])), "utf-8")
    run("msgcat", "--force-po", *options, "-o", path, path)


def saved_by_poedit_in_windows(path):
    saved_by_poedit(path, "--width=79")
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def saved_by_weblate(path, width):
    """Weblate writes by translate-toolkit: https://docs.weblate.org/en/latest/formats/gettext.html."""
    store = pofile()
    store.wrapper.width = width
    store.parse(path.read_bytes())
    for unit in store.units:
        # As if each had been translated anew.
        if unit.istranslated() and not unit.isfuzzy():
            target = unit.target
            unit.target = ""
            unit.target = target
    store.updateheader(
        add=True, last_translator="A. Translator <a@example.org>", x_generator="Weblate 5.15",
        PO_Revision_Date="2026-11-24 12:00+0000", language_team="Kazakh <https://example.org/>",
    )  # fmt: skip
    path.write_bytes(bytes(store))


TOOLS = {
    "polib": (saved_by_polib, 79),
    "msgcat": (saved_by_msgcat, "--no-wrap", "--sort-output"),
    "msgmerge": (saved_by_msgmerge,),
    "Poedit": (saved_by_poedit, "--width=79"),
    "Poedit in Windows": (saved_by_poedit_in_windows,),
    "Weblate": (saved_by_weblate, 77),
    "Weblate, long lines": (saved_by_weblate, 65535),
}
HEADS = {
    "Poedit": ["PO-Revision-Date", "Last-Translator", "X-Generator"],
    "Weblate": ["PO-Revision-Date", "Last-Translator", "Language-Team", "X-Generator"],
}
# What the tool itself does not know: polib the previous source of an obsolete message, XLIFF
# that of any.
LOST = {"polib": r"#~\| .*", "XLIFF": r"#~?\| .*|#\. Changed: .*"}


def compare(before, after, tool):
    """Show that an update brought every line back but those that are the tool's to change."""
    heads = set(HEADS.get(tool, ()))
    lost = LOST.get(tool, "(?!)")
    gone = 0
    for path in catalogues(before):
        pair = [
            (root / path.relative_to(before)).read_text("utf-8").partition("\n\n")
            for root in (before, after)
        ]
        first, second = (
            re.sub(rf"^(?:{lost})\n", "", each[2], flags=re.MULTILINE) for each in pair
        )
        gone += pair[0][2] != first
        assert second == first, path
        fields = [
            {line for line in each[0].splitlines() if not any(name in line for name in heads)}
            for each in pair
        ]
        assert fields[0] == fields[1], path
        assert all(f'"{name}: ' in pair[1][0] for name in heads), path
    assert (gone > 0) == (tool in LOST)


@pytest.mark.parametrize("name", TOOLS)
def test_an_update_undoes_what_a_tool_did_to_the_form(book, trip, name):
    need(**GETTEXT)
    save, *options = TOOLS[name]
    tool = name.partition(" ")[0].strip(",")
    for path in catalogues(trip):
        before = said(path)
        save(path, *options)
        after = said(path)
        assert set(after) == set(before), path.name
        for key, (*words, _, _, _, previous) in before.items():
            *others, _, _, _, kept = after[key]
            if tool != "polib":
                assert others == words, path.name
            assert kept == previous
    updated(trip)
    compare(book, trip, tool)
    assert updated(trip) == []


def test_gettext_finds_no_fault_and_compiles_all(book, tmp_path):
    need(**GETTEXT)
    for path in catalogues(book):
        run("msgfmt", "--check", "--output-file", tmp_path / "x.mo", path)


def test_what_is_written_is_folded_as_msgcat_folds_it(book):
    need(**GETTEXT)
    other = total = 0
    for path in catalogues(book):
        ours, theirs = path.read_text("utf-8").split("\n\n"), run("msgcat", path).split("\n\n")
        total += len(ours)
        other += sum(a.strip() != b.strip() for a, b in zip(ours, theirs, strict=True))
    # A message whose quoted word ends at the edge, in three languages, and one like it.
    assert total > 2400
    assert other <= 4


def test_xliff_and_back(book, trip):
    for language in ("ru", "kk"):
        folder = trip / "locales" / language / "LC_MESSAGES"
        xliff, back = trip / "xliff" / language, trip / "back" / language
        xliff.mkdir(parents=True)
        back.mkdir(parents=True)
        run(BIN / "po2xliff", "--progress=none", folder, xliff)
        assert len(list(xliff.glob("*.xliff"))) == len(list(folder.glob("*.po")))
        run(BIN / "xliff2po", "--progress=none", xliff, back)
        for path in back.glob("*.po"):
            shutil.copy(path, folder / path.name)
    updated(trip)
    for path in catalogues(trip):
        text = path.read_text("utf-8")
        path.write_text(
            re.sub(r'^"X-Generator: Translate.*\n', "", text, flags=re.MULTILINE), "utf-8"
        )
    compare(book, trip, "XLIFF")


def test_the_translations_go_to_a_translation_memory(tmp_path):
    for language in ("ru", "kk"):
        path = ROOT / "locales" / language / "LC_MESSAGES" / "human-trafficking.po"
        memory = tmp_path / f"{language}.tmx"
        run(BIN / "po2tmx", "--progress=none", f"--language={language}", path, memory)
        units = lxml.etree.parse(memory).findall(".//tu")
        told = {unit.findtext("tuv/seg"): unit.findtext("tuv[2]/seg") for unit in units}
        finished = {
            entry.msgid: entry.msgstr for entry in polib.pofile(str(path)).translated_entries()
        }
        assert told == finished
        languages = {each.get("{http://www.w3.org/XML/1998/namespace}lang") for each in units[0]}
        assert languages == {"en", language}


def test_sphinx_intl_compiles_the_same_words(book, tmp_path):
    run(
        BIN / "sphinx-intl", "build", "-d", book / "locales", "-o", tmp_path, "-l", "ru", "-l", "kk"
    )
    for language in ("ru", "kk"):
        for path in (book / "locales" / language / "LC_MESSAGES").glob("*.po"):
            compiled = polib.mofile(str(tmp_path / language / "LC_MESSAGES" / f"{path.stem}.mo"))
            finished = polib.pofile(str(path)).translated_entries()
            assert {each.msgid: each.msgstr for each in compiled if not each.msgid_plural} == {
                each.msgid: each.msgstr for each in finished if not each.msgid_plural
            }
