"""The same article again: later versions, what they changed, reprints and where they come from."""
