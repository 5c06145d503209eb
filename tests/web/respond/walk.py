"""Walk through a survey the way a person without JavaScript does."""

from dataclasses import dataclass, field

from feedback_app.people.roles import Place
from surveys.definition import Reader, RespondentGroup
from tests import factories
from tests.page import CheckedClient, Page

GROUP_OF = {
    Reader.ADULT: RespondentGroup.PARENT_OR_CARER,
    Reader.CHILD: RespondentGroup.CHILD,
    Reader.YOUNG_CHILD: RespondentGroup.CHILD,
    Reader.YOUNG_PERSON: RespondentGroup.YOUNG_PERSON,
}
Given = dict[str, str | list[str]]


@dataclass
class Walk:
    """One person answering; `page` is what they see now."""

    client: CheckedClient
    page: Page
    seen: list[str] = field(default_factory=list)

    def send(self, given: Given | None = None, *, go: str = "next", **others: str) -> Page:
        """Fill in the page and press a button."""
        self.seen.append(self.page.heading)
        self.page = self.client.send(self.page, {**(given or {}), "go": go, **others}, to=_path(self.page))
        return self.page

    def to_the_check(self, answers: dict[str, Given] | None = None) -> Page:
        """Answer some pages by their id and skip the others, up to the check page."""
        for _ in range(60):
            if self.page.path == "/answer/check":
                return self.page
            given = (answers or {}).get(page_id(self.page))
            self.send(given, go="next" if given or not has_skip(self.page) else "skip")
        raise AssertionError("the check page never came")

    def finish(self, answers: dict[str, Given] | None = None) -> Page:
        """All the way to the thank-you page."""
        self.to_the_check(answers)
        self.page = self.client.send(self.page, {}, to="/answer/send")
        return self.page


def page_id(page: Page) -> str:
    return page.path.rsplit("/", maxsplit=1)[-1]


def has_skip(page: Page) -> bool:
    return any(button.get("value") == "skip" for button in page.find_all("button"))


def _path(page: Page) -> str:
    return next(form.get("action", "") for form in page.forms() if form.get("id") in {"answers", "begin"})


def begin(
    client: CheckedClient,
    survey: str = "learning-audit-child",
    reader: Reader = Reader.CHILD,
    *,
    place: Place | None = None,
    uses: int | None = None,
) -> Walk:
    """Open an invitation by its link and press Start."""
    _invitation, token = factories.invitation(
        survey, group=GROUP_OF[reader], reader=reader, place=place, uses=uses
    )
    return begin_with(client, f"/s/{token}", reader)


def begin_with(client: CheckedClient, path: str, reader: Reader | None = None) -> Walk:
    page = client.get(path)
    given = {"reader": reader.value} if reader else {}
    return Walk(client, client.send(page, dict(given), to=path))
