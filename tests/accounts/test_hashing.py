"""How passwords are kept, and how a browser keeps a session."""

from django.contrib.auth.hashers import get_hasher, identify_hasher, make_password

from hierarchy.posts import Actor
from tests.api.asking import as_nobody
from tests.api.test_sessions import sign_in

# OWASP ASVS 4.0.3, 2.4.3: PBKDF2-HMAC-SHA256.
FEWEST_ITERATIONS = 310_000


def test_a_password_is_kept_as_a_slow_digest_with_a_salt_of_its_own() -> None:
    first, second = (make_password("the same password") for _ in range(2))
    read = [identify_hasher(one).decode(one) for one in (first, second)]
    assert get_hasher().algorithm == "pbkdf2_sha256"
    assert min(one["iterations"] for one in read) >= FEWEST_ITERATIONS
    assert read[0]["salt"] != read[1]["salt"]
    assert min(len(one["salt"]) for one in read) >= 16
    assert first != second


def test_the_cookie_of_a_session_is_for_this_address_alone(lin: Actor) -> None:
    ask = as_nobody()
    sign_in(ask)
    cookie = ask.client.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
