from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "closeknit.accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415 - once the apps are loaded

        from closeknit.accounts.doors import note_sign_in  # noqa: PLC0415 - as above

        user_logged_in.connect(note_sign_in, dispatch_uid="closeknit.accounts.note_sign_in")
