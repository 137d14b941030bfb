"""The base map gets a table of its own: in the hub's row it was read past by every request, and written
again whenever the version rose."""

from django.db import migrations, models

SINGLE_ID = 1


def take_apart(apps, schema_editor):
    using = schema_editor.connection.alias
    hubs = apps.get_model("places", "Hub").objects.using(using)
    for shapes in hubs.filter(pk=SINGLE_ID).values_list("base_map", flat=True):
        apps.get_model("places", "BaseMap").objects.using(using).create(pk=SINGLE_ID, shapes=shapes)


def put_together(apps, schema_editor):
    using = schema_editor.connection.alias
    for kept in apps.get_model("places", "BaseMap").objects.using(using).all():
        apps.get_model("places", "Hub").objects.using(using).filter(pk=SINGLE_ID).update(base_map=kept.shapes)


class Migration(migrations.Migration):
    dependencies = [
        ("places", "0005_what_is_listed"),
    ]

    operations = [
        migrations.CreateModel(
            name="BaseMap",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shapes", models.JSONField(blank=True, default=dict)),
            ],
        ),
        migrations.RunPython(take_apart, put_together),
        migrations.RemoveField(
            model_name="hub",
            name="base_map",
        ),
    ]
