"""The provider of OpenID Connect, from the environment: none unless `MINGJING_OIDC_ISSUER` is given."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

CLAIMS = ("", "preferred_username", "email")
SCOPES = {"": ["openid"], "preferred_username": ["openid", "profile"], "email": ["openid", "email"]}


def configured(environ: Mapping[str, str]) -> dict[str, str]:
    """Empty for none. `name` stands on the button, `claim` names a person who is not bound yet."""
    if not environ.get("MINGJING_OIDC_ISSUER"):
        return {}
    return {
        "issuer": environ["MINGJING_OIDC_ISSUER"].rstrip("/"),
        "client": environ.get("MINGJING_OIDC_CLIENT", ""),
        "secret": environ.get("MINGJING_OIDC_SECRET", ""),
        "name": environ.get("MINGJING_OIDC_NAME", "OpenID Connect"),
        "claim": environ.get("MINGJING_OIDC_CLAIM", ""),
    }


def providers(oidc: Mapping[str, str]) -> dict[str, Any]:
    """As allauth wants to be told (`SOCIALACCOUNT_PROVIDERS`)."""
    if not oidc:
        return {}
    app = {
        "provider_id": "oidc",
        "name": oidc["name"],
        "client_id": oidc["client"],
        "secret": oidc["secret"],
        "settings": {"server_url": oidc["issuer"], "scope": SCOPES.get(oidc["claim"], ["openid"])},
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def mistakes(environ: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Variable, what is wrong, remedy."""
    oidc = configured(environ)
    if not oidc:
        return
    address = urlsplit(oidc["issuer"])
    if address.scheme != "https" or not address.netloc:
        yield "MINGJING_OIDC_ISSUER", "is no address over HTTPS", "give the issuer's address: https://host/path"
    for name in ("client", "secret"):
        if not oidc[name]:
            yield f"MINGJING_OIDC_{name.upper()}", "is missing", "give what the provider registered for this client"
    if oidc["claim"] not in CLAIMS:
        yield (
            "MINGJING_OIDC_CLAIM",
            "names no claim that tells persons apart",
            f"one of {', '.join(CLAIMS[1:])}, or none",
        )
