from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "tenants.notices"
    label = "notices"

    def ready(self) -> None:
        from foundation import handlers
        from rulebook.telling import Channel
        from tenants.notices import sending

        for channel in Channel:
            handlers.register(sending.HANDLERS[channel], sending.worker(channel), take=sending.taker(channel))
