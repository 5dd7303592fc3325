"""The house with a million companies, a hundred thousand projects and a million activities in it, on both databases.

    python -m benchmarks.million --home /tmp/million              # make what is missing, measure, print
    python -m benchmarks.million --home /tmp/small --scale 0.01   # the same with a hundredth of everything, in seconds

Everybody and everything in it is invented; the same seed makes the same city.
"""
