"""What of the numbers of a message a translation must keep, and what it may write anew."""

from decimal import Decimal
from pathlib import Path

import pytest
from babel.numbers import format_decimal
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from kzbook.finding import checks
from kzbook.languages.catalogs import Catalogue, Entry, read_catalogue
from kzbook.languages.quantities import message_numbers

RULES = [
    check for check in checks[Catalogue].values() if check.__module__ == message_numbers.__module__
]

# On a machine with much to do an example takes longer.
unhurried = settings(deadline=None)


def found(msgid, msgstr, language="ru", comments=(), *, fuzzy=False):
    """Give what the rules of numbers say of one message."""
    entry = Entry(msgid, msgstr, 7, fuzzy, comments=tuple(comments))
    catalogue = Catalogue("x.po", language, (entry,))
    return [finding for rule in RULES for finding in rule(catalogue)]


def rules(*message, **more):
    return {each.rule.removeprefix("message-") for each in found(*message, **more)}


WRONG = [
    # The author's doubtful figures, mended in silence: R03, R02, R06.
    ("Articles 125, 126 and 1341", "Статьи 125, 126 и 134-1", "ru", "numbers"),
    ("about 73,000 thousand migrants", "около 73 тысяч мигрантов", "ru", "numbers"),
    ("about 73,000 thousand migrants", "73 мыңға жуық мигрант", "kk", "numbers"),
    ("12345678901234567890123456789012345678", "12345678901234567890123456789012345679", "ru", "numbers"),
    ("165 migrant workers", "165\u00a0000 трудящихся-мигрантов", "ru", "numbers"),
    ("165 migrant workers", "165 мың еңбекші-мигрант", "kk", "numbers"),
    ("{fact}`legalised` workers", "{fact}`legalised` тысяч рабочих", "ru", "number-units"),
    ("{fact}`73,000 thousand <t>`", "{fact}`73 мың <t>`", "kk", "numbers"),
    # Changed, beside another that the changed one now equals.
    ("15 years, up to 5 years", "5 лет, до 5 лет", "ru", "numbers"),
    ("twenty-five days", "жиырма күн", "kk", "numbers"),
    ("the first of two countries", "первая из трёх стран", "ru", "numbers"),
    ("Section VI", "раздел IV", "ru", "numbers"),
    ("in March 2018", "2018 жылғы мамырда", "kk", "numbers"),
    ("1.5 million", "15 миллион", "kk", "numbers"),
    ("18 million", "18 миллиардов", "ru", "numbers"),
    ("One fifth of the population", "Халықтың төрттен бірі", "kk", "numbers"),
    ("two thirds of them", "треть из них", "ru", "numbers"),
    ("almost doubled", "почти утроилось", "ru", "numbers"),
    ("in the early 1990s", "в начале 1980-х годов", "ru", "numbers"),
    ("for 2017–2021", "2017–2022 жылдарға", "kk", "numbers"),
    ("no digit", "цифра 5", "ru", "numbers"),
    ("30 days", "20 days", "en", "numbers"),
    ("{fact}`seven <r>` of them", "{fact}`восемь <r>` из них", "ru", "numbers"),
    ("{fact}`seven <r>` of them", "олардың {fact}`сегізі <r>`", "kk", "numbers"),
    ("{fact}`seven <r>` of them", "{fact}`многие <r>` из них", "ru", "numbers"),
    ("GDP of USD 8,820", "ЖІӨ — 8,820 АҚШ доллары", "kk", "number-format"),
    ("a growth of 4.5%", "рост 4.5\u00a0%", "ru", "number-format"),
    ("18,833,100 people", "18,833,100 человек", "ru", "number-format"),
    ("2,724,900 km²", "2\u00a0724\u00a0900 км", "ru", "number-units"),
    ("43% of them", "43 из них", "ru", "number-units"),
    ("USD 500", "500 евро", "ru", "number-units"),
    ("in the 1990s", "1990 жылы", "kk", "number-units"),
    ("83 in 2018, 40 in 2019", "40 в 2018 году, 83 в 2019 году", "ru", "number-order"),
    ("In 2019 40 were identified, while in 2018 83 had been",
     "2019 жылы 83, ал 2018 жылы 40 құрбан анықталды", "kk", "number-order"),
    ("In {fact}`y` we identified {fact}`n` victims", "В {fact}`n` году выявлено {fact}`y` жертв", "ru", "number-order"),
    ("In {fact}`y` {fact}`n` victims, in {fact}`z` {fact}`m`", "В {fact}`y` году {fact}`m` жертв, в {fact}`z` {fact}`n`", "ru", "number-order"),
    ("(par. {fact}`p`, Art. {fact}`a`)", "(п. {fact}`a` ст. {fact}`p`)", "ru", "number-order"),
    ("paragraph 1 of Article 21", "1-баптың 21-тармағы", "kk", "number-order"),
    ("from 43% to 57%", "с 57\u00a0% до 43\u00a0%", "ru", "number-order"),
    ("On 30 August 1995", "1995 августа 30 года", "ru", "number-order"),
    ("at least one year", "не более одного года", "ru", "qualifiers"),
    ("at least one year", "на один год", "ru", "qualifiers"),
    ("more than 3,000 people", "3\u00a0000 адам", "kk", "qualifiers"),
    ("about 31,000 people", "31\u00a0000-нан астам адам", "kk", "qualifiers"),
    ("31,000 people", "около 31\u00a0000 человек", "ru", "qualifiers"),
    ("over {fact}`x` people", "{fact}`x` человек", "ru", "qualifiers"),
    ("over {fact}`x` people", "{fact}`x`-ға жуық адам", "kk", "qualifiers"),
    ("not more than 90 days", "90 күннен астам", "kk", "qualifiers"),
    ("{fact}`almost doubled <g>`", "{fact}`удвоилось <g>`", "ru", "qualifiers"),
    ("more than %s", "%s-дан кем", "kk", "qualifiers"),
    ("more than %(n)s", "%(n)s", "ru", "qualifiers"),
    ("fewer than 3 characters", "более трёх знаков", "ru", "qualifiers"),
]  # fmt: skip
RIGHT = [
    ("eight shelters", "8 приютов", "ru"), ("31,000 people", "31 мың адам", "kk"),
    ("(2017-2021)", "2017–2021 гг.", "ru"), ("USD 8,820", "8820 долларов США", "ru"),
    ("USD 8,820", "8\u202f820 АҚШ доллары", "kk"), ("seven of them", "олардың жетеуі", "kk"),
    ("a quarter of them", "25\u00a0% из них", "ru"), ("a quarter", "төрттен бір", "kk"),
    ("almost doubled", "увеличилось почти вдвое", "ru"), ("almost doubled", "екі есеге жуық өсті", "kk"),
    ("one of the countries", "одна из стран", "ru"), ("one of the countries", "елдердің бірі", "kk"),
    ("the first years", "алғашқы жылдары", "kk"), ("No one knows", "Никто не знает", "ru"),
    ("in the 1990s", "1990-жылдары", "kk"), ("in the 1990s", "в 1990-х", "ru"),
    ("the 21st century", "XXI век", "ru"), ("5 February 2021", "05.02.2021", "ru"),
    ("at least one year", "не менее года", "ru"), ("at least 5 days", "5 күннен кем емес", "kk"),
    ("In 2019 40 were identified, in 2018 83", "В 2018 году выявлено 83, в 2019 году — 40", "ru"),
    ("On 1 January 2020", "2020 жылғы 1 қаңтарда", "kk"), ("paragraph 1 of Article 21", "21-баптың 1-тармағы", "kk"),
    ("the second half of 2020", "вторая половина 2020 года", "ru"),
    ("the first quarter of 2020", "2020 жылдың бірінші тоқсаны", "kk"),
    ("Article 125 (3b)", "статья 125 (3б)", "ru"), ("COVID-19", "COVID-19", "kk"),
    ("for the family", "отбасы үшін", "kk"), ("thousands of people", "мыңдаған адам", "kk"),
    ("both within and abroad", "как внутри, так и за рубежом", "ru"), ("both ways", "екі бағытта", "kk"),
    ("over the past five years", "за последние пять лет", "ru"), ("over ten years", "он жылдағы", "kk"),
    ("four to seven years", "төрт жылдан жеті жылға дейін", "kk"),
    ("50,000–70,000 people", "50–70 тыс. человек", "ru"), ("WCAG 2.1", "WCAG 2.1", "ru"),
    ("more than %s", "%s-дан астам", "kk"), ("%(a)s of %(b)s, 5%", "%(b)s, 5%, %(a)s", "kk"),
    ("Red Crescent", "Қызыл Жарты Ай", "kk"), ("one or more files", "один или несколько файлов", "ru"),
    ("see {cite:p}`a2019` {ednote}`R01`", "см. {cite:p}`a2019`{ednote}`R01`", "ru"),
    ("[Section II](#sec-2)", "[II бөлім](#sec-2)", "kk"), ("the file `a10.md`", "файл `a10.md`", "ru"),
    ("{fact}`largest <a>`", "{fact}`самая большая <a>`", "ru"), ("eight", "", "ru"), ("8 shelters", "eight shelters", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("msgid", "msgstr", "language", "rule"), WRONG)
def test_a_wrong_number_is_found(msgid, msgstr, language, rule):
    assert rule in rules(msgid, msgstr, language)


@pytest.mark.parametrize(("msgid", "msgstr", "language"), RIGHT)
def test_another_way_to_write_it_is_none(msgid, msgstr, language):
    assert found(msgid, msgstr, language) == []


def test_the_message_says_what_to_write():
    (told,) = found("USD 8,820", "8,820 АҚШ доллары", "kk")
    assert told.message == "8,820 reads as 8.82 in Kazakh; write 8\u00a0820 with a no-break space"
    assert (told.at.path, told.at.line) == ("x.po", 7)


def test_what_is_not_printed_is_not_compared():
    assert found("30 days", "20 дней", fuzzy=True) == []
    assert found("30 days", "20 Tage", "de") == []


def test_an_exception_needs_a_reason_and_a_fault():
    message = ("5 days", "6 дней", "ru")
    (excused,) = found(*message, comments=["numbers-ok: the law says six"])
    assert (excused.severity, excused.rule) == ("info", "message-numbers")
    assert excused.message.endswith("accepted: the law says six")
    unexplained = found(*message, comments=["numbers-ok:"])
    assert {each.severity for each in unexplained} == {"error"}
    assert {each.rule for each in unexplained} == {"message-numbers", "message-number-exceptions"}
    (idle,) = found("5 days", "5 дней", "ru", comments=["numbers-ok: why not"])
    assert (idle.severity, idle.rule) == ("warning", "message-number-exceptions")


@pytest.mark.parametrize("msgstr", ["6 дней <!-- numbers-ok: no -->", "6 дней # noqa", "6 дней numbers-ok: no"])  # fmt: skip
def test_nothing_inside_a_translation_switches_a_rule_off(msgstr):
    assert "numbers" in rules("5 days", msgstr)


def test_each_form_of_a_plural_is_compared():
    forms = ("%d файл, 5 дней", "%d файла, 5 дней", "%d файлов, 6 дней")
    entry = Entry("One file, 5 days", forms[0], 7, plural="%d files, 5 days", forms=forms)
    told = [each for rule in RULES for each in rule(Catalogue("x.po", "ru", (entry,)))]
    assert [each.rule for each in told] == ["message-numbers"]
    assert "6" in told[0].message


def test_an_exception_is_read_from_a_catalogue(tmp_path):
    path = tmp_path / "x.po"
    head = 'msgid ""\nmsgstr "Language: ru\\n"\n\n'
    path.write_text(f'{head}# numbers-ok: so\nmsgid "5"\nmsgstr "6"\n', "utf-8")
    (entry,) = read_catalogue(path, tmp_path).entries
    assert entry.comments == ("numbers-ok: so",)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_book_has_no_wrong_number(language):
    paths = sorted((ROOT / "locales" / language / "LC_MESSAGES").glob("*.po"))
    catalogues = [read_catalogue(Path(path), ROOT) for path in paths]
    told = [finding for each in catalogues for rule in RULES for finding in rule(each)]
    assert [str(each) for each in told if each.severity != "info"] == []


TEMPLATES = {
    "en": "In {0} there were {1} people in {2}% of the districts, and {3} in towns.",
    "ru": "В {0} году было {1} человек в {2}\u00a0% районов и {3} в городах.",
    "kk": "{0} жылы аудандардың {2}%-ында {1} адам, қалаларда {3} адам болды.",
}
AMOUNTS = st.integers(100, 10**7).filter(lambda amount: amount not in range(1000, 3000))


def written(values, language):
    year, many, percent, more = values
    shown = [format_decimal(each, locale=language) for each in (many, percent, more)]
    return TEMPLATES[language].format(year, *shown)


MESSAGES = st.tuples(
    st.integers(1900, 2099), AMOUNTS, st.decimals(0, 100, places=1, allow_nan=False), AMOUNTS
).filter(lambda values: len(set(values)) == len(values))
TRANSLATED = st.sampled_from(["ru", "kk"])


@unhurried
@given(MESSAGES, TRANSLATED)
def test_equal_numbers_pass(values, language):
    assert found(written(values, "en"), written(values, language), language) == []


@unhurried
@given(MESSAGES, TRANSLATED, st.sampled_from(["\u202f", "\u2009", ""]))
def test_grouping_may_vary(values, language, space):
    text = written(values, language).replace("\u00a0%", "%").replace("\u00a0", space)
    assert found(written(values, "en"), text, language) == []


@unhurried
@given(MESSAGES, TRANSLATED, st.integers(0, 3), st.integers(1, 10**7))
def test_any_changed_number_is_found(values, language, place, other):
    changed = list(values)
    changed[place] = Decimal(other) / 10 if place == 2 else other
    assume(changed[place] != values[place])
    assert found(written(values, "en"), written(changed, language), language)


@unhurried
@given(MESSAGES, TRANSLATED)
def test_two_swapped_amounts_are_found(values, language):
    year, many, percent, more = values
    swapped = written((year, more, percent, many), language)
    assert "number-order" in rules(written(values, "en"), swapped, language)


ANY = st.one_of(
    st.text(max_size=80),
    st.text("0123456789.,-–% \u00a0()IVXsегодміңжылға`{}fact<>", max_size=80),
    st.text("0123456789", min_size=30, max_size=90),
)


@unhurried
@given(ANY, ANY.filter(bool), st.sampled_from(["en", "ru", "kk"]))
def test_any_message_is_compared_without_an_error(msgid, msgstr, language):
    for each in found(msgid, msgstr, language):
        assert each.message


def test_two_qualifiers_at_once_are_named():
    (told,) = found("for 5 days", "кемінде 5 күннен аспайды", "kk")
    assert (
        told.message
        == "“5” is qualified, “at least and at most”, where the source is not; take that out"
    )
