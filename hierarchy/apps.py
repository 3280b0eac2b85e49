from django.apps import AppConfig


class HierarchyConfig(AppConfig):
    name = "hierarchy"
    label = "hierarchy"

    def ready(self) -> None:
        from foundation import working
        from hierarchy import cache, gates

        working.register_entry(lambda code: gates.enter(cache.hall_by_code(code)))
