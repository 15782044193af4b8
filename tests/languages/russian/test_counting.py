"""A Russian noun fits the figure that counts it: against tables of forms, for every value."""

import pymorphy3
import pytest
from babel import Locale
from num2words import num2words

from kzbook.languages.russian.counting import misfit

# Nominative, genitive and dative singular; genitive and dative plural.
FORMS = [
    ("город", "города", "городу", "городов", "городам"),
    ("область", "области", "области", "областей", "областям"),
    ("программа", "программы", "программе", "программ", "программам"),
    ("соглашение", "соглашения", "соглашению", "соглашений", "соглашениям"),
    ("семья", "семьи", "семье", "семей", "семьям"),
    ("цель", "цели", "цели", "целей", "целям"),
    ("день", "дня", "дню", "дней", "дням"),
    ("месяц", "месяца", "месяцу", "месяцев", "месяцам"),
    ("год", "года", "году", "лет", "годам"),
    ("человек", "человека", "человеку", "человек", "людям"),
    ("жертва", "жертвы", "жертве", "жертв", "жертвам"),
    ("гражданин", "гражданина", "гражданину", "граждан", "гражданам"),
    ("мигрант", "мигранта", "мигранту", "мигрантов", "мигрантам"),
    ("лицо", "лица", "лицу", "лиц", "лицам"),
    ("приход", "прихода", "приходу", "приходов", "приходам"),
    ("раз", "раза", "разу", "раз", "разам"),
    ("миллион", "миллиона", "миллиону", "миллионов", "миллионам"),
    ("тысяча", "тысячи", "тысяче", "тысяч", "тысячам"),
]
VALUES = range(1, 126)


def category(number):
    """The plural category, by the last word of the number as it is read."""
    last = num2words(number, lang="ru").split()[-1]
    return {"один": 0, "два": 1, "три": 1, "четыре": 1}.get(last, 2)


def fits(number, before, noun):
    return misfit(str(number), before, f" {noun} в стране") is None


def test_the_oracle_agrees_with_cldr():
    names = ["one", "few", "many"]
    plural = Locale("ru").plural_form
    assert all(names[category(each)] == plural(each) for each in VALUES)


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
@pytest.mark.parametrize("before", ["", "Всего их было ", "Из них ", "В стране ", "(", "— лишь "])
def test_the_nominative(forms, before):
    one, few, _, many, _ = forms
    for number in VALUES:
        right = (one, few, many)[category(number)]
        for form in {one, few, many}:
            assert fits(number, before, form) == (form == right), (number, form)


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
@pytest.mark.parametrize("before", ["более ", "не менее ", "в течение ", "моложе ", "достичь его "])
def test_the_genitive(forms, before):
    one, few, _, many, _ = forms
    for number in VALUES:
        right = many if category(number) else few
        for form in {one, few, many}:
            assert fits(number, before, form) == (form == right), (number, form)


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_the_dative(forms):
    for number in VALUES:
        for form, right in ((forms[2], not category(number)), (forms[4], category(number))):
            assert fits(number, "к ", form) == bool(right), (number, form)


@pytest.mark.parametrize("forms", FORMS, ids=lambda forms: forms[0])
def test_what_pymorphy_itself_would_write_fits_and_is_proposed(forms):
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    noun = next(
        each
        for each in morph.parse(forms[0])
        if {"NOUN", "sing", "nomn"} <= set(each.tag.grammemes)
    )
    for number in VALUES:
        made = noun.make_agree_with_number(number).word
        assert fits(number, "Всего ", made), (number, made)
        for form in (forms[0], forms[1], forms[3]):
            found = misfit(str(number), "Всего ", f" {form} здесь")
            assert found is None or found.wanted == made, (number, form)


@pytest.mark.parametrize(
    ("before", "figure", "after"),
    [
        ("это ", "73", " миллиона человек, почти вчетверо больше"),
        ("это ", "73", " млн человек"),
        ("это ", "73", " тыс. человек"),
        ("жило ", "698\u00a0919", " жителей"),
        ("Через ", "4,5", " года после"),
        ("более ", "4,5", " процента"),
        ("На ", "1", " января 2020 года"),
        ("от ", "30", " августа 1995 года"),
        ("в пункте ", "1", " статьи 21"),
        ("в п. ", "5", " ст. 21"),
        ("статьи 12 и ", "21", " Закона"),
        ("статьи 12, 13 и ", "25", " Закона"),
        ("№ ", "5", " журнала"),
        ("стоит ", "1", " тенге"),
        ("стоит ", "21", " тенге"),
        ("за последние ", "22", " года"),
        ("за последние ", "5", " лет"),
        ("жители последних ", "22", " домов"),
        ("у остальных ", "22", " дома"),
        ("всех ", "22", " городов"),
        ("сообщил ", "22", " гражданам"),
        ("помогла ", "18", " уязвимым мигрантам"),
        ("помогла ", "21", " уязвимому мигранту"),
        ("выявили в стране ", "4", " жертв торговли"),
        ("выявили в стране ", "42", " жертвы торговли"),
        ("выявили ", "21", " жертву торговли"),
        ("принимал ", "21", " мигранта"),
        ("принимал ", "22", " мигранта"),
        ("Между ", "5", " городами"),
        ("в ", "22", " районах"),
        ("в ", "21", " районе"),
        ("с ", "22", " городами"),
        ("с ", "22", " городов"),
        ("работают ", "22", " учёных"),
        ("прошли ", "22", " должностных лица"),
        ("вошли ", "51", " иностранный гражданин"),
        ("", "22", " новые программы"),
        ("", "22", " новых программы"),
        ("", "83", " стали жертвами"),
        ("", "83", " в 2018 году"),
        ("", "83", "; это были"),
        ("", "5", " и более"),
        ("В ", "20", " веке"),
        ("на ", "25", " больше, чем"),
        ("", "83", " пострадавших"),
        ("на срок от 4 до ", "22", " лет"),
        ("", "5", " cities"),
        ("прошли ", "22", " суток"),
    ],
)  # fmt: skip
def test_what_is_right_is_left_alone(before, figure, after):
    assert misfit(figure, before, after) is None


@pytest.mark.parametrize(
    ("before", "figure", "after", "wanted"),
    [
        ("помогла ", "21", " уязвимым мигрантам", "мигранту"),
        ("помогла ", "22", " уязвимому мигранту", "мигрантам"),
        ("вошли ", "22", " гражданин Казахстана", "гражданина"),
        ("вошли ", "21", " гражданина Казахстана", "гражданин"),
        ("и ", "51", " иностранных граждан", "гражданин"),
        ("и ", "51", " иностранных гражданин", "гражданин"),
        ("и ", "52", " иностранных граждан", "гражданина"),
        ("около ", "31\u00a0001", " человек", "человека"),
        ("прошли ", "731", " должностных лиц", "лицо"),
        ("Через ", "4,5", " лет", "года"),
        ("выявили в стране ", "42", " жертв торговли", "жертвы"),
        ("На ", "22", " дней", "дня"),
        ("это ", "75", " миллиона человек", "миллионов"),
        ("в ", "21", " районах", "районе"),
        ("до ", "21", " лет", "года"),
        ("легализовано ", "162", " трудящихся-мигрантов", "трудящихся-мигранта"),
        ("", "21", " пострадавших", ""),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_right_form(before, figure, after, wanted):
    found = misfit(figure, before, after)
    assert found is not None
    assert found.wanted == wanted
