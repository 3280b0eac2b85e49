from functools import partial

from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "tenants.directives"
    label = "directives"

    def ready(self) -> None:
        from foundation import handlers
        from tenants.directives import due
        from tenants.directives.lives import MATTERS

        for matters, life in MATTERS.items():
            handlers.register(life.due, partial(due.work, life, matters))
            handlers.register(life.told, partial(due.tell, life))
        handlers.register(due.ESCALATED, due.tell_above)
