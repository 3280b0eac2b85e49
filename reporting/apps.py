from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "reporting"
    label = "reporting"

    def ready(self) -> None:
        from foundation import working
        from reporting import rollups

        working.register_backlog("reporting_delta", rollups.work_off)
