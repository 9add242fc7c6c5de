"""Where on Earth places are, and the outlines of the land: data of others, see LICENCES. No Django."""
