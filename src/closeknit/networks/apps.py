from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "closeknit.networks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.networks import policies  # noqa: F401, PLC0415 - declares permissions, once the apps are loaded
