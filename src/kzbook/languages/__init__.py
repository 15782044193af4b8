"""In which tongues the book speaks: catalogues, what a message must keep, Kazakh."""
