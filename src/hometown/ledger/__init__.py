"""The book: who wrote what and when, append-only, complete enough to rebuild every table from.

`book` is the one door through which a ledgered row is written. `replay` rebuilds, `history` tells one
record's story, `moments` shows the database as it was known at a past entry.
"""
