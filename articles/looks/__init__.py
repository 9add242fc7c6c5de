"""What an institution may change of an archive's look, and why some of it is refused. Pure."""
