"""Pages of the relay: thin, they parse, call an action and answer."""
