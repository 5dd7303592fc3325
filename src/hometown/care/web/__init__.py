"""Pages of duty at the host and of care."""
