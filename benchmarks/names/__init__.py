"""Names: a registry made from a seed, names as people write them, peers in the same run."""
