"""Forms of one word are known as such; other words are not taken for them."""

import pytest

from kzbook.languages.inflection import beginning, is_form

FORMS = {
    "ru": [
        "беженец беженца беженцы беженцами", "рынок рынка рынком", "поток потоки", "лицо лиц лица",
        "режим режима", "Корея Корее Корею Кореи", "Казахстан Казахстане Казахстаном",
        "Китай Китая Китаем", "граждане граждан гражданами", "Азия Азии Азией", "виза визы",
        "город городов городах", "ищущее ищущих ищущим", "приём приема", "область областей",
        "квалифицированный квалифицированную", "Жанаозен Жанаозене", "мигрант мигрантов",
    ],
    "kk": [
        "босқын босқындар босқындардың босқынға", "құрбандары құрбаны құрбандарының құрбандарын",
        "халық халқы халқының", "тарап тараптар тарабы", "мигранттар мигрант мигранттарды",
        "көші көшінің", "саудасы саудасына саудасының", "тіркеу тіркелу тіркеледі тіркелген",
        "ел елі елде елдерінің", "қызметі қызметіне", "шерік шерігі", "орталық орталығы",
        "үлес үлесі", "заң заңның заңдар",
    ],
}  # fmt: skip
OTHERS = {
    "ru": [
        ("беженец", "бегство"), ("лицо", "лица-то"), ("убежище", "беженец"), ("право", "правление"),
        ("область", "облако"), ("гражданство", "город"), ("мигрант", "эмигрант"),
        ("миграция", "мигрант"), ("приют", "прибежище"),
        ("труд", "трудность"), ("регион", "район"),
    ],
    "kk": [
        ("ел", "елші"), ("ел", "еліру"), ("босқын", "бос"), ("пана", "папа"), ("қала", "қалып"),
        ("көші", "көл"), ("шарт", "шара"), ("құқық", "құрбан"), ("сот", "соғыс"),
        ("үй", "үйрену"), ("халық", "халал"),
    ],
}  # fmt: skip


@pytest.mark.parametrize("language", FORMS)
def test_forms_of_one_word(language):
    for row in FORMS[language]:
        given, *forms = row.split()
        for form in forms:
            assert is_form(form, given, language), (form, given)
            assert is_form(form.capitalize(), given, language), (form, given)
            assert beginning(form, language) == beginning(given, language), (form, given)


@pytest.mark.parametrize("language", OTHERS)
def test_other_words(language):
    assert [pair for pair in OTHERS[language] if is_form(pair[1], pair[0], language)] == []


def test_a_language_that_we_do_not_know_inflects_nothing():
    assert is_form("Refugee", "refugee", "en")
    assert not is_form("refugees", "refugee", "en")
