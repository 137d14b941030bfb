from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "closeknit.places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django_tasks.signals import task_started  # noqa: PLC0415 - once the apps are loaded

        from closeknit.core import http, mail, page_cache  # noqa: PLC0415 - once the apps are loaded
        from closeknit.places import policies, versions, zone  # noqa: F401, PLC0415 - as above; policies declare
        from closeknit.places.models import Hub  # noqa: PLC0415 - as above

        http.register_hub_provider(Hub.current)
        mail.register_foot(Hub.below_letters)
        page_cache.register_version_provider(versions.current)
        task_started.connect(zone.before_a_job, dispatch_uid="the hub's clock")
