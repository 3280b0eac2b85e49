from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "tenants.cases"
    label = "cases"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.cases import calendars

        handlers.register(calendars.PUBLISHED, calendars.spread)
        handlers.register(calendars.MOVES, calendars.move)
