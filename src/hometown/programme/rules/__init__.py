"""Rules of the programme. Pure: no database, no clock; policy, facts and days are passed in.

divisions   codes of GB/T 2260
postings    days that may not overlap, what a posting hands down
duties      which scope a role takes
leave       days away: who approves, what stands against it
branch      what the branch work regulations ask of a temporary branch
batches     the life of a batch, and what a copy of one takes along
"""
