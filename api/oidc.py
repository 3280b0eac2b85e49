"""Signing in at a provider of OpenID Connect: there, and back with a code.

django-allauth leads there and back (description of the provider, state, PKCE, exchange of the code). Ours are the
nonce, the whole check of the ID token, and what follows: whose person it is (`accounts.bindings`) and his session
(`accounts.signing`). None of allauth's own pages, forms or accounts has an address here.
"""

import hmac
import secrets
from typing import Any

import jwt
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, _build_apps_from_settings, get_adapter
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_GET
from requests import RequestException

from accounts.bindings import PROVIDER, find
from accounts.signing import admit
from foundation.errors import Refusal

NONCE = "oidc_nonce"  # in the session
ALGORITHMS = ("RS256", "PS256", "ES256")
LEEWAY = 60  # seconds that the clocks of two machines may differ
FAILED = "OIDC_FAILED"
BROKEN = (PermissionDenied, RequestException, OAuth2Error, ValueError, KeyError)


class Adapter(DefaultSocialAccountAdapter):
    """`SOCIALACCOUNT_ADAPTER`: the one provider is that of the settings, whatever rows of the database name."""

    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        found = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for apps in found.values() for app in apps]

    def on_authentication_error(self, request: Any, provider: Any, *given: Any, **said: Any) -> None:
        raise ImmediateHttpResponse(_refused(FAILED))


class Client(OpenIDConnectOAuth2Adapter):
    """The provider as it describes itself, and every check of an ID token (OpenID Connect Core 1.0, 3.1.3.7)."""

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        return request.build_absolute_uri(reverse("oidc-back"))

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **given: Any) -> Any:
        """The last that allauth does: from here on signing in is our own."""
        claims = self._checked(app, str(given["response"]["id_token"]))
        try:
            signed = admit(request, find(claims))
        except Refusal as refusal:
            raise ImmediateHttpResponse(_refused(refusal.code)) from None
        raise ImmediateHttpResponse(HttpResponseRedirect("/sign-in?step=code" if signed.needs_code else "/"))

    def _checked(self, app: Any, id_token: str) -> dict[str, Any]:
        """Raises OAuth2Error."""
        nonce = str(self.request.session.pop(NONCE, ""))
        try:
            claims: dict[str, Any] = jwt.decode(
                id_token,
                self._key(id_token),
                algorithms=ALGORITHMS,
                audience=app.client_id,
                issuer=self.openid_config["issuer"],
                leeway=LEEWAY,
                options={"require": ["exp", "iat", "iss", "aud", "sub", "nonce"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("no ID token for us") from error
        if not nonce or not hmac.compare_digest(nonce.encode(), str(claims["nonce"]).encode()):
            raise OAuth2Error("the nonce is not that of this browser")
        if claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the token was made for another client")
        return claims

    def _key(self, id_token: str) -> Any:
        name = jwt.get_unverified_header(id_token).get("kid")
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
        for key in jwt.PyJWKSet.from_dict(answer.json()).keys:
            if key.key_id == name:
                return key
        raise OAuth2Error("the provider has no such key")


@require_GET
def lead_there(request: HttpRequest) -> HttpResponse:
    """To the provider. There is no such address where none is configured."""
    client = _client(request)
    request.session[NONCE] = nonce = secrets.token_urlsafe(24)
    provider = client.get_provider()
    provider.get_oauth2_adapter = lambda _request: client
    try:
        answer: HttpResponse = provider.redirect(request, AuthProcess.LOGIN, auth_params={"nonce": nonce})
    except BROKEN:
        return _refused(FAILED)
    return answer


@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Whatever is wrong leads to the sign-in page, which says so."""
    client = _client(request)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(client)(request)
    except BROKEN:
        return _refused(FAILED)
    return answer


def _client(request: HttpRequest) -> Client:
    if not settings.OIDC:
        raise Http404
    return Client(request, PROVIDER)


def _refused(code: str) -> HttpResponse:
    return HttpResponseRedirect(f"/sign-in?problem={code}")
