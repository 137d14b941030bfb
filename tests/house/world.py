"""A small world with something of everything: for all to see, hidden, and never there."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.utils import timezone

from closeknit.conversation.models import Comment
from closeknit.directory.importing import runs
from closeknit.directory.indexing import reindex
from closeknit.directory.models import Asking, Claim, Group, Invitation, Waking
from closeknit.directory.stewardship.keys import new_key
from closeknit.directory.stewardship.waking import link_of
from closeknit.directory.stewardship.yearly_links import links_for
from closeknit.journal import unsubscribing
from closeknit.journal.models import OutgoingLetter
from closeknit.places.actions import keep_area_file
from tests.support import (
    account_things,
    answer_things,
    calendar_things,
    commitment_things,
    duplicate_things,
    editing_things,
    feed_things,
    meeting_things,
    minutes_things,
    network_things,
    talk_things,
)
from tests.support import factories as make

NAMED = ("visitor", "member", "hub_admin")  # the three that each row of routes.toml speaks of
STAND_INS = {  # who gets what one of those gets, unless a row says otherwise
    "group_steward": "member",
    "other_steward": "member",  # of another group than the row's
    "network_organiser": "member",  # of an area that the row's group lies in
    "other_organiser": "member",  # of another area
    "pairing_facilitator": "member",
    "council_officer": "member",
    "councillor": "member",
    "moderator": "member",  # of the whole hub
    "safeguarding_lead": "member",
    "evaluator": "member",
    "sleeping_admin": "member",  # a hub administrator without a second step at sign-in
    "former_admin": "member",  # whose grant has ended
    "suspended": "visitor",
}
ROLES = (*NAMED, *STAND_INS)
NOWHERE = "never-there"
SQUARE = [[1.49, 51.59], [1.51, 51.59], [1.51, 51.61], [1.49, 51.61], [1.49, 51.59]]


def make_world() -> SimpleNamespace:
    """``things`` anyone may see, ``hidden`` ones, and names of ``nothing``; and the ``people``."""
    make.make_hub()
    area = make.make_area("Warpfield")
    theme = make.make_theme("Singing")
    point = make.make_point(51.6, 1.5, area)
    group = make.make_group(themes=(theme,), point=point, contact_email="singers@loomwick.example")
    venue = make.make_venue()
    make.make_service(group, venue=venue)
    secret = make.make_group("Sanctuary", visibility="hidden", contact_email="house@loomwick.example")
    confidential = make.make_venue("The House", is_confidential=True)
    reindex([group.pk, secret.pk])
    people = _people(group.pk, area.pk)
    looked_after = _look_after(group, area)
    bystander = make.make_person("Wren")
    return SimpleNamespace(
        things=_names(
            **talk_things.talk_things(group, people["councillor"], people["moderator"]),
            **account_things.account_things(people["network_organiser"], people["council_officer"]),
            area=area.slug,
            theme=str(theme.uuid),
            **duplicate_things.duplicate_things(group, area),
            **editing_things.editing_things(group),
            group=group.slug,
            venue=venue.slug,
            area_import=str(_a_boundary_file().uuid),
            import_run=str(_a_list().uuid),
            letter=str(_a_letter_in_trouble().uuid),
            unsubscribe=unsubscribing.address_for_all("ada@loomwick.example").split("/")[-2],
            **looked_after,
            **commitment_things.commitment_things(group, people["councillor"], people["group_steward"]),
            **calendar_things.calendar_things(group, people["group_steward"], venue),
            **feed_things.feed_things(group, people["group_steward"]),
            **meeting_things.world_things(area, people["network_organiser"]),
            **minutes_things.world_things(area, people["network_organiser"]),
            **network_things.network_things(group, area, people["group_steward"], people["network_organiser"]),
        ),
        hidden=_names(
            **talk_things.hidden_talk_things(secret, bystander),
            **commitment_things.hidden_commitment_things(secret, bystander),
            **calendar_things.hidden_calendar_things(secret, bystander),
            **feed_things.hidden_feed_things(secret, bystander),
            **network_things.hidden_network_things(secret, bystander),
            **meeting_things.hidden_world_things(area),
            **minutes_things.hidden_world_things(area),
            group=secret.slug,
            venue=confidential.slug,
        ),
        nothing=_names(),
        people=people,
        group_id=group.pk,
        other_group_id=Group.objects.get(name="Weftbridge Bakers").pk,
        hidden_groups={secret.pk},
        hidden_rows={
            **commitment_things.hidden_commitment_rows(secret),
            **calendar_things.hidden_calendar_rows(secret),
            **network_things.hidden_network_rows(),
            **meeting_things.hidden_meeting_rows(),
            **minutes_things.hidden_minutes_rows(),
            "directory.Venue": {confidential.pk},
            "conversation.Comment": set(
                Comment.objects.filter(thread__about_id=secret.pk).values_list("pk", flat=True)
            ),
        },
    )


def _people(group_id: int, area_id: int) -> dict[str, Any]:
    other_area = make.make_area("Heddle Top")
    other_group = make.make_group("Weftbridge Bakers")
    over: dict[str, tuple[str, str, int]] = {
        "hub_admin": ("hub_admin", "hub", 0),
        "group_steward": ("group_steward", "group", group_id),
        "other_steward": ("group_steward", "group", other_group.pk),
        "network_organiser": ("network_organiser", "area", area_id),
        "other_organiser": ("network_organiser", "area", other_area.pk),
        "sleeping_admin": ("hub_admin", "hub", 0),
        "former_admin": ("hub_admin", "hub", 0),
        "suspended": ("hub_admin", "hub", 0),
    }
    people: dict[str, Any] = {"visitor": None}
    for role in ROLES[1:]:
        people[role] = make.make_person(role.replace("_", " ").title())
        name, scope, number = over.get(role, (role, "hub", 0))
        if role != "member":
            grant = make.give_role(people[role], name, scope, number)
            if role == "former_admin":
                grant.end()
    make.without_second_factor(people["sleeping_admin"])
    people["suspended"].is_active = False
    people["suspended"].save(update_fields=["is_active"])
    return people


def _look_after(group: Any, area: Any) -> dict[str, str]:
    """A claim that its stewards have let lie, an open invitation, a group that waits for a vouch, a
    steward, and the links of letters."""
    claim_key, invitation_key = new_key(), new_key()
    now = timezone.now()
    claim = Claim.objects.create(
        group=group,
        person=make.make_person("Claimant"),
        asked_at=now - timedelta(days=20),
        key=claim_key.digest,
        key_sent_at=now,
    )
    invitation = Invitation.objects.create(group=group, email="second@loomwick.example", key=invitation_key.digest)
    waiting = make.make_group("Warpfield Wanderers", visibility="stub", point=group.point)
    steward = make.make_person("Second Steward")
    make.give_role(steward, "group_steward", "group", group.pk)
    asking = Asking.objects.create(group=group, asked_at=now)
    dozers = make.make_group("Heddle Hill Dozers", state="dormant", contact_email="zz@loomwick.example")
    waking = Waking.objects.create(group=dozers)
    return {
        "claim": str(claim.uuid),
        "claim_secret": claim_key.secret,
        "invitation": str(invitation.uuid),
        "invitation_secret": invitation_key.secret,
        "waiting": str(waiting.uuid),
        "group_uuid": str(group.uuid),
        "steward": str(steward.uuid),
        "sleeper": make.make_group("Teasel Sleepers", state="dormant").slug,
        "waking_token": link_of(waking, 0, "zz@loomwick.example").split("/")[-2],
        "listing_token": links_for(asking, steward.pk, "")["right_link"].split("/")[-2],
    }


def _names(**known: str) -> SimpleNamespace:
    unknown = {
        "area": NOWHERE,
        "theme": str(uuid4()),
        "group": NOWHERE,
        "venue": NOWHERE,
        "area_import": str(uuid4()),
        "import_run": str(uuid4()),
        "letter": str(uuid4()),
        "unsubscribe": NOWHERE,
        **{name: str(uuid4()) for name in editing_things.NOTHING},
        **{name: str(uuid4()) for name in (*duplicate_things.NOTHING, *commitment_things.NOTHING)},
        "mail_link": NOWHERE,
        **{name: str(uuid4()) for name in (*account_things.NOTHING, *talk_things.NOTHING)},
        **dict.fromkeys(("claim", "invitation", "waiting", "steward", "group_uuid"), str(uuid4())),
        **dict.fromkeys(("claim_secret", "invitation_secret", "listing_token", "sleeper", "waking_token"), NOWHERE),
        **{name: str(uuid4()) for name in (*meeting_things.NOTHING, *minutes_things.NOTHING)},
        **dict.fromkeys(minutes_things.NO_CODES, NOWHERE),
        **dict.fromkeys(("meeting_network", "table_code"), NOWHERE),
        **dict.fromkeys(("offer_token", "guest_ask", *calendar_things.NOTHING), NOWHERE),
        "holiday": str(uuid4()),
        **{name: str(uuid4()) for name in network_things.NOTHING},
        **dict.fromkeys(network_things.NO_TOKENS, NOWHERE),
        "feed": str(uuid4()),
        "own_calendar": NOWHERE,
        **{name: str(uuid4()) for name in answer_things.NOTHING},
    }
    return SimpleNamespace(**unknown | known)


def _a_letter_in_trouble():
    return OutgoingLetter.objects.create(
        once="to a box that is full", to="full@loomwick.example", attempts=1, trouble="busy", given_up_at=timezone.now()
    )


def _a_list():
    return runs.receive(b"name,postcode\nBobbin Bakers,LW1 4TT\n", name="bakers.csv")


def _a_boundary_file():
    ward = {
        "type": "Feature",
        "properties": {"code": "L1", "name": "Bobbin Green"},
        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
    }
    text = json.dumps({"type": "FeatureCollection", "features": [ward]}).encode()
    return keep_area_file(raw=text, file_name="wards.geojson", choices={"kind": "ward"})
