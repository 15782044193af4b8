"""The stem of a Kazakh word: what is left without its endings, the same in JavaScript.

Pure: the standard library alone. ``stem(word)`` takes off person, case, possession and number,
one after another from the end, and what is left of a verb's endings; each only where it fits
what it stands on: back vowels on back ones, and its first letter after the right sound
(балалар, адамдар, мигранттар). Python and JavaScript (``script()``) run one loop over ``TABLE``.

The endings are жалғау and those жұрнақ that make forms of a word, by the school tables. What
makes another word stays: босқындық is not босқын, nor is тіркелу тіркеу. A stem need not be a
word (көші and көшу give көш); it only is the same for the forms of one word. What is not all
Kazakh letters comes back in lower case and whole. No native speaker has looked at this yet;
``tests/data/kazakh-stems.txt`` measures it.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from kzbook.languages.kazakh.sounds import BACK, FRONT, SOUNDS, harmony

# An ending, and after what it stands: sounds, or letters. In an ending А is а or е, Ы is ы or
# і, Ғ is ғ or г, Қ is қ or к, as harmony asks; small letters are themselves.
_PERSON = """
мЫн    glide voiced
бЫн    sibilant nasal
пЫн    voiceless
сЫң    consonant vowel
бЫз    sibilant nasal
пЫз    voiceless
"""
# After the possessive of the third person cases have н; мекені is taken for an accusative.
# A bare н only where words that end in -ын are few: босқын, тұрғын and ағылшын are whole.
# What is left before -тан cannot be a word in қазақ-стан, and is one in жұмыс-тан.
_CASE = """
нЫң    vowel nasal
дЫң    glide voiced sibilant и ю
тЫң    voiceless
нЫ     open ғы гі ды ді жы
дЫ     glide voiced sibilant nasal и ю
тЫ     voiceless
н      сы сі ары ері үрі уы уі мы мі лы лі ны ні бы бі зы зі аты еті ығы ігі ұғы үгі ағы егі айы ейі
ҒА     vowel glide voiced sibilant nasal
ҚА     voiceless
нА     ы і
дА     vowel glide voiced sibilant nasal
тА     voiceless
ндА    ы і
дАн    vowel glide voiced sibilant
тАн    ас ес ыс іс ұс үс ос өс п т қ к ш щ ч ц ф х һ б в г д
нАн    nasal ы і
мен    vowel glide voiced nasal
бен    sibilant
пен    voiceless
дАҒЫ   vowel glide voiced sibilant nasal
тАҒЫ   voiceless
ндАҒЫ  ы і
нікі   vowel nasal
дікі   glide voiced sibilant и ю
тікі   voiceless
"""
# жұмыс-ы, облыс-ы, but ақы-сы, жоғарғы-сы.
_POSSESSION = """
Ы      consonant и ю
сЫ     open қы кі ғы гі ды ді
мЫз    vowel
ңЫз    vowel
ЫмЫз   consonant и ю
ЫңЫз   consonant и ю
"""
# The first and second person are told from words in -ым and -ың only after a plural.
_NUMBER = """
лАр    vowel glide
дАр    voiced sibilant nasal
тАр    voiceless
лАрЫм  vowel glide
дАрЫм  voiced sibilant nasal
тАрЫм  voiceless
лАрЫң  vowel glide
дАрЫң  voiced sibilant nasal
тАрЫң  voiceless
"""
# бар-ады, көрсет-еді, but анықта-ды, қабылда-ды, тірке-ді: no stem ends in қт, none in д, and
# к, қ and п give way before a vowel: біріг-еді. What ends in -уат is a noun: әлеует-ін.
_VERB = """
у      consonant vowel
ю      vowel
Ып     consonant
п      а е и у
ҒАн    vowel glide voiced sibilant nasal
ҚАн    voiceless
ҒАнЫ   vowel glide voiced sibilant nasal
ҚАнЫ   voiceless
ҒАндАй vowel glide voiced sibilant nasal
ҚАндАй voiceless
АтЫн   р voiced sibilant nasal voiceless ғ
йтЫн   vowel
итЫн   consonant
АдЫ    glide voiced sibilant nasal б ғ г с ш ат ет ыт іт ұт үт от өт ит рт йт лт нт
дЫ     да де та те қа ке па пе
йдЫ    vowel
идЫ    consonant
сА     consonant vowel
сАңЫз  consonant vowel
сЫн    glide voiced sibilant nasal п т қ к ш
дЫңЫз  vowel glide voiced sibilant nasal
тЫңЫз  voiceless
мАй    vowel glide voiced
бАй    sibilant nasal
пАй    voiceless
мАу    vowel glide voiced
бАу    sibilant nasal
пАу    voiceless
мАдЫ   vowel glide voiced
бАдЫ   sibilant nasal
пАдЫ   voiceless
мАсА   vowel glide voiced
бАсА   sibilant nasal
пАсА   voiceless
мАҒАн  vowel glide voiced
бАҒАн  sibilant nasal
пАҒАн  voiceless
мАйдЫ  vowel glide voiced
бАйдЫ  sibilant nasal
пАйдЫ  voiceless
мАйтЫн vowel glide voiced
бАйтЫн sibilant nasal
пАйтЫн voiceless
"""
# дамы-ған and дам-у, көбей-ген and көбе-ю, қаржы and қарж-ы.
_LAST = """
Ы      consonant
й      vowel
"""
_CLASSES: dict[str, str] = {
    **{str(name): letters for name, letters in SOUNDS.items()},
    "open": "аеәоэяё",
    # ғ ends no word, but many a stem before a vowel: орталығ-ы.
    "consonant": "".join(SOUNDS[each] for each in SOUNDS if each != "vowel") + "ғ",
}
_INVARIANT = frozenset({"мен", "бен", "пен", "нікі", "дікі", "тікі"})
_HARMONIES = (
    (BACK, str.maketrans("АЫҒҚ", "аығқ")),
    (FRONT, str.maketrans("АЫҒҚ", "еігк")),
)
# Words that lose their last vowel before another: халық, халқы. A verb has no part in them.
_ELIDING = (
    "ауыз әріп ерік ерін ғұрып көңіл көрік қарын қауіп қаріп қойын құлық қырық мойын мұрын мүлік "
    "нарық орын халық"
)
_LETTERS = re.compile("[а-яёәғқңөұүһі]+")
_SHORTEST = 3
_LOOP = Path(__file__).with_name("stemmer.js")


class Ending(NamedTuple):
    """An ending in one harmony (empty: in any), and one of the ``after`` lists by its place."""

    text: str
    harmony: str
    after: int


class Table(NamedTuple):
    """All that the loop knows; ``voiceless`` is a stem's last letter as it is without endings."""

    after: tuple[tuple[str, ...], ...]
    verb: tuple[Ending, ...]
    noun: tuple[tuple[Ending, ...], ...]
    last: tuple[Ending, ...]
    whole: dict[str, str]
    voiceless: dict[str, str]
    back: str = BACK
    front: str = FRONT
    vowels: str = SOUNDS["vowel"] + "у"


def _table() -> Table:
    lists: dict[tuple[str, ...], int] = {}

    def endings(text: str) -> tuple[Ending, ...]:
        found = set()
        for line in text.split("\n")[1:-1]:
            ending, *names = line.split()
            letters = tuple(each for name in names for each in _CLASSES.get(name, (name,)))
            after = lists.setdefault(letters, len(lists))
            if ending in _INVARIANT:
                found.add(Ending(ending, "", after))
                continue
            for side, letters_of in _HARMONIES:
                form = ending.translate(letters_of)
                found.add(Ending(form, side if set(form) & set(BACK + FRONT) else "", after))
        return tuple(sorted(found, key=lambda each: (-len(each.text), each)))

    verb = endings(_VERB)
    # қарп-і: words from Arabic have vowels of both kinds.
    last = tuple(each._replace(harmony="") for each in endings(_LAST))
    noun = tuple(endings(each) for each in (_PERSON, _CASE, _POSSESSION, _NUMBER))
    whole = {word[:-2] + word[-1]: word for word in _ELIDING.split()}
    return Table(tuple(lists), verb, noun, last, whole, {"б": "п", "г": "к", "ғ": "қ"})


TABLE = _table()


@cache
def stem(word: str) -> str:
    """Give the stem of *word*, in lower case.

    >>> [stem(word) for word in ("босқындар", "Босқынның", "көлігі", "халқына", "IOM")]
    ['босқын', 'босқын', 'көлік', 'халық', 'iom']
    """
    word = word.lower()
    if not _LETTERS.fullmatch(word):
        return word
    left = _without(word, TABLE.verb)
    if left == word:
        for endings in TABLE.noun:
            left = _without(left, endings)
        left = _plain(left)
        if left in TABLE.whole.values():
            return left
        left = _without(left, TABLE.verb)
    return _plain(_without(left, TABLE.last))


def _without(word: str, endings: tuple[Ending, ...]) -> str:
    for each in endings:
        root = word.removesuffix(each.text)
        if root != word and _is_root(root) and _fits(each, root):
            return root
    return word


def _is_root(letters: str) -> bool:
    """Say whether *letters* can be a word: ел, бар; not су, be it one."""
    vowels = [letter in TABLE.vowels for letter in letters]
    return any(vowels) if len(letters) >= _SHORTEST else vowels == [True, False]


def _fits(ending: Ending, root: str) -> bool:
    if not root.removesuffix("ь").endswith(TABLE.after[ending.after]):
        return False
    # роль-дің: the soft sign asks for front vowels, whatever stands before it.
    own = "" if root.endswith("ь") else harmony(root)
    return not ending.harmony or not own or ending.harmony == own


def _plain(word: str) -> str:
    word = TABLE.whole.get(word, word)
    return word[:-1] + TABLE.voiceless.get(word[-1], word[-1])


def script() -> str:
    """Write the stemmer in JavaScript: ``new Stemmer().stemWord(word)``."""
    table = json.dumps(TABLE._asdict(), ensure_ascii=False, separators=(",", ":"))
    return _LOOP.read_text("utf-8").replace("TABLE", table, 1)
