from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "tenants.directives"
    label = "directives"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.directives import due

        handlers.register(due.REPLY, due.work)
        handlers.register(due.TOLD, due.tell)
        handlers.register(due.ESCALATED, due.tell_above)
