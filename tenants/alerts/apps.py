from django.apps import AppConfig


class AlertsConfig(AppConfig):
    name = "tenants.alerts"
    label = "alerts"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.alerts import backtesting, raising, telling

        handlers.register("case.clock", raising.work, take=raising.take)
        handlers.register("alert.tell", telling.tell)
        handlers.register(backtesting.BACK_TEST, backtesting.work)
