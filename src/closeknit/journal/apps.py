from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "closeknit.journal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.core import mail  # noqa: PLC0415 - once the apps are loaded
        from closeknit.journal import outbox  # noqa: PLC0415 - as above

        mail.register_postman(outbox.post_letter)
