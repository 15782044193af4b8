"""What a translator may write and what not, and the words that the build ties together."""

import pytest
from lxml import html

from kzbook.finding import checks, findings
from kzbook.languages.catalogs import Catalogue, Entry
from kzbook.languages.spaces import NBSP, tied
from kzbook.languages.typography import message_dashes, message_quotes, message_spaces, prose

TYPOGRAPHIC = {
    rule
    for rule, check in checks[Catalogue].items()
    if check.__module__ == message_quotes.__module__
}

RULES = {"quotes", "dashes", "spaces", "note-calls"}


def told(msgstr, language="ru", msgid="x"):
    """Say which typographic rules a translation breaks."""
    catalogue = Catalogue("x.po", language, (Entry(msgid, msgstr, 7),))
    found = [each for each in findings(catalogue) if each.rule in TYPOGRAPHIC]
    assert all(each.at.line == 7 for each in found)
    return sorted({each.rule.removeprefix("message-") for each in found} & RULES)


GOOD = [
    ("ru", "Закон «О беженцах», программа «Еңбек» и «отчёт „О торговле“»."),
    ("kk", "«Босқындар туралы» Заң, «есеп “Адам саудасы” туралы»"),
    ("ru", "58 % населения, {fact}`rural` в сёлах, от 3 до 5 лет, 31\u00a0000 человек"),
    ("kk", "58%-ы, {fact}`rural`-ы, 31\u00a0000-ға жуық, 40-тан астам"),
    ("ru", "На 2017–2021 годы {cite:p}`x`, статья 134-1, какой-то."),
    ("ru", "Казахстан — государство; COVID-19; USAID и {fact}`18 миллионов <population>`."),
    ("kk", "UNESCO-ның #IBelong науқаны, II бөлім, [тізім](#sec-x)."),
    ("en", 'An English "copy" - as the author wrote it, 58%.'),
]  # fmt: skip
BAD = [
    ("ru", "Программа “Еңбек”", "quotes"),
    ("ru", 'Закон "О беженцах"', "quotes"),
    ("ru", "«О беженцах", "quotes"),
    ("ru", "О беженцах»", "quotes"),
    ("ru", "«отчёт «О торговле»»", "quotes"),
    ("kk", "«есеп „Адам саудасы“ туралы»", "quotes"),
    ("ru", "Казахстан - государство", "dashes"),
    ("ru", "Казахстан – государство", "dashes"),
    ("ru", "Казахстан—государство", "dashes"),
    ("kk", "2017-2021 жылдар", "dashes"),
    ("kk", "2017 – 2021 жылдар", "dashes"),
    ("ru", "Один  раз", "spaces"),
    ("ru", "Один , два", "spaces"),
    ("ru", "« Один»", "spaces"),
    ("ru", "31 000 человек", "spaces"),
    ("ru", "58% населения", "spaces"),
    ("kk", "58 %-ы", "spaces"),
    ("ru", " Один", "spaces"),
]


@pytest.mark.parametrize(("language", "msgstr"), GOOD)
def test_good_typography_is_left_alone(language, msgstr):
    assert told(msgstr, language) == []


@pytest.mark.parametrize(("language", "msgstr", "rule"), BAD)
def test_bad_typography_is_found(language, msgstr, rule):
    assert told(msgstr, language) == [rule]


def test_an_interface_word_keeps_the_space_at_its_end():
    assert told("Автор: ", msgid="Author: ") == []
    assert told("Автор:", msgid="Author: ") == ["spaces"]


def test_a_fuzzy_message_is_not_judged():
    entry = Entry("x", "Один , два", 7, fuzzy=True)
    assert findings(Catalogue("x.po", "ru", (entry,))) == []


def test_the_words_of_a_message_are_those_a_reader_sees():
    text = "В {fact}`феврале <month>` {fact}`year`{ednote}`R1` [здесь](#a) {cite:p}`k`, `код`."
    assert prose(text) == "В феврале 0 здесь, 0."


TIED = [
    ("ru", "живёт в городе и у моря", "живёт в~городе и~у~моря"),
    ("ru", "Казахстан — страна", "Казахстан~— страна"),
    ("ru", "если бы не то же самое", "если~бы не то~же самое"),
    ("ru", "14 областей и 3 города", "14~областей и~3~города"),
    ("ru", "в 2018 и 2019 годах", "в~2018 и~2019~годах"),
    ("ru", "Иоанн Павел II, № 1, ст. 21", "Иоанн Павел~II, №~1, ст.~21"),
    ("ru", "А. С. Пушкин и т. д.", "А.~С.~Пушкин и~т.~д."),
    ("ru", "желание женщин, бывших там", "желание женщин, бывших там"),
    ("kk", "Қазақстан — мемлекет, 14 облыс", "Қазақстан~— мемлекет, 14~облыс"),
    ("kk", "II бөлім, 2018 және 2019 жылдары", "II~бөлім, 2018 және 2019~жылдары"),
    ("en", "in 2018 a city", "in 2018 a city"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), TIED)
def test_words_that_belong_together_are_tied(language, text, wanted):
    assert tied(text, language).replace(NBSP, "~") == wanted


def test_an_edition_ties_words_across_its_markup(small, kzbook):
    page = small / "docs/one.md"
    page.write_text(page.read_text("utf-8") + "\nIn *one* of 3 places.\n", "utf-8")
    kzbook("catalogs", "update", root=small)
    path = small / "locales/ru/LC_MESSAGES/one.po"
    text = path.read_text("utf-8")
    path.write_text(
        text.replace(
            'msgid "In *one* of 3 places."\nmsgstr ""',
            'msgid "In *one* of 3 places."\nmsgstr "А в *одном* из 3 мест."',
        ),
        "utf-8",
    )
    done = kzbook("build", "ru-html", root=small)
    assert done.returncode == 0, done.stdout + done.stderr
    root = html.parse(str(small / "build/ru/html/one.html"), html.HTMLParser(encoding="utf-8"))
    last = root.xpath("//article//p[contains(., 'одном')]")[0].text_content()
    assert last == "А~в~одном из 3~мест.".replace("~", NBSP)


@pytest.mark.parametrize(
    ("language", "words", "mended"),
    [
        ("ru", "Казахстан - государство", "Казахстан — государство"),
        ("ru", "Казахстан— государство", "Казахстан — государство"),
        ("kk", "Қазақстан —мемлекет", "Қазақстан — мемлекет"),
        ("ru", "в 2017 - 2021 годах", "в 2017–2021 годах"),
        ("ru", "в 2017 – 2021 годах", "в 2017–2021 годах"),
        ("ru", "один  и два", "один и два"),
        ("ru", "один , два", "один, два"),
        ("ru", "« один»", "«один»"),
        ("kk", "халқы 18 833 100 адам", "халқы 18\u00a0833\u00a0100 адам"),
        ("ru", "доля 58% и", "доля 58\u00a0% и"),
        ("kk", "үлесі 58 %-ы", "үлесі 58%-ы"),
    ],
)
def test_what_to_write_is_told(language, words, mended):
    catalogue = Catalogue("x.po", language, (Entry("One", words, 7),))
    told = [*message_dashes(catalogue), *message_spaces(catalogue)]
    assert [each.message.partition("write: ")[2] for each in told] == [mended]
