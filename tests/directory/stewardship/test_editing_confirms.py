"""An edit counts as a confirmation if the steward says so."""

import pytest
from django.utils import timezone

from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(group, cast):
    make.give_role(cast.priya, "group_steward", "group", group.pk)
    return f"/groups/{group.slug}/edit/words/"


def save(client, page, **ticked):
    form = client.get(page).context["form"]
    typed = {name: "" if value is None else value for name, value in form.initial.items()}
    return client.post(page, {**typed, "read": form.read, **ticked})


def test_only_if_it_is_ticked(as_, cast, group, page):
    assert save(as_(cast.priya), page).status_code == 303
    group.refresh_from_db()
    assert group.confirmed_on is None
    assert save(as_(cast.priya), page, confirm="on").status_code == 303
    group.refresh_from_db()
    assert (group.confirmed_on, group.confirmed_by) == (timezone.localdate(), "Priya")


def test_an_organiser_s_edit_is_no_confirmation_by_the_group(as_, cast, group, page):
    assert b"All else on the page" not in as_(cast.noor).get(page).content
    assert save(as_(cast.noor), page, confirm="on").status_code == 303
    group.refresh_from_db()
    assert group.confirmed_on is None
