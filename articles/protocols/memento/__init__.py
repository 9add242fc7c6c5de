"""Memento (RFC 7089): what stood at an address on the web, and when; each version has its own address."""
