"""What the stack does not know of Kazakh; each part can be used by another project.

`kzbook.languages.kazakh.syllables` needs neither Sphinx nor the rest of kzbook::

    >>> from kzbook.languages.kazakh.syllables import breaks, soft
    >>> breaks("балалар")
    [2, 4]
    >>> soft("Қазақстан", left=2, right=3).split(chr(0xAD))
    ['Қа', 'зақ', 'стан']
"""
