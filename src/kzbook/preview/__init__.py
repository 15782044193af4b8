"""The preview: a translator edits a catalogue, and the page in the browser follows.

Nothing of it can be in a release: no module that builds one imports it.
"""
