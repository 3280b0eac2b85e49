"""Every address of the product. What no line names is a page, and the page itself says if there is none."""

from django.urls import path, re_path
from drf_spectacular.views import SpectacularAPIView

from api import oidc
from api.graph.view import graphql
from api.health import healthz, readyz
from api.metrics import metrics
from api.rest import (
    act_files,
    case_files,
    contact_files,
    deadline,
    documents,
    evidence,
    look_files,
    people_files,
    receipts,
)
from api.rest.description import page
from api.rest.exchange import EventsView, HeartbeatView, ValidateView
from api.shell import no_such_address, shell

urlpatterns = [
    path("graphql/", graphql),
    path("api/v1/", page),
    path("api/v1/deadline", deadline.deadline),
    path("api/v1/calendar/<int:number>", deadline.year),
    path("api/v1/exchange/events", EventsView.as_view()),
    path("api/v1/exchange/heartbeat", HeartbeatView.as_view()),
    path("api/v1/exchange/validate", ValidateView.as_view()),
    path("api/v1/halls/<str:hall>/documents/<str:code>.pdf", documents.pdf),
    path("api/v1/halls/<str:hall>/evidence/<str:key>", evidence.download),
    path("api/v1/halls/<str:hall>/evidence/<str:kind>/<str:matter>", evidence.attach),
    path("api/v1/halls/<str:hall>/cases.<str:form>", case_files.cases),
    path("api/v1/halls/<str:hall>/acts.csv", act_files.acts),
    path("api/v1/halls/<str:hall>/looks.csv", look_files.file),
    path("api/v1/halls/<str:hall>/contacts.csv", contact_files.contacts),
    path("api/v1/halls/<str:hall>/posts.csv", people_files.posts),
    path("api/v1/halls/<str:hall>/sign-ins.csv", people_files.hall_sign_ins),
    path("api/v1/account/sign-ins.csv", people_files.own_sign_ins),
    path("api/v1/receipts", receipts.receipts),
    path("api/v1/schema/", SpectacularAPIView.as_view()),
    path("sign-in/oidc", oidc.lead_there),
    path("sign-in/oidc/back", oidc.come_back, name="oidc-back"),
    path("verify", documents.verify),
    path("verify/<str:code>", documents.verify),
    path("healthz", healthz),
    path("readyz", readyz),
    path("metrics", metrics),
    re_path(r"^(?:api|static|graphql)(?:/.*)?$", no_such_address),
    re_path(r"^.*$", shell),
]
