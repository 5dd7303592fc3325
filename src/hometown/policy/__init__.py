"""The city's rules as versioned data: stages and gates, claims, service levels, chains, leave, roles.

`shape` says what may stand in the rules, `reading` reads them and names every mistake with its line, `rules` answers
questions, `actions` proposes and adopts a version, `standing.in_force(on)` gives the rules of a day.
"""
