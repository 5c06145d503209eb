"""A person at a browser: does what a person does, and has axe look at every page they meet."""

import re
from pathlib import Path
from typing import Self

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations", "incomplete"]}
WAIT = 40_000  # as long as a slow machine with other work may need
expect.set_options(timeout=WAIT)


OUT_OF_SIGHT = "partially obscured by another element"
WIDE = 1600


def _read(page: Page) -> tuple[list[str], list[str]]:
    """What axe says is broken, and what it could not decide."""
    found = Axe().run(page, options=RULES).response
    broken, undecided = (
        [
            f"{rule['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:240]}"
            for rule in found[kind]
            for node in rule["nodes"]
        ]
        for kind in ("violations", "incomplete")
    )
    return broken, undecided


class Visitor:
    """One browser window. `look` names a page worth keeping a picture of."""

    def __init__(self, page: Page, address: str, screens: Path | None, reader: Page | None = None) -> None:
        """`reader` is a second page, with scripts on, in which axe reads what a page without scripts got."""
        self.page = page
        self.reader = reader
        self.address = address
        self.screens = screens
        self.checked: list[str] = []
        self.problems: list[str] = []
        page.set_default_timeout(WAIT)
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("request", lambda request: self._watch(request.url))

    def _hear(self, kind: str, words: str) -> None:
        if kind == "error" and "status of 4" not in words:
            self.problems.append(f"console: {words}")

    def _watch(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:", "about:")):
            self.problems.append(f"asked a third party: {url}")

    def go(self, path: str) -> Self:
        """Open an address of the site, or follow a whole link, and check what comes."""
        self.page.goto(path if path.startswith("http") else self.address + path)
        return self.check()

    def press(self, name: str, *, exact: bool = True) -> Self:
        """Press the button or link with these words, and check the page that follows."""
        found = self.page.get_by_role("button", name=name, exact=exact).or_(
            self.page.get_by_role("link", name=name, exact=exact)
        )
        found.first.click()
        self.page.wait_for_load_state("load")
        return self.check()

    def follow(self, selector: str) -> Self:
        """Click what leads to another page, and check that page once it is there."""
        with self.page.expect_navigation():
            self.page.click(selector)
        return self.check()

    def write(self, label: str, words: str) -> Self:
        self.page.get_by_label(label, exact=False).first.fill(words)
        return self

    def choose(self, label: str) -> Self:
        """Tick the radio or checkbox with these words."""
        self.page.get_by_label(label, exact=True).first.check()
        return self

    def sees(self, words: str | re.Pattern[str]) -> Self:
        expect(self.page.get_by_text(words).first).to_be_visible()
        return self

    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    def sign_in(self, email: str, password: str) -> Self:
        self.go("/sign-in")
        self.write("E-mail address", email).write("Password", password)
        return self.press("Sign in")

    def check(self) -> Self:
        """Axe with the WCAG 2.2 AA rules: nothing broken, and nothing it could not decide.

        What a table on a phone keeps outside its scrolling frame axe cannot see: it is read once more in a
        window wide enough to show it, where nothing may be left undecided.
        """
        page = self._readable()
        where = self.page.url.removeprefix(self.address)
        broken, undecided = _read(page)
        assert not broken, f"violations on {where}: {broken[:6]}"
        size = page.viewport_size
        if undecided and size and all(OUT_OF_SIGHT in node for node in undecided):
            page.set_viewport_size({"width": WIDE, "height": size["height"]})
            broken, undecided = _read(page)
            page.set_viewport_size(size)
            assert not broken, f"violations on {where} in a wide window: {broken[:6]}"
        assert not undecided, f"incomplete on {where}: {undecided[:6]}"
        assert not self.problems, self.problems
        self.checked.append(self.page.url.removeprefix(self.address))
        return self

    def _readable(self) -> Page:
        """Axe needs scripts: without them, the same page as it stands is laid out in the second page."""
        if self.reader is None:
            return self.page
        as_it_stands = self.page.content()
        self.reader.unroute_all()
        self.reader.route("**/*.js", lambda route: route.abort())
        self.reader.route(
            self.page.url,
            lambda route: route.fulfill(body=as_it_stands, content_type="text/html; charset=utf-8"),
        )
        self.reader.goto(self.page.url)
        return self.reader

    def look(self, name: str) -> Self:
        """Keep a picture of this page for docs/screens, when pictures are being taken."""
        if self.screens is not None:
            self.page.screenshot(path=self.screens / f"{name}.png", full_page=True)
        return self
