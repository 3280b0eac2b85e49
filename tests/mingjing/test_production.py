"""Production refuses to start with what is for tests, the demo or a trial; `doctor` says the same."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from mingjing.production import DEMO_FIELD_KEY, UnsafeProduction, check, dangers
from tests.mingjing.test_doctor import mingjing

SAFE = {
    "MINGJING_ENV": "production",
    "MINGJING_SECRET_KEY": "k3Jx9-fWq2" * 5,
    "MINGJING_FIELD_KEYS": "k1:qXl0m3yWv7Vf6c2eQ1aZr9uTn4sKj8hGd5bLpOiE_xY",
    "MINGJING_HOSTS": "mj.example.gov.cn,127.0.0.1",
    "MINGJING_ORIGIN": "https://mj.example.gov.cn",
    "MINGJING_DATABASE_URL": "postgresql://owner:secret@127.0.0.1:1/mingjing",
    "MINGJING_BROKER_URL": "redis://:secret@127.0.0.1:1/0",
}
LOADED = """import json, django
django.setup()
from django.conf import settings as s
print(json.dumps([s.DEBUG, s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,
    s.CSRF_TRUSTED_ORIGINS, s.ALLOWED_HOSTS]))
"""


def loaded(**variables: str) -> "subprocess.CompletedProcess[str]":
    """Settings as a web process reads them."""
    environ = {"DJANGO_SETTINGS_MODULE": "mingjing.settings", "PYTHONPATH": ":".join(sys.path), **variables}
    argv = [sys.executable, "-c", LOADED]
    return subprocess.run(argv, env=environ, capture_output=True, text=True, check=False)


REFUSED = [
    ("a shifted clock", "MINGJING_CLOCK", "+3d"),
    ("a demo", "MINGJING_DEMO", "1"),
    ("no secret", "MINGJING_SECRET_KEY", ""),
    ("the secret of the demo", "MINGJING_SECRET_KEY", "demo-and-tests-only-" + "0" * 40),
    ("a short secret", "MINGJING_SECRET_KEY", "k3Jx9-fWq2" * 4),
    ("a secret of one letter", "MINGJING_SECRET_KEY", "x" * 60),
    ("no key to seal with", "MINGJING_FIELD_KEYS", ""),
    ("a key that is too short", "MINGJING_FIELD_KEYS", "k1:AAAA"),
    ("the key of the demo", "MINGJING_FIELD_KEYS", DEMO_FIELD_KEY),
    ("the key of the demo behind another", "MINGJING_FIELD_KEYS", f"{SAFE['MINGJING_FIELD_KEYS']},{DEMO_FIELD_KEY}"),
    ("a key of one letter", "MINGJING_FIELD_KEYS", "k1:" + "A" * 43),
    ("no host named", "MINGJING_HOSTS", ""),
    ("every host", "MINGJING_HOSTS", "mj.example.gov.cn, *"),
    ("no address", "MINGJING_ORIGIN", ""),
    ("an address without TLS", "MINGJING_ORIGIN", "http://mj.example.gov.cn"),
    ("the embedded database", "MINGJING_DATABASE_URL", ""),
    ("the embedded broker", "MINGJING_BROKER_URL", ""),
    ("a database without a password", "MINGJING_DATABASE_URL", "postgresql://owner@db.internal/m?sslmode=verify-full"),
    ("a way that nobody says is encrypted", "MINGJING_DATABASE_URL", "postgresql://owner:secret@db.internal/m"),
    ("a way that may fall back", "MINGJING_APP_DATABASE_URL", "postgresql://app:s@db.internal/m?sslmode=prefer"),
    ("what is no address", "MINGJING_APP_DATABASE_URL", "postgresql://app:s@[db/m"),
    ("a broker without a password", "MINGJING_BROKER_URL", "redis://broker.internal:6379/0"),
]


OIDC = {
    "MINGJING_OIDC_ISSUER": "https://id.example.gov.cn",
    "MINGJING_OIDC_CLIENT": "mingjing",
    "MINGJING_OIDC_SECRET": "drawn by the provider",
}


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MINGJING_OIDC_ISSUER", "http://id.example.gov.cn"),
        ("MINGJING_OIDC_CLIENT", ""),
        ("MINGJING_OIDC_SECRET", ""),
        ("MINGJING_OIDC_CLAIM", "name"),
    ],
)
def test_production_refuses_a_provider_that_is_half_told(variable: str, value: str) -> None:
    assert dangers(SAFE | OIDC) == []
    assert [danger.variable for danger in dangers(SAFE | OIDC | {variable: value})] == [variable]


@pytest.mark.parametrize(("variable", "value"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_production_refuses(variable: str, value: str) -> None:
    given = SAFE | {variable: value}
    assert [danger.variable for danger in dangers(given)] == [variable]
    with pytest.raises(UnsafeProduction, match=variable):
        check(given)
    assert dangers(given | {"MINGJING_ENV": ""}) == []


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("MINGJING_APP_DATABASE_URL", "postgresql://app:secret@db.internal/m?sslmode=verify-full"),
        ("MINGJING_APP_DATABASE_URL", "postgresql://app:secret@db/m?sslmode=disable"),
        ("MINGJING_APP_DATABASE_URL", "postgresql://app@/m?host=/run/postgresql"),
        ("MINGJING_BROKER_URL", "rediss://:secret@broker.internal:6380/0"),
        ("MINGJING_BROKER_URL", "redis+socket:///run/broker.sock"),
    ],
)
def test_an_address_that_says_what_it_is_is_taken(variable: str, value: str) -> None:
    assert dangers(SAFE | {variable: value}) == []


def test_a_misspelt_production_is_no_trial() -> None:
    with pytest.raises(UnsafeProduction, match="MINGJING_ENV"):
        check({"MINGJING_ENV": "Production"})
    check({"MINGJING_ENV": "trial"})
    check({})


def test_a_safe_production_is_https_only() -> None:
    assert dangers(SAFE) == []
    done = loaded(**SAFE)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        False,
        True,
        31536000,
        True,
        True,
        ["https://mj.example.gov.cn"],
        ["mj.example.gov.cn", "127.0.0.1"],
    ]


def test_a_web_process_does_not_load_unsafe_settings() -> None:
    done = loaded(**SAFE | {"MINGJING_CLOCK": "+3d"})
    assert (done.returncode, done.stdout) == (1, "")
    assert "UnsafeProduction" in done.stderr
    assert "MINGJING_CLOCK" in done.stderr


def test_a_command_and_doctor_name_every_danger_and_start_no_server(tmp_path: Path) -> None:
    data = tmp_path / "data"
    refused = mingjing(data, "migrate", MINGJING_ENV="production", MINGJING_CLOCK="+3d")
    named = ["CLOCK", "SECRET_KEY", "FIELD_KEYS", "HOSTS", "ORIGIN", "DATABASE_URL", "BROKER_URL"]
    assert refused.returncode == 1
    assert [line.partition(":")[0] for line in refused.stderr.splitlines()[1:]] == [
        f"MINGJING_{name}" for name in named
    ]
    doctor = mingjing(data, "doctor", "--json", MINGJING_ENV="production", MINGJING_CLOCK="+3d")
    assert doctor.returncode == 1
    found = json.loads(doctor.stdout)["findings"]
    assert [each["check"] for each in found if each["remedy"]] == [f"MINGJING_{name}" for name in named]
    assert not data.exists()
