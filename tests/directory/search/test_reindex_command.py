import pytest
from django.core.management import call_command

from closeknit.directory.models import SearchEntry
from tests.support.factories import make_group, make_hub


@pytest.mark.django_db
def test_the_index_is_made_anew(capsys):
    make_hub()
    group = make_group("Heddle Hill Singers")
    call_command("reindex")
    assert list(SearchEntry.objects.values_list("group_id", flat=True)) == [group.pk]
    assert "Reading groups: 1" in capsys.readouterr().err
