from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "closeknit.places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.core import http, page_cache  # noqa: PLC0415 - once the apps are loaded
        from closeknit.places import policies, versions  # noqa: F401, PLC0415 - as above; policies declare
        from closeknit.places.models import Hub  # noqa: PLC0415 - as above

        http.register_hub_provider(Hub.current)
        page_cache.register_version_provider(versions.current)
