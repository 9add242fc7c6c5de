"""What assistants ask the archive by MCP: no more than readers see, each answer with addresses to cite.

``tools`` is what they may ask, ``server`` the protocol (package ``mcp``, an extra).
"""
