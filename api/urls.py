"""Every address of the product. What no line names is a page, and the page itself says if there is none."""

from django.urls import path, re_path

from api.graph.view import graphql
from api.health import healthz, readyz
from api.shell import no_such_address, shell

urlpatterns = [
    path("graphql/", graphql),
    path("healthz", healthz),
    path("readyz", readyz),
    re_path(r"^(?:api|static|graphql)(?:/.*)?$", no_such_address),
    re_path(r"^.*$", shell),
]
