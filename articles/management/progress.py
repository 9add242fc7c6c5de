"""Progress of a long command: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

from tqdm import tqdm

SECONDS_BETWEEN_LINES = 5.0


class Progress:
    """Shows how far a command is, its rate and the remaining time. Use as a context manager."""

    def __init__(self, stream: TextIO, unit: str = "file", total: int | None = None) -> None:
        self.stream = stream
        self.unit = unit
        self.total = total
        self.done = 0
        self.started = self.spoke = time.monotonic()
        self.bar = (
            tqdm(total=total, unit=f" {unit}s", file=stream, dynamic_ncols=True, smoothing=0.1)
            if stream.isatty()
            else None
        )

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        if self.bar is not None:
            self.bar.close()

    def reach(self, done: int, total: int | None = None, note: str = "") -> None:
        """``done`` units are done of ``total`` (None: unknown)."""
        if total != self.total:
            self.total = total
            if self.bar is not None:
                self.bar.total = total
        if self.bar is not None:
            self.bar.set_postfix_str(note, refresh=False)
            self.bar.update(done - self.done)
        elif time.monotonic() - self.spoke >= SECONDS_BETWEEN_LINES:
            self.spoke = time.monotonic()
            print(self.line(done, note), file=self.stream, flush=True)
        self.done = done

    def write(self, text: str) -> None:
        """A line that does not disturb the bar."""
        if self.bar is not None:
            self.bar.write(text, file=self.stream)
        else:
            print(text, file=self.stream, flush=True)

    def line(self, done: int, note: str = "") -> str:
        """ "1200 of 5000 files, 240/s, 16 s left"."""
        rate = done / max(time.monotonic() - self.started, 1e-9)
        parts = [
            f"{done} of {self.total} {self.unit}s" if self.total else f"{done} {self.unit}s",
            f"{rate:.0f}/s",
        ]
        if self.total and rate > 0:
            parts.append(f"{_duration((self.total - done) / rate)} left")
        if note:
            parts.append(note)
        return ", ".join(parts)


def _duration(seconds: float) -> str:
    minutes, seconds = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {seconds} s" if minutes else f"{seconds} s"
