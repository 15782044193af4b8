"""Whether the addresses that the book names still answer: asked over the network, on demand.

``inquiry`` asks all that are due, ``asking`` one page, ``hosts`` keeps us polite, ``pages``
reads what came, ``archives`` looks for copies, ``standings`` tells what was found.
"""
