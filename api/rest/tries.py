"""How often an address may ask what needs no sign-in: so often in a window, counted by each web process for itself."""

import math
import threading
import time

from foundation.errors import Refusal

# Beyond so many addresses at a time the oldest window is forgotten: memory is bounded, whoever asks.
MOST_ADDRESSES = 10_000


class TooOften(Refusal):
    """Come again after `seconds`; what was asked was not looked at."""

    code = "TOO_OFTEN"

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many questions; try again in {math.ceil(seconds / 60)} minutes.")
        self.seconds = seconds


class Tries:
    """Questions by address, in fixed windows of `seconds` that begin with an address's first question."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    def count(self, address: str, *, most: int) -> None:
        """Raises TooOften from the question after the `most`-th on."""
        moment = time.monotonic()
        with self._lock:
            ends_at, number = self._windows.get(address, (0.0, 0))
            if moment >= ends_at:
                self._windows.pop(address, None)
                ends_at, number = moment + self._seconds, 0
                if len(self._windows) >= MOST_ADDRESSES:
                    self._windows.pop(next(iter(self._windows)))
            self._windows[address] = ends_at, number + 1
        if number >= most:
            raise TooOften(max(1, math.ceil(ends_at - moment)))

    def clear(self) -> None:
        self._windows.clear()
