"""Pages of chains: the map, one node with its members, pursuits, standing pairs."""
