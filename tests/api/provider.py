"""A small provider of OpenID Connect on a port of its own: discovery, authorize, token, keys; its RSA key is real."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "mingjing", "a secret of the client"


@dataclass
class Provider:
    """Who is signed in there is `claims`; `spoil` changes the claims of the next ID token, `key` and `alg` sign it."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "subject-1"})
    spoil: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
    key: Any = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    published: Any = None
    alg: str = "RS256"
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = self.key.public_key()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        path, query = environ["PATH_INFO"], _single(environ["QUERY_STRING"])
        if path == "/authorize":
            code = secrets.token_urlsafe(12)
            self.codes[code] = query
            back = urlencode({"code": code, "state": query["state"]})
            start("302 Found", [("Location", f"{query['redirect_uri']}?{back}")])
            return []
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode()
        known = {"/.well-known/openid-configuration": self._described, "/keys": self._keys}
        answer = known[path]() if path in known else self._token(_single(body))
        start("200 OK" if answer else "400 Bad Request", [("Content-Type", "application/json")])
        return [json.dumps(answer or {"error": "invalid_grant"}).encode()]

    def _described(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/nobody-asks",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def _keys(self) -> dict[str, Any]:
        written = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.published))
        return {"keys": [written | {"kid": "k1", "use": "sig", "alg": "RS256"}]}

    def _token(self, given: dict[str, str]) -> dict[str, Any] | None:
        """Each code once, for the client with its secret and the verifier of its challenge."""
        asked = self.codes.pop(given["code"], None)
        digest = hashlib.sha256(given.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if asked is None or given["client_secret"] != SECRET or asked.get("code_challenge") != challenge:
            return None
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": asked["nonce"]}
        token = jwt.encode(self.spoil(claims | self.claims), self.key, self.alg, {"kid": "k1"})
        return {"access_token": "a", "token_type": "Bearer", "id_token": token}


class _Silent(WSGIRequestHandler):
    def log_message(self, *said: Any) -> None:
        pass


@contextmanager
def serving(provider: Provider) -> Iterator[Provider]:
    server: WSGIServer = make_server("127.0.0.1", 0, provider, handler_class=_Silent)  # type: ignore[arg-type]
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def _single(text: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(text).items()}
