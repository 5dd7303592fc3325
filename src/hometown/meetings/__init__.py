"""The weekly exchange of a batch: a pack that builds itself, edited by a person, held as a meeting, kept as it was."""
