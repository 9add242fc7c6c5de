"""OAI-PMH 2.0: libraries harvest what is new, changed and gone. docs/standards.md describes the records."""
