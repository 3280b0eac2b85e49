from django.apps import AppConfig


class RepeatsConfig(AppConfig):
    name = "tenants.repeats"
    label = "repeats"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.repeats import keeping

        handlers.register(keeping.PRUNE, keeping.prune)
