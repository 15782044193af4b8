"""One stem for the forms of a word, the same in Python and JavaScript; how often, is measured."""

import json
import re
import subprocess
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from editions import kazakh_words
from kzbook.languages import kazakh
from kzbook.languages.kazakh.stemmer import TABLE, script, stem
from tools import need

GOLD = ROOT / "tests" / "data" / "kazakh-stems.txt"
SEEN, HELD_OUT = "[seen while the rules were made]", "[held out]"
CASES = {
    "адам": "адамның адамға адамды адамда адамнан адаммен",
    "бала": "баланың балаға баланы балада баладан баламен",
    "мектеп": "мектептің мектепке мектепті мектепте мектептен мектеппен",
    "жер": "жердің жерге жерді жерде жерден жермен",
    "сөз": "сөздің сөзге сөзді сөзде сөзден сөзбен",
    "роль": "рольдің рольге рольді рольде рольден рольмен",
}
"""The singular of the school tables: genitive, dative, accusative, locative, ablative, instrumental."""
FORMS = [
    "босқын босқындар босқынның босқындарға босқындардан босқындарымыздың босқындарындағы",
    "қазақстан қазақстанның қазақстанға қазақстандағы қазақстаннан қазақстанмен",
    "халық халқы халықтың халқына халқымыз халықтар",
    "кітап кітабы кітабын кітаптар кітабымыздан",
    "көлік көлігі көлікке көліктеріңіз",
    "ел елі елге елдің елдерден еліміз",
    "жұмыс жұмысы жұмысын жұмыстан жұмысқа",
    "ақы ақысы ақысын ақының",
    "тіркеу тіркеуге тіркеді тіркейді тіркеген тіркегендердің тіркеп тіркемеген тіркемейтін",
    "бару барады баратын барған барғанда барып бармаған бармайды барса барыңыз барсын",
    "көбею көбейді көбейген көбейіп",
    "дамыған дамиды дамитын даму дамуы",
]
APART = ["босқын босқындық", "тіркеу тіркелу", "заң заңсыз", "қазақ қазақстан", "ел елші"]


@pytest.mark.parametrize("word", CASES)
def test_cases_and_the_plural(word):
    singular = CASES[word].split()
    plural = word + next(each for each in ("лар", "лер", "дар", "дер", "тер") if fits(word, each))
    front = plural.endswith("ер")
    endings = ["дің", "ге", "ді", "де", "ден"] if front else ["дың", "ға", "ды", "да", "дан"]
    forms = [*singular, plural, *(plural + each for each in [*endings, "мен"])]
    assert {each: stem(each) for each in forms} == dict.fromkeys(forms, stem(word))


def fits(word, ending):
    return stem(word + ending) == stem(word)


@pytest.mark.parametrize("forms", FORMS)
def test_forms_of_a_word_have_one_stem(forms):
    found = {each: stem(each) for each in forms.split()}
    assert len(set(found.values())) == 1, found


@pytest.mark.parametrize("words", APART)
def test_words_of_their_own_have_their_own(words):
    one, other = words.split()
    assert stem(one) != stem(other)


def test_other_letters_are_left_as_they_are():
    for word in ("IOM", "COVID", "x-ті", "2019", "UNHCRлар", "naïve", "Ñандар", ""):
        assert stem(word) == word.lower()
    # A Russian name is a word like any other, and every time the same.
    assert stem("Щербакова") == stem("щербакова") == "щербакова"


def test_an_ending_must_fit():
    assert stem("қаладер") == "қаладер"
    assert stem("адамтар") == "адамтар"
    assert stem("мектепға") == "мектепға"


def groups(part):
    text = GOLD.read_text("utf-8").split(SEEN)[1]
    lines = text.split(HELD_OUT)[[SEEN, HELD_OUT].index(part)].splitlines()
    return [line.split() for line in lines if line]


def agreement(lines):
    """Precision and recall over pairs of forms: of one word, and of one stem."""
    word_of = {form: number for number, forms in enumerate(lines) for form in forms}
    alike = joined = both = 0
    for one, other in combinations(word_of, 2):
        same_word, same_stem = word_of[one] == word_of[other], stem(one) == stem(other)
        alike += same_word
        joined += same_stem
        both += same_word and same_stem
    return both / joined, both / alike


def test_the_measure_has_many_words():
    forms = [form for part in (SEEN, HELD_OUT) for line in groups(part) for form in line]
    assert len(forms) == len(set(forms)) == 461
    assert len(groups(SEEN)) + len(groups(HELD_OUT)) == 222
    assert sum(len(line) > 1 for part in (SEEN, HELD_OUT) for line in groups(part)) == 93


@pytest.mark.parametrize(
    ("part", "precision", "recall"), [(SEEN, 0.92, 0.86), (HELD_OUT, 0.93, 0.92)]
)
def test_how_often_it_is_right(part, precision, recall):
    right, found = agreement(groups(part))
    assert right >= precision, f"precision {right:.3f}"
    assert found >= recall, f"recall {found:.3f}"


def test_the_manual_tells_what_is_measured():
    figures = [*agreement(groups(SEEN) + groups(HELD_OUT)), *agreement(groups(HELD_OUT))]
    told = re.findall(r"[0-9.]+%", kazakh.__doc__.split("Of 461")[1].split("::")[0])
    assert told == [f"{figure:.1%}" for figure in figures]


class Page:
    """The script in Node, which answers a word a line."""

    def __init__(self):
        program = f"""{script()}
const stemmer = new Stemmer();
const lines = require("readline").createInterface({{ input: process.stdin }});
lines.on("line", (line) => console.log(JSON.stringify(JSON.parse(line).map(stemmer.stemWord))));
"""
        self.node = subprocess.Popen(
            ["node", "-e", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            encoding="utf-8",
        )  # fmt: skip

    def stems(self, words):
        self.node.stdin.write(json.dumps(words) + "\n")
        self.node.stdin.flush()
        return json.loads(self.node.stdout.readline())


@pytest.fixture(scope="module")
def page():
    need("apt install nodejs", programs=["node"])
    started = Page()
    yield started
    started.node.communicate()


def test_the_page_has_the_same_stems_for_every_word_of_the_edition(page):
    words = sorted(kazakh_words())
    assert len(words) > 2000
    assert dict(zip(words, page.stems(words), strict=True)) == {each: stem(each) for each in words}


def test_the_page_has_the_same_stems_for_every_ending(page):
    endings = [TABLE.verb, *TABLE.noun, TABLE.last]
    roots = ["қала", "бала", "мектеп", "жер", "сөз", "адам", "көлік", "роль", "тау", "ор", "ми"]
    words = [root + each.text for root, table in product(roots, endings) for each in table]
    assert page.stems(words) == [stem(each) for each in words]


LETTERS = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
made = st.builds(
    "".join,
    st.tuples(
        st.text(LETTERS, max_size=6),
        *(st.sampled_from(["", *(each.text for each in table)]) for table in TABLE.noun[::-1]),
        st.sampled_from(["", *(each.text for each in TABLE.verb)]),
    ),
)


@settings(deadline=None, max_examples=100)
@given(words=st.lists(made | st.text(LETTERS + LETTERS.upper() + "aZ9-’"), min_size=30))
def test_the_page_has_the_same_stems_for_any_word(page, words):
    assert page.stems(words) == [stem(each) for each in words]


@given(made)
def test_a_stem_is_the_beginning_of_the_word(word):
    """But for its last letter (кітабы), and for a vowel come back (халқы)."""
    found = stem(word)
    assert bool(found) == bool(word)
    whole = set(TABLE.whole.values())
    assert found in whole or word.startswith(found[:-1])
