from django.db import migrations
from django.db.models import OuterRef, Subquery

ASKING = ("arrived", "reported", "mended", "appealed")


def tell_mended_from_harmless(apps, _editor):
    """What was hidden, mended and then shown stood as if it had broken no rule."""
    lines = apps.get_model("conversation", "Decision").objects
    asked = lines.filter(case=OuterRef("case"), step__in=ASKING, at__lte=OuterRef("at")).exclude(pk=OuterRef("pk"))
    shown = lines.filter(step="shown", state="not_upheld")
    mended = shown.annotate(asked=Subquery(asked.order_by("-at", "-pk").values("step")[:1])).filter(asked="mended")
    numbers = list(mended.values_list("pk", flat=True))
    lines.filter(pk__in=numbers).update(state="mended")

    settling = lines.filter(case=OuterRef("pk"), step__in=("hidden", "left", "shown")).order_by("-at", "-pk")
    cases = apps.get_model("conversation", "Case").objects.filter(state="not_upheld")
    last = cases.annotate(last=Subquery(settling.values("state")[:1])).filter(last="mended")
    apps.get_model("conversation", "Case").objects.filter(pk__in=list(last.values_list("pk", flat=True))).update(
        state="mended"
    )


class Migration(migrations.Migration):
    dependencies = [("conversation", "0002_mute_groups_not_comments")]

    operations = [migrations.RunPython(tell_mended_from_harmless, migrations.RunPython.noop)]
