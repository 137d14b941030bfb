from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("calendar", "0004_what_was_changed_with_help"),
    ]

    operations = [
        migrations.AddField(
            model_name="series",
            name="has_own_themes",
            field=models.BooleanField(default=False),
        ),
    ]
