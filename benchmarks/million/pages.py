"""The pages that are measured, each as somebody who may open it."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from hometown.companies.models import Company
from hometown.fieldwork.models import Activity
from hometown.projects.models import Project
from hometown.projects.rules import Stage

from .sizes import Sizes
from .world import BUREAU, COUNTY, SECONDEE, SECRETARY

PAGE, DEEP = 30, 2_000
EVERYBODY = (BUREAU, COUNTY, SECONDEE, SECRETARY)
FREQUENT, RARE, NOWHERE = "新材", "湖若启", "湖海湖海"
BOUND_MS, REVIEW_MS = 100, 1_000


@dataclass(frozen=True)
class Page:
    """An address, whose it is, what it is called in the table, and the bound it keeps."""

    name: str
    url: str
    who: str
    bound_ms: int = BOUND_MS


def pages(sizes: Sizes) -> Iterator[Page]:
    """Yield every page for everybody it is measured for."""
    for name, url in _open_to_all(sizes):
        for who in EVERYBODY:
            yield Page(name, url, who)
    for who, project in _own_projects():
        yield Page("one project", f"/projects/{project}/", who)
        yield Page("history of a project", f"/history/projects.project/{project}/", who)
    batch = sizes.batches
    for who in EVERYBODY:
        yield Page("review of a batch", f"/review/{batch}/", who, REVIEW_MS)
    yield Page("overview of a batch", f"/overview/?batch={batch}", BUREAU, REVIEW_MS)
    yield Page("bulletins", "/bulletins/", BUREAU)
    yield Page("weekly exchanges", "/weekly/", SECRETARY)
    for code in ("visited", "at_intent_amount", "leads"):
        yield Page(f"figure {code} with its members", f"/review/{batch}/figures/{code}/", BUREAU, REVIEW_MS)


def _open_to_all(sizes: Sizes) -> Iterator[tuple[str, str]]:
    yield "today", "/"
    yield "companies, page 1", "/companies/"
    yield f"companies, page {_deep(sizes.companies):,}", f"/companies/?before={_company_at(_deep(sizes.companies))}"
    yield "companies, last page", f"/companies/?after={_first(Company)}"
    yield "companies of a chain", "/companies/?chain=aluminium"
    yield "companies registered at home", "/companies/?origin=home"
    yield "companies in a top 500", "/companies/?tag=top500"
    for words, text in (("frequent", FREQUENT), ("rare", RARE), ("nowhere", NOWHERE)):
        yield f"companies, name holds a {words} text", "/companies/?" + urlencode({"q": text})
    yield "one company", f"/companies/{_company_at(3)}/"
    yield "history of a company", f"/history/companies.company/{_company_at(3)}/"
    yield "typeahead, two characters", "/companies/suggest/?" + urlencode({"q": RARE[:2]})
    yield "daily dispatch", "/dispatch/"
    yield "board", "/projects/"
    yield "projects, page 1", "/projects/list/"
    yield f"projects, page {_deep(sizes.projects):,}", f"/projects/list/?before={_project_at(_deep(sizes.projects))}"
    yield "projects signed", "/projects/list/?stage=signed"
    yield "projects that are late", "/projects/list/?overdue=1"
    yield "projects, mine", "/projects/list/?mine=1"
    yield "projects, name holds a rare text", "/projects/list/?" + urlencode({"q": RARE, "status": "any"})
    yield "first claims", "/claims/"
    yield "activities, page 1", "/activities/"
    yield (
        f"activities, page {_deep(sizes.activities):,}",
        f"/activities/?before={_activity_at(_deep(sizes.activities))}",
    )
    yield "activities of a kind", "/activities/?kind=promotion"
    yield "activities with something missing", "/activities/?show=incomplete"
    yield "activities that say a rare text", "/activities/?" + urlencode({"q": RARE})
    for words, text in (("frequent", FREQUENT), ("rare", RARE[:2]), ("rarer", RARE)):
        yield f"search, a {words} text", "/search/?" + urlencode({"q": text})


def _deep(count: int) -> int:
    return min(DEEP, count // PAGE // 2)


def _company_at(page: int) -> str:
    return str(Company.objects.order_by("-pk").values_list("pk", flat=True)[page * PAGE])


def _project_at(page: int) -> str:
    return str(Project.objects.order_by("-pk").values_list("pk", flat=True)[page * PAGE])


def _activity_at(page: int) -> str:
    row = Activity.objects.order_by("-on", "-id").values_list("on", "pk")[page * PAGE]
    return f"{row[0]}_{row[1]}"


def _first(model: type[Company]) -> str:
    return str(model.objects.order_by("pk").values_list("pk", flat=True)[0])


def _own_projects() -> Iterator[tuple[str, str]]:
    """Yield for everybody a project of theirs that has come far."""
    from hometown.accounts.models import User
    from hometown.projects.access import visible_projects

    for who in EVERYBODY:
        seen = visible_projects(User.objects.get(login=who))
        found = seen.filter(stage=Stage.SIGNED).order_by("-pk").first() or seen.order_by("-stage_rank").first()
        if found is not None:
            yield who, str(found.pk)
