"""Sentences, and the words by which one says whose its claim is, in three languages."""

import pytest

from kzbook.languages.attributions import names_source, sentences


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("He said “Go.” They went.", ["He said “Go.” ", "They went."]),
        ("See par. 2, Art. 21 of the law. It stands.", ["See par. 2, Art. 21 of the law. ", "It stands."]),
        ("В ст. 12 и г. Алматы. Затем 8 820 долл. США.", ["В ст. 12 и г. Алматы. ", "Затем 8 820 долл. США."]),
        ("Ә. Бөкейхан айтты. Қала үлкен.", ["Ә. Бөкейхан айтты. ", "Қала үлкен."]),
        ("It grew by 4.5 per cent. 43% are rural.", ["It grew by 4.5 per cent. ", "43% are rural."]),
        ("The figure, e.g. Kazakhstan’s.", ["The figure, e.g. Kazakhstan’s."]),
        ("", []),
    ],
)  # fmt: skip
def test_where_sentences_end(text, parts):
    assert list(sentences(text)) == parts


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "According to the Office, 43% are rural."),
        ("en", "As reported in the Office’s review, few are."),
        ("en", "As stated by the Office, few are."),
        ("en", "Figures from the Office show that few are."),
        ("en", "Few are, according to its review."),
        ("ru", "По данным Комитета, 43 %."),
        ("ru", "Согласно отчёту Центра, 43 %."),
        ("ru", "Как сообщает Комитет, 43 %."),
        ("ru", "По оценкам МОМ, 43 %."),
        ("ru", "В соответствии с законом, 43 %."),
        ("kk", "Комитеттің 2020 жылғы деректері бойынша, 43%."),
        ("kk", "Комитет мәліметтері бойынша, 43%."),
        ("kk", "Комитет мәліметтеріне сәйкес, 43%."),
        ("kk", "Орталықтың есебіне сәйкес, 43%."),
        ("kk", "ХКҰ-ның бағалауы бойынша, 43%."),
        ("kk", "Комитеттің хабарлауынша, 43%."),
    ],
)
def test_a_source_named_in_words(language, words):
    assert names_source(words, language)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "It is estimated that few are."),
        ("en", "Studies show that few are."),
        ("en", "The data were collected in 2020."),
        ("en", "Accordingly, few are."),
        ("ru", "По оценкам, таких мало."),
        ("ru", "Стороны дали согласие на это."),
        ("ru", "Данные собраны в 2020 году."),
        ("kk", "Бағалау бойынша, олар аз."),
        ("kk", "Аударма түпнұсқаға сәйкес келмейді."),
        ("kk", "Қазақстан бойынша олар аз."),
    ],
)
def test_no_source_named(language, words):
    assert names_source(words, language) == ""
