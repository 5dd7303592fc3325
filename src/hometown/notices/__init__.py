"""Reminders that people choose, and one digest a day of what they asked to be told."""
