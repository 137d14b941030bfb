from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "closeknit.core"

    def ready(self) -> None:
        from closeknit.core import checks, erasure, field_words, sqlite  # noqa: F401, PLC0415 - registers the checks once apps are loaded

        field_words.speak_plainly()
        connection_created.connect(sqlite.prepare, dispatch_uid="closeknit.core.sqlite")
        # Each room declares its rights, its repeated work, what it holds of people, and for how long
        autodiscover_modules("policies", "jobs", "personal_data", "retention")
