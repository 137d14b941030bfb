from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "closeknit.commitments"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.commitments import (  # noqa: PLC0415 - once the apps are loaded
            chains,
            contributed,
            personal_data,
            policies,  # noqa: F401 - declares permissions
            registering,
            things,
            verbs,  # noqa: F401 - declares what can happen
        )

        things.register()
        contributed.register()
        personal_data.register()
        chains.register()
        registering.register()
