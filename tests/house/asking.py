"""The forms of a page as somebody finds them; what is sent is looked at from all sides and taken back."""

from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from django.db import transaction

from closeknit.core import rate_limit
from tests.house.faults import changed, fault, is_page, lost
from tests.house.matrix import ROUTES, address, expected
from tests.support.page_forms import PageForm, forms_of, parameters_of, typed_in

PAGES = [name for name, row in ROUTES.items() if "GET" in row]
ASKED_AS = ("visitor", "group_steward", "hub_admin")


def client_of(world, role):
    """The browser of this role, as it was just after signing in."""
    client = world.ask.clients[role]
    client.handler.enforce_csrf_checks = False
    client.cookies = SimpleCookie(world.ask.cookies[role])
    return client


def the_forms(world, name, role):
    """The browser of this role, and each form that it finds on the page with what its fields hold."""
    client, path = client_of(world, role), address(name, world.things)
    if expected(ROUTES[name], role, "GET") != 200:
        return client, []
    answer = client.get(path)
    if not is_page(answer):
        return client, []
    html = answer.content.decode()
    before = typed_in(html)
    return client, [(form, before) for form in forms_of(html, f"http://testserver{path}")]


def send(client, form: PageForm, told):
    rate_limit.counters().clear()
    path = urlsplit(form.address)
    where = path.path + (f"?{path.query}" if path.query else "")
    return client.post(where, told) if form.method == "POST" else client.get(path.path, told)


def faults_of(client, form: PageForm, told, page: str, before) -> str:
    """Send, look at the answer and at what it leads to, and take all back."""
    with transaction.atomic():
        answer = send(client, form, told)
        found = fault(answer) or lost(form, told, answer)
        if not found and answer.status_code in {302, 303} and form.method == "POST":
            found = fault(client.get(answer["Location"])) or changed(client, form, told, page, before)
        transaction.set_rollback(True)
    return found


def parameters(world, name):
    """A browser that may see the page, its bare path, and the parameters that its links and forms speak of."""
    role = next((role for role in ASKED_AS if expected(ROUTES[name], role, "GET") == 200), None)
    if role is None:
        return None, "", set()
    client, path = client_of(world, role), address(name, world.things)
    answer = client.get(path)
    html = answer.content.decode() if is_page(answer) else ""
    bare, _, query = path.partition("?")
    found = {pair.partition("=")[0] for pair in query.split("&") if pair} | parameters_of(
        html, f"http://testserver{bare}"
    )
    for form in forms_of(html, f"http://testserver{path}"):
        found |= set(form.fields) if form.method == "GET" else set()
    return client, bare, found
