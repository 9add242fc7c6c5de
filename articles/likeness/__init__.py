"""The same article again: later versions of it."""
