"""Every number of the real catalogues, changed, is found; the share is counted by class.

Each figure, number word, month and Roman numeral is changed, dropped or multiplied, each two
neighbours are swapped, each qualifier is dropped, changed or added. Choices are seeded;
KZBOOK_EXAMPLES multiplies the rounds.
"""

import os
import random
import re
from collections import Counter

import pytest

from conftest import ROOT
from kzbook.content.facts import fact_words
from kzbook.finding import Location, checks
from kzbook.languages.catalogs import Catalogue, Entry, read_catalogue
from kzbook.languages.quantities import message_numbers
from kzbook.manuscript import FactUse, Manuscript, read_facts
from kzbook.numbers import quantities

ROUNDS = max(1, int(os.environ.get("KZBOOK_EXAMPLES", "60")) // 60)
RULES = [
    check for check in checks[Catalogue].values() if check.__module__ == message_numbers.__module__
]
FACTS = tuple(read_facts(ROOT / "docs" / "facts.toml", ROOT).values())
FACT = re.compile(r"\{fact\}`([^`<]+?)\s*<([^`<>]+)>`")
# What a mutation must leave alone: keys, calls, code, targets, entities.
KEPT = re.compile(r"<[^<>`]+>`|\{[\w:+.-]+\}`[^`<]*`|\]\([^)]*\)|&#?\w+;|%\(\w+\)s|</?[a-z][^>]*>")
NINE, JULY = 9, 7
SAYS_NINE = {"ru": "девять", "kk": "тоғыз"}
IN_JULY = {"ru": "июле", "kk": "шілдеде"}
THOUSAND = {"ru": "\u00a0тысяч", "kk": "\u00a0мың"}
ADDED = {"ru": "не более ", "kk": "кемінде "}
SAID = {
    "ru": re.compile(r"(?:не более|максимум|до|максимум в течение) $"),
    "kk": re.compile(r"(?:кемінде) $"),
}
OTHER_QUALIFIER = {
    "ru": {"не менее": "более", "более": "менее", "около": "более", "почти": "более", "максимум": "не менее"},
    "kk": {"шамамен": "кемінде", "кемінде": "ең көбі", "ең көбі": "кемінде", "астам": "кем"},
}  # fmt: skip
# By class, the least share that must be found. What is missed by design: a translation need
# not say “both”; «не более» added to «максимум» or «кемінде» to «кемінде» says the same.
# “Over five years” may mean in their course.
LEAST = {"word dropped": 0.89, "qualifier added": 0.98, "qualifier dropped": 0.95}


def is_found(entry, msgstr, language):
    catalogue = Catalogue("x.po", language, (Entry(entry.msgid, msgstr, 1),))
    if any(True for rule in RULES for _ in rule(catalogue)):
        return True
    at = Location("x.po", 1)
    uses = [FactUse(key, words, language, "x", at) for words, key in FACT.findall(msgstr)]
    return any(fact_words(Manuscript(language=language, facts=FACTS, fact_uses=tuple(uses))))


def mutations(text, language, chance):
    """Yield a class and a changed text; each changes one place."""
    shown = KEPT.sub(lambda match: "\0" * len(match[0]), text)
    for change in (figures, words, swaps, qualifiers):
        for kind, start, end, changed in change(text, shown, language, chance):
            yield kind, text[:start] + changed + text[end:]


def figures(_text, shown, language, chance):
    for match in re.finditer(r"\d{1,3}(?:\u00a0\d{3})+|\d+", shown):
        figure, start, end = match[0], match.start(), match.end()
        place = chance.choice([i for i, sign in enumerate(figure) if sign.isdigit()])
        digit = chance.choice([each for each in "123456789" if each != figure[place]])
        yield "digit", start, end, figure[:place] + digit + figure[place + 1 :]
        yield "figure dropped", start, end, ""
        yield "thousandfold", end, end, THOUSAND[language]
        yield "thousandfold", end, end, "\u00a0000"


def words(_text, shown, language, _chance):
    for number in quantities(shown.replace("\0", " "), language):
        if not number.written or re.search(r"\d", number.written):
            continue
        start, end = number.start, number.end
        if re.fullmatch("[IVXІХ]+", number.written):
            yield "roman", start, end, "IX"
        elif number.unit == "month":
            if number.value != JULY:
                yield "month", start, end, IN_JULY[language]
        else:
            if number.value != NINE:
                yield "word", start, end, SAYS_NINE[language]
            if not number.optional:
                yield "word dropped", start, end, ""


def swaps(text, _shown, _language, _chance):
    pattern = r"\{fact\}`[^`]*`|(?<![\w-])\d[\d\u00a0]*(?![\w\u00a0])"
    places = list(re.finditer(pattern, text))
    for index, first in enumerate(places):
        for second in places[index + 1 : index + 3]:
            if first[0] != second[0]:
                between = text[first.end() : second.start()]
                yield "swap", first.start(), second.end(), second[0] + between + first[0]


def qualifiers(text, _shown, language, _chance):
    for match in re.finditer(r"\{fact\}`[^`]*`", text):
        if "<" not in match[0]:
            yield "thousandfold fact", match.end(), match.end(), THOUSAND[language]
        # «не более» after «до» or before another says nothing new.
        if not SAID[language].search(text[: match.start()]):
            yield "qualifier added", match.start(), match.start(), ADDED[language]
    for said, other in OTHER_QUALIFIER[language].items():
        pattern = rf"(?<!\w){said}(?= (?:в течение )?(?:\{{fact|\d))"
        if said == "астам":
            pattern = r"(?<=[ндт][ае]н )астам\b"
        for match in re.finditer(pattern, text):
            yield "qualifier dropped", match.start(), match.end() + 1, ""
            yield "qualifier changed", match.start(), match.end(), other


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_a_changed_number_is_found(language):
    chance = random.Random(f"numbers {language}")
    made, found, missed = Counter(), Counter(), []
    paths = sorted((ROOT / "locales" / language / "LC_MESSAGES").glob("*.po"))
    for path in paths * ROUNDS:
        for entry in read_catalogue(path, ROOT).entries:
            for kind, msgstr in mutations(entry.msgstr, language, chance):
                if msgstr == entry.msgstr:
                    continue
                made[kind] += 1
                if is_found(entry, msgstr, language):
                    found[kind] += 1
                else:
                    missed.append(f"{kind}: {path.name}:{entry.line}: {msgstr}")
    shares = {kind: found[kind] / made[kind] for kind in made}
    assert sum(made.values()) > 500 * ROUNDS
    assert sum(found.values()) / sum(made.values()) >= 0.99, "\n".join(missed)
    assert {kind for kind, share in shares.items() if share < LEAST.get(kind, 0.99)} == set(), (
        "\n".join(missed)
    )
