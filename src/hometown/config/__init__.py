"""Settings, addresses and the command line. Knows every floor, holds no logic."""
