"""A visitor may say anything of where it comes from; only a web server of ours is believed."""

import pytest
from django.http import HttpResponse
from django.middleware.security import SecurityMiddleware

from closeknit.core.proxies import BelieveOnlyProxies, visitor_address

SAID = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "9.9.9.9"}


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(
    ("remote", "believed"),
    [("10.0.0.1", True), ("::ffff:10.0.0.1", True), ("1.2.3.4", False), ("2001:db8::1", False), ("", False)],
)
def test_https_and_the_address_are_believed_only_from_our_proxies(rf, remote, believed):
    seen = BelieveOnlyProxies(lambda request: (request.is_secure(), visitor_address(request)))
    assert seen(rf.get("/", headers=SAID, REMOTE_ADDR=remote)) == ((True, "9.9.9.9") if believed else (False, remote))


def test_whoever_comes_past_the_proxy_is_sent_to_https(rf, settings):
    settings.SECURE_SSL_REDIRECT = True
    seen = BelieveOnlyProxies(SecurityMiddleware(lambda _request: HttpResponse()))
    assert seen(rf.get("/", headers=SAID, REMOTE_ADDR="1.2.3.4")).status_code == 301
    assert seen(rf.get("/", headers=SAID, REMOTE_ADDR="10.0.0.1")).status_code == 200


def test_it_stands_before_all_that_may_ask(settings):
    assert settings.MIDDLEWARE[0] == "closeknit.core.proxies.BelieveOnlyProxies"
