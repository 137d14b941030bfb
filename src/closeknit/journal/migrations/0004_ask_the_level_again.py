from django.db import migrations, models


def mark_the_addressed(apps, _editor):
    """Until now an empty ``via`` said that somebody was spoken to themselves."""
    apps.get_model("journal", "Notice").objects.filter(via_kind="").update(is_addressed=True)


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_notice_says_via_what")]

    operations = [
        migrations.AddField("entry", "around", models.JSONField(blank=True, default=list)),
        migrations.AddField("notice", "is_addressed", models.BooleanField(default=False)),
        migrations.RunPython(mark_the_addressed, migrations.RunPython.noop),
    ]
