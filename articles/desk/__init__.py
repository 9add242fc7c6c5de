"""The editors' desk: what waits, one article at a time, and many at once. For people with a right to it."""
