"""One text, two translations: told apart by section, in all three formats."""

import zipfile

import polib
import pymupdf
import pytest
from lxml import html

CONTEXTS = '[[apart]]\ntext = "Order"\nsections = ["sec-two"]\n'
FORMS = ("Порядок", "Приказ")


@pytest.fixture
def apart(small, kzbook):
    """A book in which "Order" stands in two sections, once as a heading."""
    page = small / "docs/one.md"
    text = page.read_text("utf-8").replace("(sec-two)=", "Order\n\n(sec-two)=")
    text = text.replace("> A quotation.", "Order\n\n(sec-order)=\n### Order")
    page.write_text(text, "utf-8")
    (small / "locales/contexts.toml").write_text(CONTEXTS, "utf-8")
    done = kzbook("catalogs", "update", root=small)
    assert done.returncode == 0, done.stderr
    path = small / "locales/ru/LC_MESSAGES/one.po"
    catalogue = polib.pofile(str(path))
    entries = {each.msgctxt: each for each in catalogue if each.msgid == "Order"}
    assert set(entries) == {None, "sec-two"}
    entries[None].msgstr, entries["sec-two"].msgstr = FORMS
    catalogue.save()
    return small


def test_all_forms_print_the_translation_of_their_section(apart, kzbook):
    done = kzbook("build", "ru-html", "ru-pdf", "ru-epub", root=apart)
    assert done.returncode == 0, done.stdout + done.stderr
    build = apart / "build/ru"
    (epub,) = (build / "epub").glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        chapter = archive.read(next(each for each in archive.namelist() if "one" in each))
    with pymupdf.open(next((build / "typst").glob("*.pdf"))) as document:
        pdf = "".join(page.get_text() for page in document)
    pages = [
        html.fromstring((build / "html/one.html").read_bytes()).find_class("furo-main-content")
        or [html.fromstring((build / "html/one.html").read_bytes()).get_element_by_id("sec-one")],
        [html.fromstring(chapter.partition(b"?>")[2])],
    ]
    for text in (pages[0][0].text_content(), pages[1][0].text_content(), pdf):
        assert "\x04" not in text
        assert FORMS[0] in text
        assert text.index(FORMS[0]) < text.rindex(FORMS[1])
        assert "Order" not in text


def test_another_update_keeps_both(apart, kzbook):
    kzbook("catalogs", "update", root=apart)
    path = apart / "locales/ru/LC_MESSAGES/one.po"
    kept = {each.msgctxt: each.msgstr for each in polib.pofile(str(path)) if each.msgid == "Order"}
    assert kept == {None: FORMS[0], "sec-two": FORMS[1]}
    assert kzbook("catalogs", "update", root=apart).stdout.strip() == "0 files changed"
    assert kzbook("check", apart / "locales/ru/LC_MESSAGES/one.po", root=apart).stdout == ""


def test_an_untranslated_context_prints_the_plain_translation_never_its_key(apart, kzbook):
    path = apart / "locales/ru/LC_MESSAGES/one.po"
    catalogue = polib.pofile(str(path))
    next(each for each in catalogue if each.msgctxt).msgstr = ""
    catalogue.save()
    kzbook("build", "ru-html", root=apart)
    page = (apart / "build/ru/html/one.html").read_text("utf-8")
    assert "\x04" not in page
    assert "Приказ" not in page


def test_a_text_that_stands_elsewhere_is_told(apart, kzbook):
    path = apart / "locales/contexts.toml"
    path.write_text(CONTEXTS.replace("sec-two", "sec-ten"), "utf-8")
    done = kzbook("catalogs", "update", root=apart)
    assert done.returncode == 2
    assert "does not stand in a section sec-ten" in done.stderr


@pytest.mark.parametrize("text", ["[[apart]\n", '[[apart]]\ntext = "x"\n', "apart = 3\n"])
def test_a_file_that_cannot_be_read_is_told(apart, kzbook, text):
    (apart / "locales/contexts.toml").write_text(text, "utf-8")
    done = kzbook("catalogs", "update", root=apart)
    assert done.returncode == 2
    assert "locales/contexts.toml" in done.stderr
    assert "Traceback" not in done.stderr
