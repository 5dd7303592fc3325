"""Who signs in, and what they were granted: by whom, over what, from when to when."""
