"""Groups that were marked “Keep us safe” before that forgot anything: their old words about where they work go now,
with every copy in histories and suggestions, as ``keeping_safe`` does since."""

from django.db import migrations
from django.db.models import Q

from closeknit.directory.keeping_safe import without_whereabouts


def forget(apps, schema_editor):
    using = schema_editor.connection.alias

    def rows(name):
        return apps.get_model("directory", name).objects.using(using)

    safe = rows("Group").filter(is_sensitive=True)
    ids = list(safe.values_list("pk", flat=True))
    if not ids:
        return
    told = list(safe.exclude(covers_text="", confirmed_by="").values_list("pk", flat=True))
    safe.update(covers_text="", confirmed_by="")
    for name, columns in (("Revision", ("before", "after")), ("Suggestion", ("before", "wanted"))):
        for row in rows(name).filter(group__in=ids).only(*columns):
            for column in columns:
                setattr(row, column, without_whereabouts(getattr(row, column)))
            row.save(update_fields=columns)
    rows("Relation").filter(Q(offered_by__in=ids) | Q(offered_to__in=ids)).exclude(note="").update(note="")
    if told:
        from closeknit.directory.indexing import reindex  # noqa: PLC0415 - reads columns by name, and only on old hubs

        reindex(told)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0011_waking_groups"),
        ("places", "0004_the_hubs_clock"),
    ]
    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
