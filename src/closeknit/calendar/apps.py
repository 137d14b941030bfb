from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "closeknit.calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.calendar import (  # noqa: PLC0415 - once the apps are loaded
            registering,
            verbs,  # noqa: F401 - declares what can happen
        )

        registering.register()
