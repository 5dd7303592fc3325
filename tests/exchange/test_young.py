"""What helps an officer who wonders how: playbooks with versions, a mentor, goals that are theirs alone."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hometown.accounts.models import User
from hometown.exchange import access, actions, goals
from hometown.exchange.models import Goal, Mentoring, Playbook
from hometown.fieldwork.models import ActivityOfficer
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import records
from hometown.ledger.models import Entry, PersonalBody, RowImage
from hometown.tasks.access import passing_tasks
from hometown.tasks.models import Task
from tests.house.test_routes import routes
from tests.people import World
from tests.projects.conftest import a_firm, a_visit

from .conftest import TODAY, put

Lines = Callable[[], AbstractContextManager[list[Any]]]
SECRET = "悄悄攒够三十家"


# --- playbooks ------------------------------------------------------------------------------------------------------


@pytest.fixture
def playbook(wang: User) -> Playbook:
    return actions.write_playbook(
        wang, moment="visit", title="头一回上门怎么谈", steps="先查名录\n 约时间 \n\n带一页纸"
    )


def test_a_playbook_has_a_step_a_line_and_keeps_every_version(wang: User, playbook: Playbook) -> None:
    actions.revise_playbook(
        wang, playbook=playbook, title="头一回上门怎么谈", steps="先问商会\n约时间", changed="先问商会更快"
    )
    latest, first = playbook.versions.all()
    assert (first.number, first.steps) == (1, "先查名录\n约时间\n带一页纸")
    assert (latest.number, latest.steps, latest.changed) == (2, "先问商会\n约时间", "先问商会更快")


def test_the_bureau_alone_keeps_playbooks(lin: User, fang: User, playbook: Playbook) -> None:
    for one in (lin, fang):
        with pytest.raises(NotAllowed, match="bureau_keeps"):
            actions.write_playbook(one, moment="visit", title="x", steps="y")
        with pytest.raises(NotAllowed, match="bureau_keeps"):
            actions.revise_playbook(one, playbook=playbook, title="x", steps="y", changed="z")


def test_a_version_says_what_changed_and_a_playbook_which_step_it_is_for(wang: User, playbook: Playbook) -> None:
    with pytest.raises(BadInput, match="look_over"):
        actions.revise_playbook(wang, playbook=playbook, title="x", steps="y", changed=" ")
    with pytest.raises(BadInput) as refused:
        actions.write_playbook(wang, moment="lunch", title="x", steps=" ")
    assert refused.value.fields.keys() == {"moment", "steps"}


def test_a_playbook_taken_back_is_read_by_the_bureau_and_stands_beside_no_step(
    client: Client, lin: User, wang: User, playbook: Playbook
) -> None:
    client.force_login(lin)
    assert "头一回上门怎么谈" in client.get("/playbooks/at/visit/").content.decode()
    assert "头一回上门怎么谈" not in client.get("/playbooks/at/answer/").content.decode()
    actions.withdraw_playbook(wang, playbook=playbook, reason="已过时")
    assert "头一回上门怎么谈" not in client.get("/playbooks/at/visit/").content.decode()
    assert client.get(f"/playbooks/{playbook.pk}/").status_code == 404
    with pytest.raises(RuleBroken, match="withdrawn_already"):
        actions.revise_playbook(wang, playbook=playbook, title="x", steps="y", changed="z")


def test_an_earlier_version_opens_and_says_so(client: Client, lin: User, wang: User, playbook: Playbook) -> None:
    actions.revise_playbook(wang, playbook=playbook, title="头一回上门怎么谈", steps="先问商会", changed="更快")
    client.force_login(lin)
    assert "先查名录" not in client.get(f"/playbooks/{playbook.pk}/").content.decode()
    assert "先查名录" in client.get(f"/playbooks/{playbook.pk}/?version=1").content.decode()


# --- mentors --------------------------------------------------------------------------------------------------------


@pytest.fixture
def talk(lin: User, zhou: User) -> Mentoring:
    return actions.ask_mentor(lin, mentor=zhou, chain="aluminium", text="第一次谈价格怎么开口？")


def to_dos(user: User) -> int:
    return Task.objects.open().of(user).filter(kind="mentoring").count()


def test_whoever_is_to_speak_next_has_the_to_do_and_either_ends_it(lin: User, zhou: User, talk: Mentoring) -> None:
    assert (to_dos(zhou), to_dos(lin)) == (1, 0)
    actions.say_to(zhou, mentoring=talk, text="先听对方说。")
    assert (to_dos(zhou), to_dos(lin)) == (0, 1)
    actions.say_to(lin, mentoring=talk, text="明白了。")
    assert (to_dos(zhou), to_dos(lin)) == (1, 0)
    actions.end_mentoring(lin, mentoring=talk)
    assert (to_dos(zhou), to_dos(lin)) == (0, 0)
    with pytest.raises(RuleBroken, match="mentoring_over"):
        actions.say_to(zhou, mentoring=talk, text="还有")
    assert [one.by for one in talk.words.all()] == [lin.pk, zhou.pk, lin.pk]


def test_the_two_read_it_and_nobody_else(
    client: Client, lin: User, zhou: User, fang: User, wang: User, talk: Mentoring
) -> None:
    for one in (fang, wang):
        with pytest.raises(NotFound):
            access.mentoring_for(one, talk.pk)
        client.force_login(one)
        assert client.get(f"/mentors/{talk.pk}/").status_code == 404
        assert client.get(reverse("history", args=["exchange.mentoring", talk.pk])).status_code == 404
    client.force_login(zhou)
    assert "怎么开口" in client.get(f"/mentors/{talk.pk}/").content.decode()


def test_a_talk_passes_to_nobody_in_a_handover(talk: Mentoring) -> None:
    assert not passing_tasks().filter(kind="mentoring").exists()


def test_one_asks_another_officer_about_a_chain_or_a_theme_once_at_a_time(
    lin: User, zhou: User, wang: User, talk: Mentoring
) -> None:
    for mentor in (lin, wang):
        with pytest.raises(BadInput) as refused:
            actions.ask_mentor(lin, mentor=mentor, theme="industry", text="x")
        assert refused.value.fields.keys() == {"mentor"}
    with pytest.raises(BadInput) as refused:
        actions.ask_mentor(lin, mentor=zhou, text=" ")
    assert refused.value.fields.keys() == {"theme", "text"}
    with pytest.raises(BadInput) as refused:
        actions.ask_mentor(lin, mentor=zhou, chain="no_chain", theme="no_theme", text="x")
    assert refused.value.fields.keys() == {"chain", "theme"}
    with pytest.raises(RuleBroken, match="mentoring_runs"):
        actions.ask_mentor(lin, mentor=zhou, chain="aluminium", text="又问")
    with pytest.raises(NotAllowed, match="officers_ask"):
        actions.ask_mentor(wang, mentor=zhou, theme="industry", text="x")


def test_an_officer_asks_on_a_page_and_the_mentor_answers_there(client: Client, lin: User, zhou: User) -> None:
    client.force_login(lin)
    made = client.post("/mentors/ask/", {"mentor": str(zhou.pk), "theme": "industry", "text": "怎么开口？"})
    client.force_login(zhou)
    assert "林知夏" in client.get("/mentors/").content.decode()
    assert client.post(made["Location"], {"text": "先听。"}).status_code == 302
    assert client.post(made["Location"], {"text": " "}).status_code == 422


# --- goals of one's own ---------------------------------------------------------------------------------------------


def visit_of(world: World, login: str) -> None:
    """A visit of three days ago, on which one officer was."""
    visit = a_visit(world, a_firm(), on=TODAY - timedelta(days=3))
    put(ActivityOfficer(activity=visit, officer=world.officers[login]))


def goal_of(user: User, **more: Any) -> Goal:
    told: dict[str, Any] = {
        "figure": "visited", "wanted": 2, "first_on": TODAY - timedelta(days=60), "last_on": TODAY, "words": SECRET,
    }  # fmt: skip
    return goals.keep(user, **{**told, **more})


def test_progress_comes_from_the_owners_own_records_through_the_figure(world: World, lin: User, zhou: User) -> None:
    goal_of(lin)
    goal_of(zhou)
    visit_of(world, "lin")
    (mine,), (theirs,) = goals.of(lin), goals.of(zhou)
    assert (mine.reached, mine.is_reached) == (1, False)
    assert theirs.reached == 0
    goal_of(lin, wanted=1)
    assert [one.is_reached for one in goals.of(lin)] == [False, True]


def test_a_record_outside_the_days_of_a_goal_does_not_count(world: World, lin: User) -> None:
    goal_of(lin, first_on=TODAY)
    visit_of(world, "lin")
    assert goals.of(lin)[0].reached == 0


def test_nobody_else_reads_changes_or_removes_a_goal(client: Client, lin: User, zhou: User, fang: User) -> None:
    goal = goal_of(lin)
    for one in (zhou, fang):
        with pytest.raises(NotFound):
            goals.keep(one, goal=goal, figure="visited", wanted=1, first_on=TODAY, last_on=TODAY)
        with pytest.raises(NotFound):
            goals.let_go(one, goal)
        client.force_login(one)
        assert client.get(f"/my/goals/{goal.pk}/").status_code == 404
        assert client.post(f"/my/goals/{goal.pk}/let-go/").status_code == 404
        assert SECRET not in client.get("/my/goals/").content.decode()
    client.force_login(lin)
    assert SECRET in client.get("/my/goals/").content.decode()


def test_a_goal_leaves_no_line_in_the_book_when_it_is_kept_changed_or_let_go(lin: User, lines_written: Lines) -> None:
    images, bodies = RowImage.objects.count(), PersonalBody.objects.count()
    with lines_written() as lines:
        goal = goal_of(lin)
        goals.keep(lin, goal=goal, figure="visited", wanted=9, first_on=TODAY, last_on=TODAY)
        goals.let_go(lin, goal)
    assert lines == []
    assert (RowImage.objects.count(), PersonalBody.objects.count()) == (images, bodies)
    assert not Goal.objects.exists()
    assert records.known("exchange.goal") is None
    assert Entry.objects.filter(verb__startswith="goal").count() == 0


def seen_by(client: Client, user: User, query: str = "") -> dict[str, str]:
    """Every page and file without a key in its address that somebody may open, read in full."""
    client.force_login(user)
    pages = {}
    for address, _pattern in routes():
        if "<" in address or address.startswith(("sign-out", "my/goals")):
            continue
        answer: Any = client.get(f"/{address}{query}")
        if answer.status_code == 200:
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            pages[address] = body.decode("utf-8", "ignore") + _text_of(body)
    return pages


def _text_of(body: bytes) -> str:
    """The text inside a workbook or a document, which is a zip."""
    from io import BytesIO
    from zipfile import ZipFile, is_zipfile

    if not is_zipfile(BytesIO(body)):
        return ""
    with ZipFile(BytesIO(body)) as packed:
        return "".join(packed.read(name).decode("utf-8", "ignore") for name in packed.namelist())


@pytest.mark.parametrize("login", ["sys", "sec", "aud", "wang", "fang"])
def test_no_page_no_export_and_no_search_tells_of_anothers_goal(
    client: Client, world: World, lin: User, fang: User, wang: User, login: str
) -> None:
    from tests.people import person

    roles = {"sys": "system_admin", "sec": "security_admin", "aud": "audit_admin"}
    reader = world.users.get(login) or person(world, login, login, roles[login])
    goal_of(lin)
    pages = seen_by(client, reader)
    assert len(pages) > 3
    assert [address for address, page in pages.items() if SECRET in page or "个人目标" in page] == []
    found = seen_by(client, reader, f"?q={SECRET[:4]}")
    hits = [address for address, page in found.items() if SECRET in page]
    assert hits == []


def test_nothing_but_its_own_module_reads_goals() -> None:
    """Whatever asks for goals narrows them to their owner, so it stands in one place."""
    from tests.house.tree import PACKAGE, python_files

    allowed = {"goals.py", "__init__.py", "holdings.py"}
    asking = [
        path.relative_to(PACKAGE).as_posix()
        for path in python_files()
        if path.name not in allowed and "demo" not in path.parts and "Goal.objects" in path.read_text(encoding="utf-8")
    ]
    assert asking == []


def test_what_cannot_be_counted_or_reached_is_refused(lin: User, wang: User) -> None:
    with pytest.raises(BadInput) as refused:
        goal_of(lin, figure="nothing", wanted=0, last_on=date(2019, 1, 1))
    assert refused.value.fields.keys() == {"figure", "wanted", "last_on"}
    with pytest.raises(NotAllowed, match="officers_have_goals"):
        goal_of(wang)


def test_an_officer_keeps_and_lets_go_of_a_goal_on_the_page(client: Client, lin: User) -> None:
    client.force_login(lin)
    typed = {"figure": "visited", "wanted": "3", "first_on": "2019-12-01", "last_on": "2020-01-17", "words": ""}
    assert client.post("/my/goals/add/", typed).status_code == 302
    goal = Goal.objects.get()
    assert client.post(f"/my/goals/{goal.pk}/", {**typed, "wanted": "5"}).status_code == 302
    assert "0 / 5" in client.get("/my/goals/").content.decode()
    client.post(f"/my/goals/{goal.pk}/let-go/")
    assert not Goal.objects.exists()


def test_the_days_of_playbooks_are_words_and_no_markup(client: Client, lin: User, playbook: Playbook) -> None:
    client.force_login(lin)
    for address in ("/playbooks/", f"/playbooks/{playbook.pk}/"):
        assert "&lt;time" not in client.get(address).content.decode()
