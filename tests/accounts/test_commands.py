"""`mingjing token` and `mingjing user`, run as their programs see them."""

import io
import json
from datetime import timedelta

import pytest

from accounts.models import AccountNotice, Person, Token
from hierarchy.models import Post
from hierarchy.posts import Actor
from mingjing.__main__ import parse
from mingjing.commands import WrongUse
from tests.api.asking import Asking

CODE = "query ($code: ID!) { hall(code: $code) { code } }"


def run(*argv: str) -> int:
    """The command itself: `main` would start servers of its own."""
    module, args = parse(argv)
    return int(module.run(args))


def test_a_token_is_printed_once_and_signs_its_machine_in(han: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("token", "create", "han", "--hall", "130300", "--days", "30", "--label", "大屏") == 0
    secret = capsys.readouterr().out.strip()
    assert Asking(authorization=f"Bearer {secret}")(CODE, code="130322").data == {"hall": {"code": "130322000000"}}
    token = Token.objects.get()
    assert token.expires_at - token.created_at == timedelta(days=30)
    assert run("token", "list", "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert [(one["number"], one["username"], one["hall"], one["label"], one["state"]) for one in listed] == [
        (token.pk, "han", "130300000000", "大屏", "usable")
    ]
    assert run("token", "revoke", str(token.pk)) == 0
    assert Asking(authorization=f"Bearer {secret}")(CODE, code="130322").codes == ["NOT_SIGNED_IN"]
    run("token", "list")
    assert capsys.readouterr().out.strip().endswith("revoked")


@pytest.mark.parametrize(
    "argv",
    [
        ("create", "nobody", "--hall", "130322"),
        ("create", "lin", "--hall", "130324"),
        ("create", "lin", "--hall", "999999"),
        ("create", "lin", "--hall", "13x"),
        ("create", "lin", "--hall", "130322", "--days", "0"),
        ("revoke", "0"),
    ],
)
def test_a_token_that_cannot_be_made_is_wrong_use(lin: Actor, argv: tuple[str, ...]) -> None:
    with pytest.raises(WrongUse):
        run("token", *argv)
    assert Token.objects.count() == 0


def test_a_person_is_made_with_posts_and_a_password(
    db: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = ("--post", "130322:clerk:D01,D06", "--post", "130300:LEADER")
    assert run("user", "create", "liu", "--name", "刘一", *posts) == 0
    generated = capsys.readouterr().out.strip()
    person = Person.objects.get(username="liu")
    assert person.check_password(generated)
    held = Post.objects.filter(person=person).order_by("hall__code").values_list("hall__code", "role", "departments")
    assert list(held) == [("130300000000", "LEADER", []), ("130322000000", "CLERK", ["D01", "D06"])]
    assert {post.until_on for post in Post.objects.filter(person=person)} == {None}
    run("user", "end", "liu", "--hall", "130300")
    run("token", "create", "liu", "--hall", "130322", "--label", "大屏")
    told = AccountNotice.objects.filter(person=person).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["POST_GIVEN", "POST_GIVEN", "POST_ENDED", "TOKEN_CREATED"]
    capsys.readouterr()
    monkeypatch.setattr("sys.stdin", io.StringIO("a-long-password-9\n"))
    assert run("user", "create", "ma", "--name", "马二", "--post", "130322:clerk", "--password-stdin") == 0
    assert capsys.readouterr().out == ""
    assert Person.objects.get(username="ma").check_password("a-long-password-9")


@pytest.mark.parametrize(
    ("username", "post", "password"),
    [
        ("lin", "130322:clerk", "a-long-password-9"),
        ("liu", "999999:clerk", "a-long-password-9"),
        ("liu", "130322:king", "a-long-password-9"),
        ("liu", "130322:clerk", "elevenchar9"),
        ("liu", "130322:clerk", "password1234"),
    ],
)
def test_a_person_that_cannot_be_made_is_wrong_use_and_nothing_is_left(
    lin: Actor, monkeypatch: pytest.MonkeyPatch, username: str, post: str, password: str
) -> None:
    persons = Person.objects.count()
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
    with pytest.raises(WrongUse):
        run("user", "create", username, "--name", "刘一", "--post", post, "--password-stdin")
    assert Person.objects.count() == persons
