"""Bytes → a Page of Items: decoding, lines and their roles, datelines, dates, sections.

Pure Python. The door of this room is :func:`articles.reading.reader.read`.
"""
