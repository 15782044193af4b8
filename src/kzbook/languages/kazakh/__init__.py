"""What the stack does not know of Kazakh; each part can be used by another project.

They are in the one distribution, kzbook; none needs a book of kzbook's. Three are Sphinx
extensions, to be named in any conf.py with ``language = "kk"``::

    extensions = [
        "kzbook.languages.kazakh.words",
        "kzbook.languages.kazakh.search",
        "kzbook.languages.order",
    ]

``words`` gives the words of Sphinx and docutils (with ``locale_dirs = [words.folder()]``, for
Sphinx loads some before any extension), and the quotation marks. ``search`` lets a reader find a word in all its forms, and keeps the endings of figures and
abbreviations (БҰҰ-ның) and the commonest words out of the index. ``order`` puts glossaries and
the general index into the alphabet, Ә after А and І after Ы; it knows Russian too.

The rest are functions, all but the last without Sphinx. `syllables`, for lines that part words::

    >>> from kzbook.languages.kazakh.syllables import breaks, soft
    >>> breaks("балалар")
    [2, 4]
    >>> soft("Қазақстан", left=2, right=3).split(chr(0xAD))
    ['Қа', 'зақ', 'стан']

`numerals`, for the suffix that follows a figure::

    >>> from kzbook.languages.kazakh.numerals import aloud, fitting
    >>> fitting(aloud("30"), "ға"), fitting(aloud("43%"), "сы")
    ('ға', 'ы')

`stemmer`, for a search of any kind; ``script()`` is the same in JavaScript, to the letter::

    >>> from kzbook.languages.kazakh.stemmer import script, stem
    >>> stem("босқындарға") == stem("босқынның") == stem("босқын")
    True
    >>> script().splitlines()[0]
    'var Stemmer = function () {'

Of 461 word forms of the Kazakh edition in 222 words (``tests/data/kazakh-stems.txt``), 93.6% of
the pairs that the stemmer makes one belong to one word, and it makes one 90.7% of those that do;
of the half that was held out while the rules were made, 94.2% and 93.6%.

`order.sort_key`, for any list::

    >>> from kzbook.languages.order import sort_key
    >>> sorted(["ұлт", "яғни", "іс", "әл", "ант"], key=lambda word: sort_key(word, "kk"))
    ['ант', 'әл', 'ұлт', 'іс', 'яғни']

`latin`, for Kazakh in the Latin letters proposed in 2021::

    >>> from kzbook.languages.kazakh.latin import latin
    >>> latin("Қазақстан Республикасы")
    'Qazaqstan Respublikasy'

No native speaker has looked at any of them yet.
"""
