"""Pages of projects: the board and the list, filing a lead, one project and what is done to it, the claims register."""
