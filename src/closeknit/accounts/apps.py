from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "closeknit.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.accounts import policies  # noqa: F401, PLC0415 - declares permissions once the apps are loaded
