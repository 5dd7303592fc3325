"""Companies and other organisations, the people met there, ties, tags, and where each fact came from."""
