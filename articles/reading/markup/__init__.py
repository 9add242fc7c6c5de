"""HTML pages: what a browser shows of one, line by line, and what its markup says beside."""
