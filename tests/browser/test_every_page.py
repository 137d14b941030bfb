"""Every public page: no axe violation, no sideways scrolling, on a small phone and a desktop, light and dark."""

import pytest

from tests.support.axe import assert_accessible

GROUP = "/groups/bobbin-green-repair-cafe/"
PAGES = [
    "/",
    "/find/",
    "/find/?q=making&near=LW1",
    "/areas/",
    GROUP,
    f"{GROUP}write/",
    f"{GROUP}poster/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/sign-in/",
    "/embed/find/",
    "/offline/",
    "/no-such-page/",
    "/styleguide/",
]
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "dark"), [(320, False), (1440, True)])
def test_it_is_accessible_and_fits(visit, path, width, dark):
    page = visit(path, width=width, dark=dark)
    assert page.evaluate(SIDEWAYS) <= 0
    assert_accessible(page)


def test_the_first_area_page(visit):
    page = visit("/areas/", width=320)
    page.locator("main a[href^='/areas/']").first.click()
    assert page.evaluate(SIDEWAYS) <= 0
    assert_accessible(page)


def test_every_link_leads_somewhere(visit, hub):
    page = visit("/")
    seen, waiting = set(), ["/", "/find/", GROUP, "/areas/", "/about/", "/privacy/", "/accessibility/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = page.request.get(hub.url + path)
        assert answer.ok, f"{path} answered {answer.status}"
    for path in list(seen):
        page.goto(path)
        links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href'))")
        for link in {link.partition("#")[0] for link in links if link.startswith("/")} - seen:
            seen.add(link)
            answer = page.request.get(hub.url + link)
            assert answer.ok, f"{path} links to {link}, which answered {answer.status}"
