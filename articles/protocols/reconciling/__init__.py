"""Reconciliation (W3C community API 0.2): tables of names are matched with the archive's people."""
