"""That nobody changes an Original unnoticed: a log of their hashes, with a root a day for others to keep.

``merkle`` is the arithmetic, ``log`` grows the log and gives proofs, ``verifying`` recomputes everything from
the bytes. docs/integrity.md says how to check a proof and how to have a root stamped by others.
"""
