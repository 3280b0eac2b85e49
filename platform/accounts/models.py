"""Persons and their machine tokens. Public schema: a person may hold posts in several halls."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.db.models import Q


class PersonManager(BaseUserManager["Person"]):
    def create_person(self, *, username: str, display_name: str, password: str | None = None) -> "Person":
        person = self.model(username=username, display_name=display_name)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser, PermissionsMixin):
    """人员. Nothing updates this row at sign-in: on Citus it is a reference table that every hall's rows point to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=64)
    display_name = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="zh")
    is_active = models.BooleanField(default=True)
    last_login = None  # type: ignore[assignment]

    objects: ClassVar[PersonManager] = PersonManager()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["username"], name="person_username")]

    def __str__(self) -> str:
        return self.username


class Token(models.Model):
    """令牌: signs a machine or the mobile app in as a person at one hall. Only its digest is kept.

    One with a `source` signs nobody in: it lets that source of the hall send events, and nothing else.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    hall_code = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    source = models.CharField(max_length=48, blank=True, default="", db_default="")
    label = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # Written at most once in ten minutes.
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest"], name="token_digest")]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.hall_code}"

    @staticmethod
    def usable(*, now: object) -> Q:
        return Q(revoked_at=None) & (Q(expires_at=None) | Q(expires_at__gt=now))


class Session(AbstractBaseSession):
    """会话: a browser that is signed in. `number` names it to its person; the key itself is what signs in.

    It ends at `expire_date`, with its row, or with the person's right to sign in. `seen_at` is written at most once in
    ten minutes.
    """

    number = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)

    objects: ClassVar[BaseSessionManager] = BaseSessionManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number"], name="session_number")]


class CaseList(models.Model):
    """常用筛选: a list of cases under a name of the person's own, as the query of its page's address; fits any hall."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="case_lists")
    name = models.CharField(max_length=40)
    address = models.CharField(max_length=1000, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="case_list_name"),
            models.UniqueConstraint(fields=["person"], condition=Q(is_default=True), name="case_list_default"),
        ]

    def __str__(self) -> str:
        return self.name


class Tries(models.Model):
    """次数: how often something was tried in a window that ends; keyed by a digest that names nobody (`limits`)."""

    key = models.CharField(max_length=64, primary_key=True)
    count = models.IntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


class SignInResult(models.TextChoices):
    """How a try to sign in ended."""

    SIGNED_IN = "SIGNED_IN"
    REFUSED = "REFUSED"
    CODE_REFUSED = "CODE_REFUSED"
    LOCKED = "LOCKED"


class SignInRecord(models.Model):
    """登录记录: a try to sign in. Append-only; ended by the owner alone (`mingjing signins forget`).

    Without a `person` the name was of nobody. The name that was typed is not kept: it may be a password.
    """

    APPEND_ONLY = True

    person = models.UUIDField(null=True)
    result = models.CharField(max_length=12, choices=SignInResult.choices)
    address = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at", "-id"], name="sign_in_newest"),
            models.Index(fields=["at"], name="sign_in_age"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.result}"


class AccountNoticeKind(models.TextChoices):
    """What is told to a person of his own account."""

    NEW_CLIENT = "NEW_CLIENT"
    PASSWORD_CHANGED = "PASSWORD_CHANGED"  # noqa: S105
    SECOND_FACTOR_ON = "SECOND_FACTOR_ON"
    SECOND_FACTOR_OFF = "SECOND_FACTOR_OFF"
    SIGNED_OUT = "SIGNED_OUT"
    LOCK_LIFTED = "LOCK_LIFTED"
    POST_GIVEN = "POST_GIVEN"
    POST_ENDED = "POST_ENDED"
    TOKEN_CREATED = "TOKEN_CREATED"  # noqa: S105


class AccountNotice(models.Model):
    """账号消息: what happened to a person's own account, worded by the page. Public: it needs no hall and no post."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="account_notices", db_index=False)
    kind = models.CharField(max_length=20)  # an AccountNoticeKind; without choices, so that a new one is no migration
    params = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-at", "-id"], name="account_notice_newest")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Reach(models.Model):
    """联系方式: where a person is reached by a channel besides the application, if he wants it.

    The address is sealed for him and shown masked. Nothing is sent there before he has said the code that was sent.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reaches")
    channel = models.CharField(max_length=8)
    masked = models.CharField(max_length=64)
    sealed = models.TextField()
    is_wanted = models.BooleanField(default=True)
    asked_at = models.DateTimeField()  # for the code
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "channel"], name="reach_channel")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.channel}"
