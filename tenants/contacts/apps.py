from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "tenants.contacts"
    label = "contacts"
