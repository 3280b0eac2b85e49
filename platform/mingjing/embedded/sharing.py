"""Several commands use the same servers at a time; the last one out stops them.

Locks of the kernel (flock) do the counting, so a user that is killed is counted out at once.
"""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One process at a time starts or stops servers."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def shared(server: Path, *, start: Callable[[], None], stop: Callable[[], None]) -> Iterator[None]:
    """Runs the body while `server` runs, and calls `stop` if nobody else uses it at its end."""
    change = server.with_suffix(".change")
    with server.with_suffix(".users").open("a") as users:
        try:
            with alone(change):
                fcntl.flock(users, fcntl.LOCK_SH)
                start()
            yield
        finally:
            with alone(change):
                if is_last(users.fileno()):
                    stop()


def is_last(users: int) -> bool:
    """Asks for the lock alone: granted only when no other process holds its share."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
