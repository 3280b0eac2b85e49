"""The words of the pages, for files that say what a page says: one catalogue of messages, read where it lies."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings

LANGUAGES = ("zh", "en")


class Captions:
    """Of one language; `captions("zh")("case.number")`."""

    def __init__(self, messages: Mapping[str, Any]) -> None:
        self._messages = messages

    def __call__(self, key: str) -> str:
        found: Any = self._messages
        for part in key.split("."):
            found = found[part]
        return str(found)


@cache
def captions(language: str) -> Captions:
    path = settings.ROOT / "frontend" / "src" / "messages" / f"{language}.json"
    return Captions(json.loads(path.read_text(encoding="utf-8")))
