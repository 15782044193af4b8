"""A .po file as gettext writes it, and lines that stay as an editor folded them."""

import io
import subprocess

import polib
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from conftest import ROOT
from kzbook.languages.catalogs import read_messages
from kzbook.languages.pofile import written
from tools import need

LONG = "Old text with {fact}`area` and long-winded words – again and again. " * 4


def catalogue(text):
    return read_po(io.StringIO(text), abort_invalid=True)


def fuzzy():
    made = Catalog("ru", fuzzy=False)
    made.add(LONG, "Старый текст {fact}`area`. " * 9, context="sec-a")
    made.add(("one old file", "%s old files"), ("a", "b", "c"))
    template = Catalog(fuzzy=False)
    template.add(LONG.replace("Old", "New"), context="sec-a")
    template.add(("one old file", "%s old files"))
    made.update(template)
    return made


def test_the_previous_source_is_whole_and_read_again(tmp_path):
    path = tmp_path / "x.po"
    path.write_bytes(written(fuzzy()))
    (entry,) = [each for each in polib.pofile(str(path)) if each.fuzzy]
    assert entry.previous_msgid == LONG
    assert entry.msgctxt == "sec-a"
    again = read_messages(path, tmp_path)
    assert written(again) == path.read_bytes()


def test_gettext_accepts_what_is_written(tmp_path):
    need("apt-get install gettext", programs=["msgfmt", "msgcat"])
    path = tmp_path / "x.po"
    path.write_bytes(written(fuzzy()))
    subprocess.run(["msgfmt", "-c", "-o", tmp_path / "x.mo", path], check=True)
    told = subprocess.run(["msgcat", path], check=True, capture_output=True, text=True).stdout
    assert "#| msgid" in told


def test_lines_are_folded_as_msgcat_folds_them():
    need("apt-get install gettext", programs=["msgcat"])
    same = total = 0
    for path in sorted(ROOT.glob("locales/*/LC_MESSAGES/*.po")):
        ours = written(catalogue(path.read_text("utf-8"))).decode()
        done = subprocess.run(
            ["msgcat", "-"], input=ours, check=True, capture_output=True, text=True
        )
        theirs = done.stdout
        pairs = list(zip(ours.split("\n\n"), theirs.split("\n\n"), strict=True))
        same += sum(a.strip() == b.strip() for a, b in pairs)
        total += len(pairs)
    assert same > total * 0.98


def test_folding_of_another_tool_is_left_alone():
    path = ROOT / "locales/kk/LC_MESSAGES/human-trafficking.po"
    poedit = polib.pofile(str(path), wrapwidth=60)
    text = f"{poedit}"
    assert text != path.read_text("utf-8")
    once = written(catalogue(text), text).decode()
    assert once.strip() == text.strip()


def test_only_the_changed_entry_changes():
    path = ROOT / "locales/ru/LC_MESSAGES/human-trafficking.po"
    text = path.read_text("utf-8")
    catalog = catalogue(text)
    chosen = next(each for each in catalog if each.id)
    chosen.string += " Ещё слово."
    before = text.strip().split("\n\n")
    after = written(catalog, text).decode().split("\n\n")
    assert sum(a.strip() != b.strip() for a, b in zip(before, after, strict=True)) == 1


def test_an_obsolete_message_without_a_translation_goes():
    text = 'msgid ""\nmsgstr "Language: ru\\n"\n\n#~ msgid "a"\n#~ msgstr ""\n\n#~ msgid "b"\n#~ msgstr "б"\n'
    assert [each.msgid for each in polib.pofile(written(catalogue(text)).decode())] == ["b"]
