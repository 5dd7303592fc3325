"""Pages of fact sheets and monthly reports."""
