"""The one expected failure of this package."""


class ServerUnavailable(Exception):
    """A database or broker cannot be started or reached; the message says what to do about it."""
