"""One kind of to-do for every room above: who, what, by when, about which record."""
