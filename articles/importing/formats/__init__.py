"""Files of any format → bytes, hints and media type."""
