"""Verbs that run through all domains: merge and un-merge a firm, and forget a person. Each app below says in its
`holdings.py` how its rows fare."""
