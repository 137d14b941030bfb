from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "closeknit.directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from closeknit.directory import (  # noqa: PLC0415 - once the apps are loaded
            contributions,
            drawn_areas,
            indexing,
            policies,  # noqa: F401 - declares permissions
            things,
            verbs,  # noqa: F401 - declares what can happen
        )
        from closeknit.directory.duplicates import menu  # noqa: PLC0415 - as above
        from closeknit.directory.editing import registering  # noqa: PLC0415 - as above
        from closeknit.directory.stewardship import registering as stewardship  # noqa: PLC0415 - as above
        from closeknit.places import registry  # noqa: PLC0415 - as above

        registry.register_area_change_handler(drawn_areas.spread_again)
        registry.register_area_change_handler(indexing.reindex_areas)
        things.register()
        stewardship.register()
        registering.register()
        menu.register()
        contributions.register()
