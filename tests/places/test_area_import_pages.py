from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from closeknit.places import actions
from closeknit.places.models import Area, AreaImport
from tests.places.cloth import AFTER, BEFORE, feature, file, square
from tests.support.factories import make_hub, make_person

pytestmark = pytest.mark.django_db
HERE = "/manage/areas/import/"


@pytest.fixture
def loomwick():
    make_hub()
    actions.import_areas(file=BEFORE, kind="ward", outline="Loomwick")


@pytest.fixture
def as_kit(client, loomwick):
    """Signed in as Kit, who looks after the hub."""
    client.force_login(make_person("Kit", "hub_admin"))
    return client


def send(client, raw, **choices):
    upload = SimpleUploadedFile("wards.geojson", raw, "application/geo+json")
    return client.post(HERE, {"kind": "ward", **choices, "file": upload})


def staged(client, raw=AFTER, **choices):
    response = send(client, raw, **choices)
    assert response.status_code == 303, response.content.decode()
    return response["Location"]


def apply(client, address, digest=None):
    kept = AreaImport.objects.get(applied_at=None)
    return client.post(f"{address}apply/", {"digest": digest or actions.preview(kept).plan.digest})


def wards():
    return set(Area.objects.current().filter(kind="ward").values_list("name", flat=True))


def test_a_file_is_shown_before_it_is_applied(as_kit):
    address = staged(as_kit, valid_from="2022-05-05")
    html = as_kit.get(address).content.decode()
    assert "3 new, 2 ended." in html
    assert "Bobbin Gate" in html
    assert "No longer there" in html
    assert wards() == {"Selvedge", "Ropewalk"}
    applied = apply(as_kit, address)
    assert (applied.status_code, applied["Location"]) == (303, "/areas/")
    assert wards() == {"Selvedge", "Ropewalk", "Bobbin Gate"}
    assert str(Area.objects.get(code="X05000001").valid_until) == "2022-05-05"
    assert as_kit.get(address).status_code == 404
    past = AreaImport.objects.get(file_name="wards.geojson")
    assert (bytes(past.text), past.summary["new"]) == (b"", 3)
    listed = as_kit.get(HERE).content.decode()
    assert "wards.geojson" in listed
    assert "3 new, 2 ended" in listed


def test_applying_twice_applies_once(as_kit):
    address = staged(as_kit)
    digest = actions.preview(AreaImport.objects.get(applied_at=None)).plan.digest
    assert as_kit.post(f"{address}apply/", {"digest": digest}).status_code == 303
    assert as_kit.post(f"{address}apply/", {"digest": digest}).status_code == 404


def test_what_changed_since_it_was_shown_is_not_applied(as_kit):
    address = staged(as_kit)
    digest = actions.preview(AreaImport.objects.get(applied_at=None)).plan.digest
    actions.import_areas(file=file(feature(square(0, 0, 4, 2), code="Z", name="All")), kind="ward")
    refused = as_kit.post(f"{address}apply/", {"digest": digest})
    assert refused.status_code == 409
    assert "Something has changed since this was shown" in refused.content.decode()
    assert wards() == {"All"}


def test_columns_can_be_corrected(as_kit):
    raw = file(
        feature(square(0, 0), nummer="7", wijk="Selvedge", name="one"),
        feature(square(1, 0), nummer="8", wijk="Bobbin Gate", name="two"),
    )
    address = staged(as_kit, raw)
    assert "one" in as_kit.get(address).content.decode()
    assert as_kit.post(address, {"name_property": "wijk", "code_property": "nummer"}).status_code == 303
    apply(as_kit, address)
    found = Area.objects.current().filter(kind="ward").values_list("code", "name")
    assert set(found) == {("7", "Selvedge"), ("8", "Bobbin Gate")}


def test_a_file_whose_columns_cannot_be_guessed_asks_for_them(as_kit):
    address = staged(as_kit, file(feature(square(0, 0), hue="Green")))
    html = as_kit.get(address).content.decode()
    assert "Which column holds the names?" in html
    assert '<option value="hue">' in html
    assert as_kit.post(f"{address}apply/", {"digest": "x"}).status_code == 409


def test_it_can_hang_under_a_chosen_area(as_kit):
    borough = Area.objects.get(kind="borough")
    address = staged(as_kit, BEFORE, parent=str(borough.uuid))
    assert "Nothing here needs to be changed" in as_kit.get(address).content.decode()


def test_an_outline_can_be_drawn(as_kit):
    raw = file(feature(square(40, 0), name="Quay"))
    address = staged(as_kit, raw, outline="Otherwick")
    apply(as_kit, address)
    assert Area.objects.get(name="Otherwick").children.get().name == "Quay"


@pytest.mark.parametrize(
    ("raw", "said"),
    [(b"{", "not GeoJSON"), (b"null", "not a list of areas"), (b"", "empty")],
)
def test_a_file_that_cannot_be_used_is_said_beside_the_field(as_kit, raw, said):
    response = send(as_kit, raw)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not AreaImport.objects.filter(applied_at=None).exists()


def test_a_file_too_large_is_refused(as_kit, monkeypatch):
    monkeypatch.setattr("closeknit.places.forms.MEGABYTE", 1)
    assert "larger than 25 MB" in send(as_kit, AFTER).content.decode()


@pytest.mark.parametrize("field", [{"kind": "galaxy"}, {"valid_from": "yesterday"}, {"parent": "nonsense"}])
def test_nonsense_in_a_field_is_refused(as_kit, field):
    assert send(as_kit, AFTER, **field).status_code == 422


def test_names_from_a_file_are_shown_as_text(as_kit):
    address = staged(as_kit, file(feature(square(0, 0), name="<script>alert(1)</script>", code="x")))
    assert "<script>alert(1)" not in as_kit.get(address).content.decode()


def test_a_file_nobody_applied_goes_after_a_day(as_kit):
    staged(as_kit)
    AreaImport.objects.filter(applied_at=None).update(created_at=timezone.now() - timedelta(days=2))
    staged(as_kit, BEFORE)
    assert AreaImport.objects.filter(applied_at=None).count() == 1


@pytest.mark.parametrize("path", ["", "{uuid}/", "{uuid}/apply/"])
def test_only_who_looks_after_the_hub_may(client, loomwick, path):
    kept = actions.keep_area_file(raw=AFTER, file_name="w", choices={"kind": "ward"})
    address = HERE + path.format(uuid=kept.uuid)
    method = client.post if path.endswith("apply/") else client.get
    nobody = method(address)
    assert (nobody.status_code, nobody["Location"].split("?")[0]) in ((302, "/sign-in/"), (303, "/sign-in/"))
    client.force_login(make_person("Tom"))
    assert method(address).status_code == 404
    assert wards() == {"Selvedge", "Ropewalk"}


def test_applying_needs_a_post(as_kit, client):
    address = f"{staged(as_kit)}apply/"
    assert as_kit.get(address).status_code == 405
    client.logout()
    assert client.get(address).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_past_imports_costs_the_same_for_one_and_for_three(as_kit, count, django_assert_num_queries):
    AreaImport.objects.all().delete()
    for _ in range(count):
        AreaImport.objects.create(file_name="wards.geojson", applied_at=timezone.now(), summary={"new": 1})
    # session, person, role, version, hub, parents to choose from, past imports
    with django_assert_num_queries(8):
        as_kit.get(HERE)
