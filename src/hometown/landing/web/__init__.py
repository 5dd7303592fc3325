"""Pages of landing: routings, joint reviews, escalations, instructions, and the part of a project's page."""
