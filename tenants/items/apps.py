from django.apps import AppConfig


class ItemsConfig(AppConfig):
    name = "tenants.items"
    label = "items"
