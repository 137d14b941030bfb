"""Joining by letter, a passkey in a real browser, an administrator's second step, helpers; each page usable by all.

The hub sends real mail to a small server of this test, and is reached as localhost, which passkeys ask for.
"""

import email
import email.policy
import re
import time
from itertools import count

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from playwright.sync_api import expect

from closeknit.accounts.second_step import number_at
from tests.support.axe import assert_accessible
from tests.support.hub import Hub, environment, fill, free_port, serving

KIT, PASSWORD = "kit@loomwick.example", "weft-and-warp-2026"
PATIENCE = 30  # seconds for a letter
NUMBERS = count(1)


class LetterBox:
    def __init__(self):
        self.letters = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the name that aiosmtpd calls
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"

    def newest(self, to):
        """The text of the next letter to this address, which is taken out of the box."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = [letter for letter in self.letters if letter["To"] == to]
            if found:
                self.letters.remove(found[0])
                return found[0].get_body(("plain",)).get_content()
            time.sleep(0.1)
        raise AssertionError(f"no letter to {to} came")

    def code(self, to):
        return re.search(r"\d{4} \d{4}", self.newest(to))[0]


class Post(Controller):
    def factory(self):
        return SMTP(self.handler, enable_SMTPUTF8=True)


@pytest.fixture(scope="module")
def letter_box():
    box = LetterBox()
    post = Post(box, hostname="127.0.0.1", port=free_port())
    post.start()
    box.address = f"smtp://127.0.0.1:{post.port}?tls=no"
    yield box
    post.stop()


@pytest.fixture(scope="module")
def hub(letter_box, tmp_path_factory):
    """A hub of this module's own, where the second step is asked for."""
    port, folder = free_port(), tmp_path_factory.mktemp("hub")
    url = f"http://localhost:{port}"
    more = {
        "CLOSEKNIT_PUBLIC_URL": url,
        "CLOSEKNIT_SECOND_FACTOR": "required",
        "CLOSEKNIT_MAIL_URL": letter_box.address,
    }
    own = Hub(url, folder, environment(folder, port, **more))
    fill(own, 0)
    own.run("createadmin", "--email", KIT, "--name", "Kit", "--password-stdin", stdin=PASSWORD + "\n")
    with serving(own) as served:
        yield served


def join(page, letter_box, name):
    """A new person with an account, signed in."""
    address = f"{name.lower()}-{next(NUMBERS)}@loomwick.example"
    page.goto("/join/")
    page.get_by_role("link", name="I am here for myself").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_label("I agree to the house rules").check()
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("The code from the e-mail").fill(letter_box.code(address))
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("link", name="My page").first).to_be_visible()
    return address


@pytest.mark.parametrize("javascript", [True, False])
def test_joining_and_signing_in_again_by_letter(visit, letter_box, javascript):
    page = visit("/", width=390, javascript=javascript)
    address = join(page, letter_box, "Sam")
    page.goto("/account/sessions/")
    expect(page.get_by_text("Chrome on Linux")).to_be_visible()
    page.get_by_role("button", name="Sign out everywhere").click()
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    link = re.search(r"http://\S+", letter_box.newest(address))[0]
    other_device = visit(link, javascript=javascript)
    other_device.get_by_role("button", name="Sign in on this device").click()
    other_device.goto("/account/")
    expect(other_device.get_by_text(address)).to_be_visible()


def with_authenticator(page):
    """A device in the browser that makes and shows passkeys, and says yes each time."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device = tool.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]
    return lambda: tool.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]


def test_a_passkey_is_made_and_lets_one_in(visit, letter_box):
    page = visit("/")
    address = join(page, letter_box, "Ada")
    keys = with_authenticator(page)
    page.goto("/account/second-step/passkey/")
    page.get_by_label("A name for this device").fill("My phone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_role("heading", name="Codes on paper")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="I have them").click()
    expect(page.get_by_role("button", name="Take away My phone")).to_be_visible()
    assert len(keys()) == 1
    assert "a passkey was added: My phone" in letter_box.newest(address)
    page.locator("header").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/?next=/account/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text(address)).to_be_visible()
    assert keys()[0]["signCount"] > 1


def test_a_passkey_of_another_hub_lets_nobody_in(visit, letter_box):
    page = visit("/")
    join(page, letter_box, "Tom")
    with_authenticator(page)
    page.locator("header").get_by_role("button", name="Sign out").click()
    page.goto("/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("The passkey did not work")).to_be_visible()


def test_an_administrator_sets_up_an_app_and_gives_a_role(hub, visit, letter_box):
    anew = ("createadmin", "--email", KIT, "--name", "Kit", "--password-stdin", "--forget-second-step")
    hub.run(*anew, stdin=PASSWORD + "\n")
    helper = join(visit("/"), letter_box, "Noor")
    page = visit("/sign-in/password/?next=/manage/roles/")
    page.get_by_label("E-mail").fill(KIT)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("You have a role over others")).to_be_visible()
    page.get_by_role("link", name="Set up an app").click()
    secret = page.locator("main code").inner_text()
    assert_accessible(page)
    page.get_by_label("The number your app shows now").fill(number_at(secret, int(time.time()) // 30))
    page.get_by_role("button", name="It shows this number").click()
    page.get_by_role("button", name="I have them").click()
    expect(page.get_by_role("heading", name="Roles", exact=True)).to_be_visible()
    page.get_by_label("E-mail address of the person").fill(helper)
    page.get_by_label("Role", exact=True).select_option("network_organiser")
    page.get_by_label("Where", exact=True).select_option(label="Warpfield")
    page.get_by_label("Why?").fill("Chosen at the June meeting")
    page.get_by_role("button", name="Give the role").click()
    expect(page.get_by_role("listitem").filter(has_text="Noor").first).to_contain_text("asleep: no second step")
    assert "Warpfield" in letter_box.newest(helper)
    assert_accessible(page)


@pytest.fixture
def kit(hub):
    """The administrator at the door, with ten codes on paper."""
    return hub.run("shell", "-v", "0", "-c", CODES).stdout.split()


CODES = f"""
from closeknit.accounts.models import Person
from closeknit.accounts.second_step import new_recovery_codes, new_secret, number_at, set_authenticator
import time
kit, secret = Person.objects.get(email="{KIT}"), new_secret()
set_authenticator(kit, secret, number_at(secret, int(time.time()) // 30))
print(*new_recovery_codes(kit))
"""


def test_a_code_on_paper_lets_the_administrator_in_to_write_somebody_down(visit, kit):
    page = visit("/sign-in/password/?next=/manage/people/", width=390)
    page.get_by_label("E-mail").fill(KIT)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.get_by_label("The number in your app").fill(kit[0])
    page.locator("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="People")).to_be_visible()
    page.get_by_role("link", name="Write somebody down").click()
    page.get_by_label("Their name").fill("Wilf")
    page.get_by_label("by telephone").check()
    page.get_by_label("On which day?").fill("2026-01-05")
    page.get_by_role("button", name="They said yes").click()
    expect(page.get_by_role("heading", name="Wilf")).to_be_visible()
    assert_accessible(page)


def test_the_code_behind_the_square_is_typed_in_and_goes_from_the_address(visit):
    page = visit("/sign-in/printed/?next=/areas/", width=390)
    page.goto("/sign-in/printed/?next=/areas/#code=abcd-efgh-jkmn")
    page.reload()
    expect(page.locator("input[name=code]")).to_have_value("abcd-efgh-jkmn")
    assert page.url.endswith("/sign-in/printed/?next=/areas/")


OPEN = ("/sign-in/", "/sign-in/password/", "/join/", "/join/group/", "/join/council/", "/sign-in/link/spent/")
OWN = (
    "/account/",
    "/account/name/",
    "/account/email/",
    "/account/password/",
    "/account/sessions/",
    "/account/second-step/",
    "/account/second-step/passkey/",
    "/account/second-step/app/",
    "/account/helping/",
    "/account/agreed/",
)


@pytest.mark.parametrize(
    "look",
    [{"width": 320}, pytest.param({"width": 1440, "dark": True}, marks=pytest.mark.deep)],
    ids=["phone", "desktop in the dark"],
)
def test_every_page_of_the_account_can_be_used_by_all(visit, letter_box, look):
    page = visit("/", **look)
    for path in OPEN:
        usable(page, path, look["width"])
    join(page, letter_box, "Bea")
    for path in OWN:
        usable(page, path, look["width"])


def usable(page, path, width):
    page.goto(path)
    expect(page.locator("main h1")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, path
