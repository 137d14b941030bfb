from django.db import migrations


def mute_what_was_talked_about(apps, _editor):
    """One click in a letter muted the single comment it told of, and so nothing: it was meant for the group."""
    follows = apps.get_model("journal", "Follow").objects
    comments = apps.get_model("conversation", "Comment").objects.select_related("thread")
    for follow in follows.filter(kind="conversation.comment"):
        comment = comments.filter(pk=follow.thing_id).first()
        if comment is not None and follow.level == "nothing":
            follows.get_or_create(
                person_id=follow.person_id,
                kind=comment.thread.about_kind,
                thing_id=comment.thread.about_id,
                defaults={"level": "nothing", "since": follow.since},
            )
        follow.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("conversation", "0001_threads_reports_complaints"),
        ("journal", "0004_ask_the_level_again"),
    ]

    operations = [migrations.RunPython(mute_what_was_talked_about, migrations.RunPython.noop)]
