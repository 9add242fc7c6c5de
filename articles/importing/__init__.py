"""Files → articles: finding files, reading them in workers, storing each whole or not at all, reporting.

The doors of this room: :func:`articles.importing.run.import_paths` for folders of files,
:func:`articles.importing.run.import_text` for one pasted text, :mod:`articles.editing.withdrawal`.
"""
