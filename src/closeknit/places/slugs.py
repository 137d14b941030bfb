from django.utils.text import slugify

from closeknit.places.models import Area

LONGEST = 160


def free_slug(name: str, year: int) -> str:
    """The name's slug; when another area has it, with the year, then with a number."""
    plain = slugify(name)[:LONGEST] or "area"
    taken = set(Area.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    if plain not in taken:
        return plain
    dated = f"{plain}-{year}"
    tries = (dated if n == 1 else f"{dated}-{n}" for n in range(1, len(taken) + 3))
    return next(slug for slug in tries if slug not in taken)
