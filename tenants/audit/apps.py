from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tenants.audit"
    label = "audit"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.audit import sealing

        handlers.register(sealing.SEAL, sealing.seal)
        handlers.register(sealing.ANCHOR, sealing.anchor)
