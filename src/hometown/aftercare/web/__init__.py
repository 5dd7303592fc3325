"""The pages of service after signing, and those a firm reads by its link."""
