from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "closeknit.calendar"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.calendar import (  # noqa: PLC0415 - once the apps are loaded
            aftermath,
            registering,
            verbs,  # noqa: F401 - declares what can happen
        )
        from closeknit.calendar.actions import answers_after  # noqa: PLC0415 - as above
        from closeknit.calendar.answering import things as answers  # noqa: PLC0415 - as above
        from closeknit.calendar.feeds import registering as feeds  # noqa: PLC0415 - as above

        registering.register()
        aftermath.register(answers_after)
        answers.register()
        feeds.register()
