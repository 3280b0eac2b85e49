"""What a production installation refuses to start with; settings, command line and `doctor` say the same."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from foundation.errors import Refusal
from foundation.keys import keys_of
from mingjing import channels, oidc

DEMO_SECRET = "demo-and-tests-only-"  # noqa: S105
# Everybody can read it here: what it seals is no secret.
DEMO_FIELD_KEY = "demo:" + "ZGVtby1hbmQtdGVzdHMtb25seS1kZW1vLWFuZC10ZXM"
SECRET_LENGTH = 50
TOKEN_LENGTH = 32
SAID = ("disable", "require", "verify-ca", "verify-full")  # sslmode; the others fall back to plain text unsaid
KINDS = ("", "trial", "production")  # of MINGJING_ENV
SECRET_VARIETY = 10  # different characters; fewer were typed, not drawn


class UnsafeProduction(Refusal):
    """`MINGJING_ENV=production` with a setting that is for tests, the demo or a trial."""

    code = "UNSAFE_PRODUCTION"


@dataclass(frozen=True, slots=True)
class Danger:
    variable: str
    seen: str
    remedy: str


def is_production(environ: Mapping[str, str]) -> bool:
    return environ.get("MINGJING_ENV") == "production"


def check(environ: Mapping[str, str]) -> None:
    """Raises UnsafeProduction, naming every danger at once; outside production only for a misspelt `MINGJING_ENV`."""
    found = dangers(environ)
    if found:
        lines = [f"{each.variable}: {each.seen}; {each.remedy}" for each in found]
        raise UnsafeProduction("production is refused:\n" + "\n".join(lines))


def dangers(environ: Mapping[str, str]) -> list[Danger]:
    kind = environ.get("MINGJING_ENV", "")
    if kind not in KINDS:
        return [Danger("MINGJING_ENV", f"is {kind!r}, which would be a trial", "say production or trial")]
    if not is_production(environ):
        return []
    looks = (
        _of_the_demo,
        _of_the_secret,
        _of_field_keys,
        _of_the_address,
        _of_servers,
        _of_addresses,
        _of_metrics,
        _of_oidc,
        _of_channels,
    )
    return [danger for look in looks for danger in look(environ)]


def _of_the_demo(environ: Mapping[str, str]) -> Iterator[Danger]:
    if environ.get("MINGJING_CLOCK"):
        yield Danger("MINGJING_CLOCK", "shifts the present moment", "unset it")
    if environ.get("MINGJING_DEMO"):
        yield Danger("MINGJING_DEMO", "marks a demo, whose accounts share a published password", "unset it")


def _of_the_secret(environ: Mapping[str, str]) -> Iterator[Danger]:
    secret = environ.get("MINGJING_SECRET_KEY", "")
    remedy = f"give {SECRET_LENGTH} or more random characters"
    if secret.startswith(DEMO_SECRET):
        yield Danger("MINGJING_SECRET_KEY", "is the one of the demo", remedy)
    elif len(secret) < SECRET_LENGTH or len(set(secret)) < SECRET_VARIETY:
        yield Danger("MINGJING_SECRET_KEY", "is missing, short or of few different characters", remedy)


def _of_field_keys(environ: Mapping[str, str]) -> Iterator[Danger]:
    given = environ.get("MINGJING_FIELD_KEYS", "")
    remedy = "give NAME:KEY with a key of `mingjing keys new`, the old ones behind it with commas between"
    try:
        keys = keys_of(given)
    except ValueError:
        yield Danger("MINGJING_FIELD_KEYS", "is not NAME:KEY,... with keys of 32 bytes", remedy)
        return
    if not keys:
        yield Danger("MINGJING_FIELD_KEYS", "is missing: ID numbers and second factors are sealed with it", remedy)
    elif set(keys.values()) & set(keys_of(DEMO_FIELD_KEY).values()) or any(len(set(key)) < 10 for key in keys.values()):
        yield Danger("MINGJING_FIELD_KEYS", "has the key of the demo, or one that was not drawn at random", remedy)


def _of_the_address(environ: Mapping[str, str]) -> Iterator[Danger]:
    hosts = [host.strip() for host in environ.get("MINGJING_HOSTS", "").split(",") if host.strip()]
    if not hosts or "*" in hosts:
        yield Danger("MINGJING_HOSTS", "lets every host name in or names none", "name the hosts, with commas between")
    origin = urlsplit(environ.get("MINGJING_ORIGIN", ""))
    if origin.scheme != "https" or not origin.netloc or origin.path:
        yield Danger("MINGJING_ORIGIN", "is no address over HTTPS", "give the pages' address: https://host[:port]")


def _of_servers(environ: Mapping[str, str]) -> Iterator[Danger]:
    remedy = "give the address of a server of your own"
    if not (environ.get("MINGJING_DATABASE_URL") or environ.get("MINGJING_APP_DATABASE_URL")):
        yield Danger("MINGJING_DATABASE_URL", "is missing: the embedded database trusts every local user", remedy)
    if not environ.get("MINGJING_BROKER_URL"):
        yield Danger("MINGJING_BROKER_URL", "is missing: the embedded broker asks for no password", remedy)


def _of_oidc(environ: Mapping[str, str]) -> Iterator[Danger]:
    yield from (Danger(*each) for each in oidc.mistakes(environ))


def _of_channels(environ: Mapping[str, str]) -> Iterator[Danger]:
    yield from (Danger(*each) for each in channels.mistakes(environ))


def _of_addresses(environ: Mapping[str, str]) -> Iterator[Danger]:
    """Passwords and personal data go over these connections."""
    for variable in ("MINGJING_DATABASE_URL", "MINGJING_APP_DATABASE_URL"):
        try:
            given = conninfo_to_dict(environ.get(variable, ""))
        except psycopg.ProgrammingError:
            yield Danger(variable, "is no address that PostgreSQL understands", "postgresql://role:password@host/name")
            continue
        host = str(given.get("host") or "")
        if not host or _is_here(host):
            continue
        if not (given.get("password") or given.get("passfile") or given.get("sslcert")):
            yield Danger(variable, "has no password", "give the role one")
        if given.get("sslmode") not in SAID:
            remedy = "add sslmode=verify-full; sslmode=disable only where nobody else is on the way"
            yield Danger(variable, "does not say whether the way there is encrypted", remedy)
    broker = urlsplit(environ.get("MINGJING_BROKER_URL", ""))
    if broker.hostname and not _is_here(broker.hostname) and not broker.password:
        yield Danger("MINGJING_BROKER_URL", "has no password", "give the broker one")


def _is_here(host: str) -> bool:
    return host.startswith("/") or host in ("localhost", "127.0.0.1", "::1")


def _of_metrics(environ: Mapping[str, str]) -> Iterator[Danger]:
    token = environ.get("MINGJING_METRICS_TOKEN", "")
    if token and (len(token) < TOKEN_LENGTH or len(set(token)) < SECRET_VARIETY):
        remedy = f"give {TOKEN_LENGTH} or more random characters, or none"
        yield Danger("MINGJING_METRICS_TOKEN", "is short or of few different characters", remedy)
    words = [word.strip() for word in environ.get("MINGJING_METRICS_NETWORKS", "").split(",")]
    if any(word and ip_network(word).prefixlen == 0 for word in words):
        yield Danger("MINGJING_METRICS_NETWORKS", "lets every network in", "name that of Prometheus alone")
