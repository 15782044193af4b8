"""One message, one translation, unless they are told apart."""

import pytest

from conftest import ROOT
from kzbook.languages.catalogs import Catalogue, Entry, Locales, read_catalogue
from kzbook.languages.consistency import message_consistent
from kzbook.languages.glossary import Glossary


def told(*rows):
    catalogues = tuple(Catalogue(f"{n}.po", "ru", entries) for n, entries in enumerate(rows))
    return list(message_consistent(Locales("ru", catalogues, Glossary())))


def test_two_translations_are_found_across_catalogues():
    found = told((Entry("Page", "Страница", 3),), (), (Entry("Page", "Лист", 9),))
    assert [str(each.at) for each in found] == ["2.po:9"]
    assert "“Page” is “Страница” in 0.po:3, here it is “Лист”" in found[0].message


@pytest.mark.parametrize(
    "other",
    [
        Entry("Page", "Страница", 9),
        Entry("Page", "Лист", 9, fuzzy=True),
        Entry("Page", "", 9),
        Entry("Page", "Лист", 9, context="press"),
        Entry("page", "лист", 9),
    ],
)
def test_what_may_differ(other):
    assert told((Entry("Page", "Страница", 3),), (other,)) == []


def test_the_context_is_read_from_the_file(tmp_path):
    path = tmp_path / "x.po"
    path.write_text('msgctxt "a"\nmsgid "Page"\nmsgstr "Лист"\n', "utf-8")
    assert [each.context for each in read_catalogue(path, tmp_path).entries] == ["a"]


def test_the_real_catalogues_repeat_messages_and_agree():
    for language in ("ru", "kk"):
        paths = sorted((ROOT / "locales" / language / "LC_MESSAGES").glob("*.po"))
        read = tuple(read_catalogue(path, ROOT) for path in paths)
        texts = [each.msgid for catalogue in read for each in catalogue.entries]
        assert len(texts) - len(set(texts)) > 8
        assert list(message_consistent(Locales(language, read, Glossary()))) == []
