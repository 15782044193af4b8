"""What the stack does not know of Kazakh; each part can be used by another Sphinx project."""
