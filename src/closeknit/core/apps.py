from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    name = "closeknit.core"

    def ready(self) -> None:
        from closeknit.core import checks, sqlite  # noqa: F401, PLC0415 - registers the checks once apps are loaded

        connection_created.connect(sqlite.prepare, dispatch_uid="closeknit.core.sqlite")
        autodiscover_modules("policies", "jobs")  # each room's rights and repeated work declare themselves
