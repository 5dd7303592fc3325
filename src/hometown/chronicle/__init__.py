"""What the records say of one officer: the fact sheet of a posting, the report of a month. No mark, no comparison."""
