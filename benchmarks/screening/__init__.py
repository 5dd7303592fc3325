"""Screening measured: a national registry made from a seed, the engine and its peers interleaved in one run.

    python -m benchmarks.screening --home /tmp/screening --rows 3000000 --peer-python PEERS/bin/python
    python -m benchmarks.screening --make FILE.parquet --rows 300000 --density 10 --order hits_last
    python -m benchmarks.screening --read OUT.parquet --registry FILE.parquet

Every firm in it is invented. What makes the registry knows nothing of the engine.
"""
