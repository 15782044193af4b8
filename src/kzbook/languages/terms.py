"""The terms of the glossary in the translations: what stands for each, in every inflection."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kzbook.finding import Finding, Location, check
from kzbook.languages.catalogs import Locales
from kzbook.languages.glossary import ANY, LANGUAGES, Glossary, Occurrence, Term
from kzbook.languages.inflection import beginning, is_form
from kzbook.languages.lint import translations
from kzbook.languages.markup import markup
from kzbook.languages.typography import prose
from kzbook.speech import say, say_either

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W_]+")
# Words that stand between those of a term and may be others in a sentence.
_SMALL = {
    "ru": re.compile(r"во?|на|со?|и|об?|по|к|за|из|от|до|для|при", re.IGNORECASE),
    "kk": re.compile(r"[мбп]ен|және|деген|туралы", re.IGNORECASE),
}


@check(Locales)
def term_missing(locales: Locales) -> Iterator[Finding]:
    """A term of the glossary in the source has one of its counterparts in the translation.

    Laws, offices and terms must bear one name through the book. Use the word of the glossary,
    in any case or number; where another word is right, write it into the column also_ru or
    also_kk of that row, and say why in its note.

    Bad:  msgid "A refugee came" msgstr "Пришёл скиталец"
    Good: msgid "A refugee came" msgstr "Пришли беженцы"
    """
    language = locales.language
    if language not in LANGUAGES:
        return
    for path, line, source, form in _passages(locales):
        said = _words(form, language)
        places = _places(said, language)
        spans: dict[tuple[int, int], list[Occurrence]] = {}
        for each in locales.glossary.occurrences(source):
            spans.setdefault((each.start, each.end), []).append(each)
        told = set()
        for rows in spans.values():
            accepted = [form for each in rows for form in each.accepted(language)]
            if ANY in accepted or any(_stands(form, said, places, language) for form in accepted):
                continue
            first = rows[0]
            # A text about words quotes them: «Kazakh» is the people in one place.
            if re.search(rf"[«“„]{re.escape(first.words)}[»”“]", form):
                continue
            wanted = dict.fromkeys(given for each in rows for given in each.given(language))
            message = say(
                "nothing stands for “%(term)s”; the glossary gives %(words)s (%(place)s); "
                "write it, or add what else may stand there to also_%(language)s",
                term=first.words,
                words=say_either(wanted),
                place=f"{locales.glossary.path}:{first.term.line}",
                language=language,
            )
            if message not in told:
                told.add(message)
                yield Finding(Location(path, line), "term-missing", message, "warning")


@check(Locales)
def term_forbidden(locales: Locales) -> Iterator[Finding]:
    """No form that the glossary forbids stands in a translation, in whatever inflection.

    The form was weighed and set aside; the note of its row says why. Use what the row gives, in
    whatever case or number the sentence asks for.

    Bad:  msgid "A stateless person" msgstr "Помощь апатридам"
    Good: msgid "A stateless person" msgstr "Помощь лицам без гражданства"
    """
    language = locales.language
    if language not in LANGUAGES:
        return
    forms = _forbidden(locales.glossary, language)
    for path, line, source, form in _passages(locales):
        here = locales.glossary.occurrences(source)
        lines = {each.term.line for each in here}
        excused = [_words(each, language) for spot in here for each in spot.accepted(language)]
        for each, found in _found(forms, form, language):
            if each.form in each.term.only_here and each.term.line not in lines:
                continue
            # Wrong for one term of the message, the form is right for another one.
            if any(_contains(words, each.words, language) for words in excused):
                continue
            message = say(
                "“%(found)s” is not what stands for “%(term)s”; write %(words)s (%(place)s)",
                found=found,
                term=each.term.cell,
                words=say_either(each.term.given[language]),
                place=f"{locales.glossary.path}:{each.term.line}",
            )
            yield Finding(Location(path, line), "term-forbidden", message, "warning")


class _Forbidden(NamedTuple):
    """A forbidden form, its words, and whether its own inflection is what is wrong with it."""

    term: Term
    form: str
    words: tuple[str, ...]
    literal: re.Pattern[str] | None


def _forbidden(glossary: Glossary, language: str) -> list[_Forbidden]:
    found = []
    for term in glossary.terms:
        for form in term.forbidden[language]:
            words = tuple(_WORD.findall(form))
            # «Енбек» is wrong by a letter, Халықтың көші-қон by a suffix: no other form is.
            exact = (
                not words
                or re.search(r"[^\w\s-]", form)
                or any(
                    _contains(_WORD.findall(each), words, language) for each in term.given[language]
                )
            )
            literal = re.compile(rf"(?<!\w){re.escape(form)}(?!\w)") if exact else None
            found.append(_Forbidden(term, form, words, literal))
    return found


def _found(forms: list[_Forbidden], text: str, language: str) -> Iterator[tuple[_Forbidden, str]]:
    """Yield the forbidden forms of *text* with the words that are one."""
    matches = list(_WORD.finditer(text))
    words = [match[0] for match in matches]
    places = _places(words, language)
    for each in forms:
        if each.literal is not None:
            if match := each.literal.search(text):
                yield each, match[0]
            continue
        size = len(each.words)
        for start in places.get(beginning(each.words[0], language), ()):
            run = words[start : start + size]
            if len(run) == size and all(map(_is_named, run, each.words, [language] * size)):
                yield each, text[matches[start].start() : matches[start + size - 1].end()]
                break


def _is_named(word: str, given: str, language: str) -> bool:
    """Say whether *word* is a form of the *given* one and no plainer: a name has its capital."""
    if given.isupper() and len(given) > 1:
        return word == given
    return (word[0].isupper() or not given[0].isupper()) and is_form(word, given, language)


def _passages(locales: Locales) -> Iterator[tuple[str, int, str, str]]:
    """Yield path and line of each translation, the words of its source and its own."""
    for catalogue in locales.catalogues:
        for entry, source, form in translations(catalogue):
            yield catalogue.path, entry.line, markup(source).text, prose(form)


@lru_cache(1 << 12)
def _words(text: str, language: str) -> tuple[str, ...]:
    """Give the words of *text*, without the small ones if there are others."""
    words = _WORD.findall(text)
    return tuple(each for each in words if not _SMALL[language].fullmatch(each)) or tuple(words)


def _places(words: Sequence[str], language: str) -> dict[str, list[int]]:
    """Say where words with the same beginning stand."""
    places: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places.setdefault(beginning(word, language), []).append(index)
    return places


def _stands(form: str, said: Sequence[str], places: dict[str, list[int]], language: str) -> bool:
    """Say whether all words of *form* stand in a sentence near each other, in any order."""
    found = [
        [
            at
            for at in places.get(beginning(each, language), ())
            if is_form(said[at], each, language)
        ]
        for each in _words(form, language)
    ]
    reach = 2 * len(found) + 2
    return all(found) and any(
        all(any(abs(place - start) <= reach for place in each) for each in found)
        for start in found[0]
    )


def _contains(words: Sequence[str], part: Sequence[str], language: str) -> bool:
    size = len(part)
    return any(
        all(is_form(word, given, language) for word, given in zip(words[at:], part, strict=False))
        for at in range(len(words) - size + 1)
    )
