"""A token signs one person in at one hall."""

from datetime import timedelta

import pytest

from accounts import tokens
from accounts.models import Person, Token
from hierarchy.posts import Actor
from tests.api.asking import Asking, as_machine, as_person
from tests.api.desk import CHANGLI, HEBEI, PINGQUAN, QINHUANGDAO

CODE = "query ($code: ID!) { hall(code: $code) { code } }"


def test_only_the_digest_of_a_token_is_kept(lin: Actor) -> None:
    issued = tokens.issue(Person.objects.get(pk=lin.person_id), hall_code=CHANGLI)
    assert issued.secret not in str(Token.objects.filter(pk=issued.token.pk).values())


def test_a_token_of_a_supervisor_reaches_its_hall_and_what_is_below(han: Actor) -> None:
    ask = as_machine(han, QINHUANGDAO)
    assert ask(CODE, code=CHANGLI).data == {"hall": {"code": CHANGLI}}
    for beyond in (HEBEI, PINGQUAN):
        assert ask(CODE, code=beyond).codes == ["NOT_FOUND"]


def test_a_token_for_a_hall_beyond_the_posts_of_its_person_opens_nothing(lin: Actor) -> None:
    ask = as_machine(lin, PINGQUAN)
    for code in (PINGQUAN, CHANGLI):
        assert ask(CODE, code=code).codes == ["NO_POST"]


@pytest.mark.parametrize("given", ["", "mj_", "mj_unknown", "x" * 5000])
def test_an_unknown_token_signs_nobody_in(db: None, given: str) -> None:
    assert Asking(authorization=f"Bearer {given}")(CODE, code=CHANGLI).codes == ["NOT_SIGNED_IN"]


def test_a_token_that_expired_or_was_revoked_signs_nobody_in(lin: Actor) -> None:
    person = Person.objects.get(pk=lin.person_id)
    expired = tokens.issue(person, hall_code=CHANGLI, days=1)
    Token.objects.filter(pk=expired.token.pk).update(expires_at=expired.token.created_at - timedelta(seconds=1))
    revoked = tokens.issue(person, hall_code=CHANGLI)
    tokens.revoke(revoked.token.pk)
    for issued in (expired, revoked):
        assert Asking(authorization=f"Bearer {issued.secret}")(CODE, code=CHANGLI).codes == ["NOT_SIGNED_IN"]
    with pytest.raises(tokens.NoSuchToken):
        tokens.revoke(0)


def test_a_bad_token_beside_a_good_session_signs_nobody_in(lin: Actor) -> None:
    """Else a page of another site could use the session without its CSRF token."""
    ask = as_person(lin)
    ask.headers = {"authorization": "Bearer nonsense"}
    assert ask(CODE, code=CHANGLI).codes == ["NOT_SIGNED_IN"]
