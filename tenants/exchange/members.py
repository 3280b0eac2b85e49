"""Taking members out of untrusted data, one by one, so that what is left over or wrong can be named."""

import codecs
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Self, TypeVar

from tenants.exchange.formats.names import normalised

Made = TypeVar("Made")


class Members:
    """A mapping from a file. Every method takes a member out; `done` refuses what nobody asked for."""

    class Wrong(Exception):
        """The member at `path` is not what it has to be."""

        def __init__(self, path: str, message: str) -> None:
            super().__init__(message)
            self.path = path

    def __init__(self, data: Mapping[str, Any], path: str) -> None:
        self._left = dict(data)
        self._path = path

    @classmethod
    def of(cls, data: Any, path: str = "") -> Self:
        if not isinstance(data, dict):
            raise cls.Wrong(path, "This must be a mapping.")
        return cls({str(name): value for name, value in data.items()}, path)

    @property
    def is_empty(self) -> bool:
        return not self._left

    def text(self, name: str, form: re.Pattern[str], default: str | None = None) -> str:
        value = self._left.pop(name, default)
        if value is None:
            raise self._wrong(name, "This member is needed.")
        # YAML reads a bare 01 as a number: the writer has to quote it.
        if not isinstance(value, str) or not form.fullmatch(value):
            raise self._wrong(name, f"{value!r} is not of the form {form.pattern}.")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._left.pop(name, None) or []
        value = [value] if isinstance(value, str) else value
        if not isinstance(value, list) or not all(isinstance(one, str) and one for one in value):
            raise self._wrong(name, "This must be a text or a list of texts.")
        return tuple(value)

    def names(self, name: str, *, is_needed: bool = False) -> tuple[str, ...]:
        found = tuple(normalised(one) for one in self.texts(name))
        if is_needed and not found:
            raise self._wrong(name, "This member is needed.")
        return found

    def encodings(self, name: str) -> tuple[str, ...]:
        found = self.texts(name) or ("utf-8",)
        for one in found:
            try:
                codecs.lookup(one)
            except LookupError:
                raise self._wrong(name, f"The encoding {one} is not known.") from None
        return found

    def one_of(self, name: str, choices: Sequence[str]) -> str:
        return self.text(name, re.compile("|".join(choices)))

    def flag(self, name: str) -> bool:
        value = self._left.pop(name, False)
        if not isinstance(value, bool):
            raise self._wrong(name, "This must be true or false.")
        return value

    def whole(self, name: str) -> int:
        value = self._left.pop(name, None)
        if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 36_500:
            raise self._wrong(name, "This must be a whole number from 1 to 36500.")
        return value

    def convert(self, name: str, make: Callable[[str], Made], default: str | None = None) -> Made:
        text = self.text(name, re.compile(r".*"), default)
        try:
            return make(text)
        except (ValueError, KeyError, OSError):
            raise self._wrong(name, f"{text!r} is not one of the values known here.") from None

    def translations(self, name: str) -> Mapping[str, str]:
        value = self._left.pop(name, None) or {}
        if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
            raise self._wrong(name, "This must map texts to texts.")
        return {normalised(key): one for key, one in value.items()}

    def inner(self, name: str, *, is_needed: bool = False) -> "Members":
        value = self._left.pop(name, None)
        if value is None and is_needed:
            raise self._wrong(name, "This member is needed.")
        return Members.of(value if value is not None else {}, self._at(name))

    def inners(self) -> Iterator[tuple[str, "Members"]]:
        """Every member, each a mapping."""
        for name in list(self._left):
            yield name, Members.of(self._left.pop(name), self._at(name))

    def each(self, name: str) -> list["Members"]:
        value = self._left.pop(name, None) or []
        if not isinstance(value, list):
            raise self._wrong(name, "This must be a list.")
        return [Members.of(one, f"{self._at(name)}.{place}") for place, one in enumerate(value)]

    def done(self, ignored: Sequence[str] = ()) -> None:
        unknown = sorted(self._left.keys() - set(ignored))
        if unknown:
            raise self._wrong(unknown[0], "There is no such member.")

    def _at(self, name: str) -> str:
        return f"{self._path}.{name}" if self._path else name

    def _wrong(self, name: str, message: str) -> "Members.Wrong":
        return Members.Wrong(self._at(name), message)
