"""A read-only copy of the archive that opens from a folder, without a server."""
