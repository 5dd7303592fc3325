"""Pages of the dispatch."""
