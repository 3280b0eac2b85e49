"""Expected failures: a code that programs read, a message that people read, and where it is."""

from typing import Any


class Refusal(Exception):
    """The base of every expected failure. `code` is stable; `where` names the field, line or thing."""

    code = "REFUSED"

    def __init__(self, message: str, *, code: str | None = None, field: str | None = None, **where: Any) -> None:
        super().__init__(message)
        self.code = code or type(self).code
        self.message = message
        self.field = field
        self.where = where


class NotFound(Refusal):
    """Absent and hidden look alike."""

    code = "NOT_FOUND"


class Forbidden(Refusal):
    """The thing may be seen by the caller, but not changed by him."""

    code = "FORBIDDEN"


class NotSignedIn(Refusal):
    code = "NOT_SIGNED_IN"


class HallNotProvisioned(Refusal):
    """Most halls have no schema; entering one would silently read `public`."""

    code = "HALL_NOT_PROVISIONED"
