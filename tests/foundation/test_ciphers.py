"""What is sealed opens for its purpose and owner alone, and keys are changed without losing anything."""

import pytest
from pytest_django import Settings

from foundation import ciphers, keys

OLD, NEW = {"a": b"a" * 32}, {"b": bytes(range(32)), "a": b"a" * 32}


def test_what_is_sealed_is_read_again_and_is_never_the_same_twice(settings: Settings) -> None:
    settings.FIELD_KEYS = OLD
    first, second = (ciphers.seal("11010119900307793X", purpose="id", owner="1") for _ in range(2))
    assert first != second
    assert "1101" not in first
    assert ciphers.unseal(first, purpose="id", owner="1") == "11010119900307793X"


@pytest.mark.parametrize(("purpose", "owner"), [("id", "2"), ("other", "1")], ids=["another row", "another purpose"])
def test_what_was_moved_does_not_open(settings: Settings, purpose: str, owner: str) -> None:
    settings.FIELD_KEYS = OLD
    sealed = ciphers.seal("x", purpose="id", owner="1")
    with pytest.raises(ciphers.Unreadable):
        ciphers.unseal(sealed, purpose=purpose, owner=owner)


@pytest.mark.parametrize("change", [lambda s: s[:-6] + "AAAAA=", lambda s: "z" + s[1:], lambda s: "a.x", lambda s: ""])
def test_what_was_altered_or_has_no_key_does_not_open(settings: Settings, change: object) -> None:
    settings.FIELD_KEYS = OLD
    with pytest.raises(ciphers.Unreadable):
        ciphers.unseal(change(ciphers.seal("text", purpose="id", owner="1")), purpose="id", owner="1")  # type: ignore[operator]


def test_a_new_key_in_front_writes_and_the_old_one_still_reads(settings: Settings) -> None:
    settings.FIELD_KEYS = OLD
    before = ciphers.seal("x", purpose="id", owner="1")
    settings.FIELD_KEYS = NEW
    after = ciphers.seal("x", purpose="id", owner="1")
    assert (before[:2], after[:2]) == ("a.", "b.")
    assert [ciphers.is_current(one) for one in (before, after)] == [False, True]
    assert {ciphers.unseal(one, purpose="id", owner="1") for one in (before, after)} == {"x"}
    settings.FIELD_KEYS = {"b": NEW["b"]}
    with pytest.raises(ciphers.Unreadable):
        ciphers.unseal(before, purpose="id", owner="1")


def test_an_index_is_of_its_purpose_and_of_its_text(settings: Settings) -> None:
    settings.FIELD_KEYS = OLD
    found = {ciphers.index(text, purpose=purpose) for text in ("x", "y") for purpose in ("id", "phone")}
    assert len(found) == 4


@pytest.mark.parametrize("text", ["a", "a:", "a:AAAA", "a b:" + "A" * 43, f"a:{'A' * 43},a:{'B' * 43}", "a:日本"])
def test_keys_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"key|base64|ASCII|padded|padding"):
        keys.keys_of(text)


def test_a_new_key_is_a_key() -> None:
    made = keys.keys_of(f"k1:{keys.new_key()}, k2:{keys.new_key()}")
    assert list(made) == ["k1", "k2"]
    assert len(set(made.values())) == 2
