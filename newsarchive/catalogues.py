"""What Django reads (.mo), made of what people write: locale/<language>/LC_MESSAGES/django.po.

It is made when settings are read and a catalogue is not what it was made of, so that no step can be
forgotten: not on a new machine, not after an update, not in an image. Nothing of the system's is needed.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def compile_catalogues(folder: Path) -> None:
    """Each `.mo` in `folder` that is not of its `.po`'s time. Where none can be written, the old serve."""
    for written in folder.glob("*/LC_MESSAGES/django.po"):
        time = written.stat().st_mtime_ns
        made = written.with_suffix(".mo")
        if made.exists() and made.stat().st_mtime_ns == time:
            continue
        with contextlib.suppress(OSError):
            compile_catalogue(written, made, time)


def compile_catalogue(written: Path, made: Path, time: int) -> None:
    """Put in place whole: another process may be reading, or making the same. Left out, so that English
    stands there, is what is fuzzy or has not a text for every number.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with written.open("rb") as file:
        catalogue = read_po(file, locale=written.parts[-3])
    for message in catalogue:
        if not isinstance(message.string, str) and not all(message.string or ()):
            message.string = ""
    with tempfile.NamedTemporaryFile(dir=made.parent, delete=False) as draft:
        write_mo(draft, catalogue)
    os.utime(draft.name, ns=(time, time))
    Path(draft.name).chmod(0o644)
    Path(draft.name).replace(made)
