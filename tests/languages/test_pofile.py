"""A .po file as gettext writes it, and lines that stay as an editor folded them."""

import io
import subprocess

import polib
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

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


def test_an_obsolete_message_without_a_translation_goes():
    text = 'msgid ""\nmsgstr "Language: ru\\n"\n\n#~ msgid "a"\n#~ msgstr ""\n\n#~ msgid "b"\n#~ msgstr "б"\n'
    assert [each.msgid for each in polib.pofile(written(catalogue(text)).decode())] == ["b"]


def test_a_comment_keeps_its_lines():
    lines = [
        "a line that is longer than what a line of a .po file has by the custom of GNU gettext",
        "",
        "b",
    ]
    text = "".join(f"# {line}".rstrip() + "\n" for line in lines) + 'msgid "a"\nmsgstr "б"\n'
    assert written(catalogue(text)).decode().endswith(f"\n\n{text}")


def test_an_obsolete_message_stays_fuzzy(tmp_path):
    path = tmp_path / "x.po"
    path.write_bytes(written(fuzzy()))
    catalog = read_messages(path, tmp_path)
    catalog.update(Catalog(fuzzy=False))
    path.write_bytes(written(catalog))
    assert "#~| msgid" in path.read_text("utf-8")
    kept = {str(each.id): each for each in read_messages(path, tmp_path).obsolete.values()}
    for message in fuzzy():
        if message.id:
            told = kept[str(message.id)]
            assert (told.fuzzy, told.previous_id) == (message.fuzzy, list(message.previous_id))
