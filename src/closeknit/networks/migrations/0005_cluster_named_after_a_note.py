import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("networks", "0004_minutes_and_feedback"),
    ]

    operations = [
        migrations.AddField(
            model_name="cluster",
            name="named_after",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="networks.note",
            ),
        ),
    ]
