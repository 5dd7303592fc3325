"""Pages of field work: activities, events, notes."""
