"""Remember answers, and make each of them once however many ask for it at the same time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

REMEMBERED = 12  # answers to one kind of question; a mask of a million mentions is a megabyte

Answered = TypeVar("Answered")


class Answers:
    """The last answers to each kind of question, for all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._known: dict[str, OrderedDict[Hashable, Any]] = {}
        self._making: dict[tuple[str, Hashable], Lock] = {}

    def get(self, question: str, key: Hashable, make: Callable[[], Answered]) -> Answered:
        """Return a remembered answer, or a new one.

        Who asks while another thread makes it waits for that one; who asks for something else
        does not wait.
        """
        with self._lock:
            known = self._known.setdefault(question, OrderedDict())
            if key in known:
                known.move_to_end(key)
                found: Answered = known[key]
                return found
            making = self._making.setdefault((question, key), Lock())
        with making:
            with self._lock:
                if key in known:
                    found = known[key]
                    return found
            return self._made(question, key, make)

    def _made(self, question: str, key: Hashable, make: Callable[[], Answered]) -> Answered:
        try:
            made = make()
            with self._lock:
                known = self._known[question]
                known[key] = made
                while len(known) > REMEMBERED:
                    known.popitem(last=False)
            return made
        finally:
            with self._lock:
                self._making.pop((question, key), None)
