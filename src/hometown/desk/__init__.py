"""Pages that cross domains: today, search, capture."""
