from django.apps import AppConfig


class NetworksConfig(AppConfig):
    name = "closeknit.networks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.networks import (  # noqa: PLC0415 - once the apps are loaded
            attendance,
            chains,
            contributed,
            meeting_registering,
            minutes_registering,
            personal_data,
            policies,  # noqa: F401 - declares permissions
            registering,
            things,
            verbs,  # noqa: F401 - declares what can happen
        )

        things.register()
        contributed.register()
        meeting_registering.register()
        attendance.register()
        minutes_registering.register()
        personal_data.register()
        chains.register()
        registering.register()
