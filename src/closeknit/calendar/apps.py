from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "closeknit.calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.calendar import (  # noqa: PLC0415 - once the apps are loaded
            personal_data,
        )

        personal_data.register()
