from uuid import uuid4

import pytest

from closeknit.core.errors import Refused
from closeknit.directory.models import GroupTheme, Theme
from closeknit.directory.ready_themes import THEMES, TOP, family
from closeknit.directory.theme_actions import add_theme, rename_theme, take_out_theme, take_ready_themes
from closeknit.places import versions
from tests.support.factories import make_group, make_hub, make_theme

pytestmark = pytest.mark.django_db


def test_a_family_is_all_beneath_a_theme_those_above_first():
    arts = [theme.slug for theme in family("arts")]
    assert arts[0] == "arts"
    assert arts.index("music") < arts.index("singing")
    assert sum(len(family(top.slug)) for top in TOP) == len(THEMES)


def test_families_are_taken_once_and_renamed_ones_stay_renamed():
    make_hub()
    assert take_ready_themes(["arts"]) == len(family("arts"))
    singing = Theme.objects.get(slug="singing")
    assert singing.parent.slug == "music"
    rename_theme(singing, name="Song", description="", synonyms=["choir"])
    assert take_ready_themes(["arts", "faith"]) == len(family("faith"))
    assert Theme.objects.get(slug="singing").name == "Song"


def test_a_word_of_ones_own():
    make_hub()
    make_theme("Bees")
    before = versions.current()
    theme = add_theme(number=uuid4(), name="Bees", description="Hives", synonyms=["honey"], parent=None)
    assert (theme.slug, theme.path) == ("bees-2", f"/{theme.pk}/")
    assert versions.current() > before


def test_what_is_in_use_stays():
    make_hub()
    above, used = make_theme("Above"), make_theme("Used")
    make_theme("Beneath", parent=above)
    GroupTheme.objects.create(group=make_group(), theme=used)
    for theme in (above, used):
        with pytest.raises(Refused):
            take_out_theme(theme)
    take_out_theme(Theme.objects.get(slug="beneath"))
    take_out_theme(above)
    assert list(Theme.objects.all()) == [used]
