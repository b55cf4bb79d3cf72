"""Let Ctrl-C end long work where nothing of it is lost."""

import os
import signal
import sys
from collections.abc import Iterable, Iterator
from types import FrameType
from typing import TypeVar

Task = TypeVar("Task")
INTERRUPTED = 130  # exit code: 128 and the signal's number
STOPPING = "\ngeomap: stopping after what is being read; Ctrl-C again stops at once\n"


class Interrupt:
    """While it is entered, the first Ctrl-C asks for an end and the second brings it at once.

    `cut` tells whether any task was left.
    """

    def __init__(self) -> None:
        self._asked = False
        self.cut = False

    def __enter__(self) -> "Interrupt":
        """Listen, unless whoever started this wants it not to hear, as nohup does."""
        self._former = signal.getsignal(signal.SIGINT)
        if self._former is not signal.SIG_IGN:
            signal.signal(signal.SIGINT, self._ask)
        return self

    def __exit__(self, *_: object) -> None:
        """Listen no more."""
        signal.signal(signal.SIGINT, self._former)

    def until(self, tasks: Iterable[Task]) -> Iterator[Task]:
        """Yield tasks as long as no end is asked for."""
        for task in tasks:
            if self._asked:
                self.cut = True
                return
            yield task

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True
        # Not by way of a file object, which may be in the middle of writing.
        os.write(sys.stderr.fileno(), STOPPING.encode())
