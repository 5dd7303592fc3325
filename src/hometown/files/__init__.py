"""Files kept once, by what is in them: received bytes untouched, and what may be shown of them."""
