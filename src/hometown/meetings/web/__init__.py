"""Pages of the weekly exchange."""
