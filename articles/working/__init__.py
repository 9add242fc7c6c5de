"""Work that outlives a request or has an hour, and the worker that does it.

A face asks for work with ``asking.ask``; ``kinds`` names what can be asked for; the worker (``worker``, by
`manage.py work`) claims it (``claiming``), runs it batch by batch (``work``) and follows the index meanwhile.
"""
