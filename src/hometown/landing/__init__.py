"""How a lead lands: sent to a county or park, reviewed jointly, escalated, followed up by instruction."""
