"""Every address of the product; what answers is in `api`."""

from api.urls import urlpatterns

__all__ = ["urlpatterns"]
