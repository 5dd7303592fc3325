"""The day's rhythm: the dispatch board with what is an exception today, assignments answered in a tap, supervision."""
