"""Progress of a long command: a bar on a terminal, a line every few seconds elsewhere."""

from __future__ import annotations

import time
from typing import TextIO

from tqdm import tqdm

from articles.working.telling import duration

SECONDS_BETWEEN_LINES = 5.0
BASIS = 10  # units after the first, which also waits for workers to start: fewer tell no rate

_BAR_WITHOUT_RATE = "{l_bar}{bar}| {n_fmt}/{total_fmt} [{elapsed}{postfix}]"


class Progress:
    """Shows how far a command is, its rate and the remaining time. Use as a context manager."""

    def __init__(self, stream: TextIO, unit: str = "file", total: int | None = None) -> None:
        self.stream = stream
        self.unit = unit
        self.total = total
        self.done = 0
        self.spoke = time.monotonic()
        self.first: tuple[int, float] | None = None  # how much was done when the first was, and when
        self.bar = (
            tqdm(
                total=total,
                unit=f" {unit}s",
                file=stream,
                dynamic_ncols=True,
                smoothing=0.1,
                bar_format=_BAR_WITHOUT_RATE,
            )
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
        if self.first is None and done:
            self.first = (done, time.monotonic())
        if self.bar is not None:
            if self.rate(done):
                self.bar.bar_format = None
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

    def rate(self, done: int) -> float | None:
        """Units a second since the first was done; None as long as that is no basis for a forecast."""
        if self.first is None or done - self.first[0] < BASIS:
            return None
        return (done - self.first[0]) / max(time.monotonic() - self.first[1], 1e-9)

    def line(self, done: int, note: str = "") -> str:
        """ "1200 of 5000 files, 240/s, 16 s left"."""
        parts = [f"{done} of {self.total} {self.unit}s" if self.total else f"{done} {self.unit}s"]
        if rate := self.rate(done):
            parts.append(f"{rate:.0f}/s" if rate >= 10 else f"{rate:.1f}/s")
            if self.total:
                parts.append(f"{duration((self.total - done) / rate)} left")
        if note:
            parts.append(note)
        return ", ".join(parts)
