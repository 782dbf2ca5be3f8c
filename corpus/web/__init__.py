"""The web pages: Datasette on a snapshot of `corpus.db`, with pages of our own in Vietnamese."""
