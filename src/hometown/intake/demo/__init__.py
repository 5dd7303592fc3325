"""The demo: the first batch as records. People, firms, numbers and papers are invented; the totals are the article's.

cast      who takes part: officers, staff at home, units
firms     which firms, with whom to speak there
calendar  what was done on which day
pursuit   the projects that went on: to talks, to intent, to a contract
claims    first claims swept, probable matches decided, and what is left open on the last day
landing   where leads were sent, reviewed, escalated
learning  questions from home, answers, practices, comparisons
contact   invitations, appointments, a journey, calling on investors and whom they bring
chains    the chain map: nodes, firms in them, pursuits from several sides, standing pairs
shortlist two runs of an invented registry: a firm assigned, some left out
naming    lists with doubtful names, some of them decided
enclaves  a park of two places: its agreement, the taxes, two statements, money paid over
caring    duty at a host unit and its feedback; a need with its consent
facts     fact sheets of three officers, the monthly reports of one
papers    small papers to stand for evidence
loaded    whether a home holds the demo; asked at every start
loading   plays it all through the ordinary actions, under simulated time
"""
