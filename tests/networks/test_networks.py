"""Beginning a network, belonging to it, its page; and that groups to be kept safe are never among its members."""

from uuid import uuid4

import pytest
from django.urls import reverse

from closeknit.accounts.models import Grant
from closeknit.conversation.contributions import contributions
from closeknit.core.errors import Refused
from closeknit.core.policy import may
from closeknit.directory.models import Group
from closeknit.directory.theme_actions import take_out_theme
from closeknit.journal.following import level_of
from closeknit.networks import reads
from closeknit.networks.actions import founding, joining
from closeknit.networks.models import Membership, Network
from closeknit.networks.policies import organisers_of, run_q
from closeknit.places import versions
from tests.support import factories as make


def address(network, name="network"):
    return reverse(f"networks:{name}", args=[network.slug])


NEW = {"name": "Menders", "kind": "theme", "summary": "All who repair.", "purpose": ""}


def test_who_may_begin_one_and_of_what(scene, client):
    page, theme = reverse("networks:network-new"), make.make_theme("Repairing")
    statuses = {}
    for name in ("kit", "noor", "nan", "olive", "priya", "ada"):
        client.force_login(getattr(scene, name))
        statuses[name] = client.get(page).status_code
    assert statuses == {"kit": 200, "noor": 200, "nan": 200, "olive": 404, "priya": 404, "ada": 404}
    client.force_login(scene.nan)  # organises Weftbridge
    assert client.post(page, {**NEW, "theme": theme.slug}).status_code == 303
    refused = client.post(page, {**NEW, "kind": "area", "area": scene.area.slug})
    assert refused.status_code == 422
    assert "Menders" in refused.text
    assert client.post(page, {**NEW, "kind": "area"}).status_code == 422
    assert Network.objects.get(name="Menders").theme == theme


def test_sent_twice_it_is_one(scene):
    number = uuid4()
    for _twice in range(2):
        founding.found_network(
            by=scene.kit, client_id=number, name="Menders", theme=make.make_theme(f"Mending {_twice}")
        )
    assert Network.objects.filter(name="Menders").count() == 1
    again = founding.found_network(by=scene.kit, client_id=uuid4(), name="New", area=scene.area)
    assert again.slug == "new-2"  # the address of the form is taken


@pytest.mark.parametrize(
    ("name", "runs", "names"),
    [
        ("kit", True, True),
        ("noor", True, True),
        ("olive", True, False),
        ("nan", False, False),
        ("priya", False, False),
        ("ada", False, False),
    ],
)
def test_who_runs_it_by_rule_and_by_sql(scene, name, runs, names):
    person = getattr(scene, name)
    assert may(person, "networks.run", scene.network) is runs
    assert may(person, "networks.name_organisers", scene.network) is names
    assert Network.objects.filter(run_q(person), pk=scene.network.pk).exists() is runs
    assert may(None, "networks.run", scene.network) is False


def test_a_role_that_sleeps_runs_nothing(scene, settings):
    settings.SECOND_FACTOR = "required"
    make.without_second_factor(scene.olive)
    assert not may(type(scene.olive).objects.get(pk=scene.olive.pk), "networks.run", scene.network)
    assert list(organisers_of(scene.network)) == [scene.olive]  # named all the same


def test_an_organiser_is_somebody_who_belongs(scene, client):
    client.force_login(scene.noor)
    page = address(scene.network, "organisers")
    assert client.post(page, {"person": str(scene.ada.uuid)}).status_code == 422
    joining.join(scene.network, by=scene.ada)
    assert client.post(page, {"person": str(scene.ada.uuid)}).status_code == 303
    assert scene.ada in organisers_of(scene.network)
    end = reverse("networks:organiser-end", args=[scene.network.slug, scene.ada.uuid])
    assert client.post(end).status_code == 303
    assert scene.ada not in organisers_of(scene.network)
    client.force_login(scene.olive)
    assert client.post(page, {"person": str(scene.ada.uuid)}).status_code == 403


def test_the_last_organiser_stays_while_the_network_goes_on(scene, client):
    client.force_login(scene.noor)
    end = reverse("networks:organiser-end", args=[scene.network.slug, scene.olive.uuid])
    assert end not in client.get(address(scene.network, "organisers")).text
    assert client.post(end).status_code == 409
    assert list(organisers_of(scene.network)) == [scene.olive]
    founding.end_network(scene.network, by=scene.noor)
    assert client.post(end).status_code == 303
    assert not organisers_of(scene.network).exists()


def test_an_administrator_ends_the_last_one_only_in_so_many_words(scene, client):
    client.force_login(scene.kit)
    page = reverse("accounts:role-end", args=[Grant.objects.get(person=scene.olive).uuid])
    assert "Nobody else organises Warpfield local area network." in client.get(page).text
    refused = client.post(page, {"reason": "Gone abroad"})
    assert refused.status_code == 422
    assert "Gone abroad" in refused.text
    assert client.post(page, {"reason": "Gone abroad", "leaves_alone": "on"}).status_code == 303
    assert not organisers_of(scene.network).exists()


def test_people_join_and_leave_for_themselves(scene, client):
    client.force_login(scene.ada)
    page = address(scene.network, "join")
    for _twice in range(2):
        assert client.post(page, {"do": "join"}).status_code == 303
    assert Membership.objects.current().filter(person=scene.ada).count() == 1
    assert level_of(scene.ada, scene.network) == "important"
    client.post(page, {"do": "leave"})
    client.post(page, {"do": "join"})
    assert Membership.objects.filter(person=scene.ada).count() == 2  # each stay is a row
    assert "Ada" not in client.get(scene.network.get_absolute_url()).text.split("<main")[1]


def test_a_group_joins_by_its_own_steward_alone(scene, client):
    page = address(scene.network, "join")
    wish = {"do": "join-group", "group": scene.singers.slug}
    for person in (scene.tom, scene.olive, scene.noor, scene.kit):
        client.force_login(person)
        assert client.post(page, wish).status_code == 404, person
    client.force_login(scene.priya)
    assert client.post(page, wish).status_code == 303
    member = Membership.objects.get()
    assert (member.group, member.decided_by) == (scene.singers, scene.priya)
    client.logout()
    for found in (scene.network.get_absolute_url(), address(scene.network, "members")):
        assert "Heddle Hill Singers" in client.get(found).text
    assert "Warpfield local area network" in client.get(scene.singers.get_absolute_url()).text
    client.force_login(scene.priya)
    client.post(page, {**wish, "do": "leave-group"})
    client.logout()
    assert "Heddle Hill Singers" not in client.get(address(scene.network, "members")).text


def test_a_group_to_be_kept_safe_is_never_shown_as_a_member(scene, client):
    joining.join_group(scene.network, scene.singers, by=scene.priya)
    pages = (scene.network.get_absolute_url(), address(scene.network, "members"), reverse("networks:networks"))
    Group.objects.filter(pk=scene.singers.pk).update(is_sensitive=True)
    scene.singers.refresh_from_db()
    with_it = [client.get(page).text for page in pages]
    Membership.objects.all().delete()
    make.make_hub(version=999)  # a new version of the data, as an action would have made
    without = [client.get(page).text for page in pages]
    assert [_plain(text) for text in with_it] == [_plain(text) for text in without]
    assert not reads.networks_of_group(scene.singers)


def _plain(text):
    return text.split("<main")[1].split("</main")[0]


def test_groups_that_are_hidden_or_closed_do_not_join(scene):
    for change in ({"visibility": "stub"}, {"state": "closed", "visibility": "public"}):
        Group.objects.filter(pk=scene.singers.pk).update(**change)
        with pytest.raises(Refused):
            joining.join_group(scene.network, Group.objects.get(pk=scene.singers.pk), by=scene.priya)


def test_an_ended_network_keeps_its_page_and_takes_nobody(scene, client):
    client.force_login(scene.olive)
    state = address(scene.network, "network-state")
    assert client.post(state, {"do": "end"}).status_code == 303
    with pytest.raises(Refused):
        joining.join(scene.network, by=scene.ada)
    assert client.get(scene.network.get_absolute_url()).status_code == 200
    assert client.post(state, {"do": "open"}).status_code == 303
    assert joining.join(Network.objects.get(), by=scene.ada)


def test_the_page_is_changed_by_those_who_run_it(scene, client):
    page = address(scene.network, "network-edit")
    told = {"name": "Warpfield network", "summary": "Soup.", "purpose": "Words.", "contact_words": ""}
    client.force_login(scene.nan)
    assert client.post(page, told).status_code == 403
    client.force_login(scene.olive)
    assert client.post(page, {**told, "name": ""}).status_code == 422
    assert client.post(page, told).status_code == 303
    assert "Warpfield network" in client.get(scene.network.get_absolute_url()).text


def test_what_moderators_hid_is_seen_by_those_who_run_it_alone(scene, client):
    known = contributions()["networks.network"]
    kept = known.hide(scene.network)
    assert client.get(scene.network.get_absolute_url()).status_code == 404
    client.force_login(scene.olive)
    assert client.get(scene.network.get_absolute_url()).status_code == 200
    known.restore(scene.network, kept)
    client.logout()
    assert client.get(scene.network.get_absolute_url()).status_code == 200


def test_it_stands_on_the_page_of_its_area_and_on_those_around(scene, client):
    assert "Warpfield local area network" in client.get(scene.area.get_absolute_url()).text
    assert "Warpfield local area network" not in client.get(scene.other_area.get_absolute_url()).text


def test_the_next_meeting_and_those_behind_us(scene, client, meets):
    meets(days=14, title="Soup to come")
    meets(days=-40, title="Soup of yore")
    text = client.get(scene.network.get_absolute_url()).text
    assert "Soup to come" in text
    assert "Soup of yore" in text
    assert text.index("Meetings behind us") < text.index("Soup of yore")


def test_a_theme_stays_while_a_network_is_about_it(scene):
    theme = make.make_theme("Repairing")
    founding.found_network(by=scene.kit, client_id=uuid4(), name="Menders", theme=theme)
    with pytest.raises(Refused):
        take_out_theme(theme)


def test_so_few_neighbours_that_one_could_guess_who_are_not_counted_out(scene, client):
    def told():
        return client.get(address(scene.network)).text

    for number in range(4):
        Membership.objects.create(network=scene.network, person=make.make_person(f"Neighbour {number}"))
    assert "and a few neighbours belong" in told()
    Membership.objects.create(network=scene.network, person=make.make_person("Neighbour 5"))
    versions.bump()
    assert "and 5 neighbours belong" in told()
