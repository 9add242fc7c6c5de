"""What leaves the archive: an article as values, told once."""
