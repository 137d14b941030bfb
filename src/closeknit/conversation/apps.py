from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "closeknit.conversation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate  # noqa: PLC0415 - once the apps are loaded

        from closeknit.conversation import (  # noqa: PLC0415 - as above
            chains,
            comments,
            jobs,  # noqa: F401 - declares what is repeated
            personal_data,
            policies,  # noqa: F401 - declares permissions
            registering,
            rules,
            things,
            verbs,  # noqa: F401 - declares what can happen
        )

        things.register()
        comments.register()
        personal_data.register()
        registering.register()
        chains.register()
        post_migrate.connect(rules.ship, sender=self)
