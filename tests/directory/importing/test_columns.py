import pytest

from closeknit.core.errors import Refused
from closeknit.directory.importing.columns import corrected, guess, mapping_of


def guessed(*columns, sample=()):
    return mapping_of(guess(columns, sample))


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            (
                "registered_charity_number",
                "charity_name",
                "charity_type",
                "charity_activities",
                "charity_contact_postcode",
                "charity_contact_web",
            ),
            ("charity_number", "name", "kind", "aims", "correspondence_postcode", "website"),
        ),
        (
            ("Name", "Referral method", "Opening times", "Address", "Postcode", "Website", "Area name", "Area code"),
            ("name", "note", "opening_times", "address", "postcode", "website", "area", "area"),
        ),
        (("name", "osm_id", "lon", "lat"), ("name", "external_id", "lng", "lat")),
        (
            ("ID", "DISTNAME", "BUILDGTHEM", "CLASSIFICA", "FEATCODE"),
            ("external_id", "name", "category", "category", ""),
        ),
        (("Group", "E-mail", "Tel", "Latitude", "Longitude"), ("name", "contact_email", "contact_phone", "lat", "lng")),
        (("uuid", "name", "service_2_venue_name"), ("uuid", "name", "service_2_venue_name")),
        (("Club Name", "Club Website", "Meeting postcode", "why_held"), ("name", "website", "postcode", "")),
    ],
)
def test_headings_that_lists_have(columns, expected):
    assert tuple(guessed(*columns).values()) == expected


@pytest.mark.parametrize(
    "heading", ["Contact postcode", "trustee_postcode", "Correspondence Post Code", "Secretary's postcode"]
)
def test_where_letters_go_is_never_a_meeting_place(heading):
    assert guessed("name", heading, sample=[["Singers", "LW1 4TT"]])[heading] == "correspondence_postcode"


def test_cells_tell_what_headings_do_not():
    sample = [
        ["Heddle Hill Singers", "LW1 4TT", "https://singers.example/", "sing@singers.example"],
        ["Bobbin Bakers", "LW2 1AA", "www.bakers.example", "NA"],
    ]
    assert tuple(guessed("a", "b", "c", "d", sample=sample).values()) == (
        "name",
        "postcode",
        "website",
        "contact_email",
    )


def test_one_column_feeds_one_field_unless_they_can_be_joined():
    assert guessed("name", "title", "address 1", "address 2") == {
        "name": "name",
        "title": "",
        "address 1": "address",
        "address 2": "address",
    }


def test_a_correction_wins_and_takes_the_field_away_from_the_other_column():
    mapping = guessed("name", "nickname", "notes")
    assert corrected(mapping, {"NICKNAME": "name", "notes": ""}) == {"name": "", "nickname": "name", "notes": ""}


@pytest.mark.parametrize(
    ("wish", "said"), [({"nmae": "name"}, "no column “nmae”"), ({"name": "nmae"}, "no field “nmae”")]
)
def test_a_correction_of_what_is_not_there_is_refused_with_a_sentence(wish, said):
    with pytest.raises(Refused, match=said):
        corrected(guessed("name"), wish)
