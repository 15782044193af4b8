"""The words bound to a fact are read back, in three languages, and compared with it."""

import pytest

from kzbook.content.facts import fact_words
from kzbook.finding import Location
from kzbook.manuscript import Fact, FactUse, Manuscript

FACTS = {
    "ratified": Fact(key="ratified", kind="count", value=7, measures="x", places=()),
    "rank": Fact(key="rank", kind="rank", value=1, measures="x", written=("top",), places=()),
    "third": Fact(key="third", kind="share", value="33.3", measures="x", places=()),
    "quarter": Fact(key="quarter", kind="share", value=25, measures="x", places=()),
    "growth": Fact(key="growth", kind="ratio", value=2, measures="x", places=()),
    "month": Fact(key="month", kind="month", value="2018-03", measures="x", places=()),
    "decade": Fact(key="decade", kind="year", value=1990, measures="x", places=()),
    "period": Fact(key="period", kind="period", value="2017-2021", measures="x", places=()),
    "article": Fact(key="article", kind="article", value="125\u00a0(3b)", measures="x", places=()),
    "doubtful": Fact(key="doubtful", kind="count", value=73_000_000, measures="x", places=()),
}


def told(words, key, language):
    use = FactUse(key, words, language, "index", Location("docs/index.md", 5))
    manuscript = Manuscript(language=language, facts=tuple(FACTS.values()), fact_uses=(use,))
    return [finding.message for finding in fact_words(manuscript)]


@pytest.mark.parametrize(
    ("words", "key", "language"),
    [
        ("seven", "ratified", "en"), ("семи", "ratified", "ru"), ("семью", "ratified", "ru"),
        ("жетеуі", "ratified", "kk"), ("7", "ratified", "kk"),
        ("top", "rank", "en"), ("первое", "rank", "ru"), ("крупнейшая", "rank", "ru"),
        ("ең үлкен", "rank", "kk"), ("бірінші", "rank", "kk"),
        ("a third", "third", "en"), ("трети", "third", "ru"), ("үштен бірін", "third", "kk"),
        ("a quarter", "quarter", "en"), ("четвертью", "quarter", "ru"), ("ширегі", "quarter", "kk"),
        ("почти удвоилось", "growth", "ru"), ("екі есеге жуық артып", "growth", "kk"),
        ("марте 2018 года", "month", "ru"), ("2018 жылғы наурызда", "month", "kk"),
        ("mid-1990s", "decade", "en"), ("1990-х годов", "decade", "ru"), ("1990 жылдардың", "decade", "kk"),
        ("2017–2021", "period", "ru"), ("125\u00a0(3б)", "article", "ru"), ("125\u00a0(3b)", "article", "en"),
        ("73\u00a0000 тысяч", "doubtful", "ru"), ("73\u00a0000 мың", "doubtful", "kk"),
    ],
)  # fmt: skip
def test_words_that_say_the_value(words, key, language):
    assert told(words, key, language) == []


@pytest.mark.parametrize(
    ("words", "key", "language"),
    [
        ("eight", "ratified", "en"), ("восьми", "ratified", "ru"), ("сегізі", "ratified", "kk"),
        ("второе", "rank", "ru"), ("екінші", "rank", "kk"),
        ("четверти", "third", "ru"), ("төрттен бірін", "third", "kk"), ("треть", "quarter", "ru"),
        ("почти утроилось", "growth", "ru"), ("үш есеге жуық", "growth", "kk"),
        ("мае 2018 года", "month", "ru"), ("2019 жылғы наурызда", "month", "kk"),
        ("2018 жылы", "month", "kk"), ("1980-х годов", "decade", "ru"), ("2017", "period", "ru"),
        ("126\u00a0(3б)", "article", "ru"), ("73 тысячи", "doubtful", "ru"), ("73 мың", "doubtful", "kk"),
    ],
)  # fmt: skip
def test_words_that_say_another(words, key, language):
    (message,) = told(words, key, language)
    assert "does not read as" in message


@pytest.mark.parametrize(("words", "language"), [("многие", "ru"), ("олардың бәрі", "kk"), ("many", "en")])  # fmt: skip
def test_words_that_say_nothing_are_no_silent_pass(words, language):
    (message,) = told(words, "ratified", language)
    assert "cannot be read as a number" in message
    assert "leave the words out" in message
