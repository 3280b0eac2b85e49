"""What can be wrong with a file from outside: with a row, with the rest of it, with the whole of it."""

from dataclasses import dataclass

from foundation.errors import Refusal

CONTENT_KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """One record that could not be read: where, why (a code of docs/howto/ingest.md) and what stood there."""

    line: int
    code: str
    message: str
    content: str = ""

    def as_json(self) -> dict[str, object]:
        return {"line": self.line, "code": self.code, "message": self.message}


class NotALog(Refusal):
    """The file is no log of the kind that its name says: nothing of it is taken. Exit status 2."""

    code = "NOT_A_LOG"

    def __init__(self, message: str, *, code: str, line: int = 1) -> None:
        super().__init__(message, code=code, line=line)
        self.line = line

    def as_problem(self) -> Problem:
        return Problem(self.line, self.code, self.message)


class BrokeOff(Exception):
    """The file cannot be read beyond `line`; what came before is good. Exit status 1."""

    def __init__(self, message: str, *, code: str, line: int) -> None:
        super().__init__(message)
        self.problem = Problem(line, code, message)


class Unreadable(Exception):
    """A value that is not what it should be; the record that holds it goes to quarantine."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def shown(value: object, *, length: int = 60) -> str:
    """A value as a message may quote it: short, on one line, without what a database or terminal would refuse."""
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in str(value)[:length])
    return text.encode("utf-8", "replace").decode()
