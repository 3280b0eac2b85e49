from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "tenants.exchange"
    label = "exchange"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.exchange import feeds

        handlers.register(feeds.SILENT, feeds.fall_silent)
        handlers.register(feeds.HEARD, feeds.be_heard)
