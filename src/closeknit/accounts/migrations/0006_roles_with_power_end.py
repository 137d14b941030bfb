from datetime import timedelta

from django.db import migrations
from django.utils import timezone

WITHOUT_END = "group_steward"  # the one role without power over others


def end_them_in_a_year(apps, _schema_editor):
    """Roles with power over others that had no end get one, far enough away to be given again."""
    grants = apps.get_model("accounts", "Grant").objects.filter(valid_until=None)
    grants.exclude(role=WITHOUT_END).update(valid_until=timezone.now() + timedelta(days=365))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_printed_codes_and_reading")]

    operations = [migrations.RunPython(end_them_in_a_year, migrations.RunPython.noop)]
