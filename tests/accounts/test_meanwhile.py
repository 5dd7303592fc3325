"""Two write on one record: the second is told what changed, by whom and when, and keeps what they typed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from hometown.accounts.actions import set_preferences
from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork.models import Activity
from hometown.kernel import clock
from hometown.ledger import book, history
from hometown.programme import actions as programme
from hometown.projects import actions as projects
from hometown.projects.models import Project
from hometown.tasks import actions as tasks
from tests.desk.test_actions import lead
from tests.fieldwork.conftest import TODAY, Record, blue, december, robots, visited  # noqa: F401 - fixtures
from tests.people import World

pytestmark = pytest.mark.django_db
Typed = dict[str, Any]


def as_user(user: User) -> Client:
    set_preferences(User.objects.get(pk=user.pk), language="en", theme="auto")
    client = Client()
    client.force_login(user)
    return client


def typed_in(client: Client, url: str, form: str = "form") -> Typed:
    """What a browser would send if nothing were changed on the page at an address."""
    return as_sent(client.get(url).context[form])


def as_sent(form: Any) -> Typed:
    sent: Typed = {}
    for bound in form:
        widget, value = bound.field.widget, bound.value()
        if hasattr(widget, "url"):  # a typeahead sends two names
            sent |= {bound.html_name: value.value, f"{bound.html_name}_text": value.text} if value else {}
        elif value is not None and value is not False and bound.name != "papers":
            shown = bound.field.prepare_value(value)
            sent[bound.html_name] = shown if isinstance(shown, list) else str(getattr(shown, "pk", shown))
    return sent


@pytest.fixture
def project(world: World, lin: User, wang: User, blue: Company) -> Project:  # noqa: F811
    found: Project = projects.file_lead(lin, company=blue, occurred_on=TODAY, **lead(world)).project
    return found


@pytest.fixture
def faster(project: Project, wang: User) -> Callable[..., None]:
    """Let Wang change the project while Lin has it open."""

    def change(**changes: Any) -> None:
        with clock.simulated(datetime(2019, 12, 18, 8, 15, tzinfo=UTC)):
            projects.edit_project(wang, project=Project.objects.get(pk=project.pk), **changes)

    return change


def test_the_second_is_told_what_changed_by_whom_and_when(
    lin: User, project: Project, faster: Callable[..., None]
) -> None:
    page, url = as_user(lin), reverse("project-edit", args=[project.pk])
    typed = typed_in(page, url) | {"next_step": "Send the plans"}
    faster(next_step="Bring them here", site_need="Two halls")
    answer = page.post(url, typed)
    assert answer.status_code == 422
    told = answer.context["form"].meanwhile
    assert [(step.who, step.at.hour) for step in told.steps] == [("王慎之", 8)]
    with override("en"):
        changes = {str(one.label): (one.before, one.after) for step in told.steps for one in step.changes}
    assert changes["Next step"] == ("—", "Bring them here")
    assert changes["Site they need"] == ("—", "Two halls")
    text = answer.content.decode()
    assert "王慎之" in text
    assert "Save mine over it" in text


def test_what_was_typed_stays_and_what_was_not_touched_follows_the_record(
    lin: User, project: Project, faster: Callable[..., None]
) -> None:
    page, url = as_user(lin), reverse("project-edit", args=[project.pk])
    typed = typed_in(page, url) | {"next_step": "Send the plans", "output_note": "Only mine"}
    faster(next_step="Bring them here", site_need="Two halls")
    form = page.post(url, typed).context["form"]
    assert form["next_step"].value() == "Send the plans"
    assert form["output_note"].value() == "Only mine"
    assert form["site_need"].value() == "Two halls"
    beside = form.meanwhile.beside
    assert (beside["next_step"].now, beside["next_step"].is_taken) == ("Bring them here", False)
    assert beside["site_need"].is_taken
    assert "output_note" not in beside  # nobody else wrote there
    assert Project.objects.get(pk=project.pk).next_step == "Bring them here"


def test_saving_once_more_without_the_button_overwrites_nothing(
    lin: User, project: Project, faster: Callable[..., None]
) -> None:
    page, url = as_user(lin), reverse("project-edit", args=[project.pk])
    typed = typed_in(page, url) | {"next_step": "Send the plans"}
    faster(next_step="Bring them here")
    again = as_sent(page.post(url, typed).context["form"])
    assert page.post(url, again).status_code == 422
    assert Project.objects.get(pk=project.pk).next_step == "Bring them here"


def test_the_button_saves_over_the_new_state_and_only_what_was_typed(
    lin: User, project: Project, faster: Callable[..., None]
) -> None:
    page, url = as_user(lin), reverse("project-edit", args=[project.pk])
    typed = typed_in(page, url) | {"next_step": "Send the plans"}
    faster(next_step="Bring them here", site_need="Two halls")
    form = page.post(url, typed).context["form"]
    answer = page.post(url, as_sent(form) | {"revision-over": str(form.meanwhile.revision)})
    assert answer.status_code == 302
    now = Project.objects.get(pk=project.pk)
    assert (now.next_step, now.site_need) == ("Send the plans", "Two halls")
    assert history.of(now)[0].entry.actor == lin.pk


def test_a_third_who_comes_between_is_seen_too(lin: User, project: Project, faster: Callable[..., None]) -> None:
    page, url = as_user(lin), reverse("project-edit", args=[project.pk])
    typed = typed_in(page, url) | {"next_step": "Send the plans"}
    faster(next_step="Bring them here")
    form = page.post(url, typed).context["form"]
    faster(next_step="Ring them first")
    second = page.post(url, as_sent(form) | {"revision-over": str(form.meanwhile.revision)})
    assert second.status_code == 422
    assert second.context["form"].meanwhile.beside["next_step"].now == "Ring them first"


def test_a_contact_changed_meanwhile_tells_no_phone(lin: User, wang: User, blue: Company) -> None:  # noqa: F811
    from hometown.companies import actions as companies

    contact = Contact.objects.get(company=blue)
    page, url = as_user(lin), reverse("contact", args=[contact.pk])
    typed = typed_in(page, url) | {"title": "Buyer"}
    companies.edit_contact(wang, Contact.objects.get(pk=contact.pk), phone="13900001234", title="Head of buying")
    answer = page.post(url, typed)
    assert answer.status_code == 422
    assert "13900001234" not in answer.content.decode()
    assert answer.context["form"]["title"].value() == "Buyer"
    with override("en"):
        assert "Phone" in {str(one.label) for step in answer.context["form"].meanwhile.steps for one in step.changes}


def test_a_company_edited_and_renamed_at_once(lin: User, wang: User, blue: Company) -> None:  # noqa: F811
    from hometown.companies import actions as companies

    page = as_user(lin)
    edit, rename = reverse("company-edit", args=[blue.pk]), reverse("company-rename", args=[blue.pk])
    typed = typed_in(page, edit) | {"address": "Pond Road", "source": "Visit"}
    named = typed_in(page, rename) | {"name": "苏州蓝陶电子股份有限公司", "source": "Licence"}
    companies.edit_company(wang, Company.objects.get(pk=blue.pk), address="Hill Road", source="Licence")
    first, second = page.post(edit, typed), page.post(rename, named)
    assert (first.status_code, second.status_code) == (422, 422)
    assert first.context["form"].meanwhile.beside["address"].now == "Hill Road"
    assert second.context["form"]["name"].value() == "苏州蓝陶电子股份有限公司"
    blue.refresh_from_db()
    assert (blue.address, blue.name) == ("Hill Road", "苏州蓝陶电子有限公司")


def test_an_activity_sheet_comes_back_with_its_words(
    lin: User,
    wang: User,
    blue: Company,  # noqa: F811
    visited: Record,  # noqa: F811
) -> None:
    made = visited(lin, blue)
    page, url = as_user(lin), reverse("activity-edit", args=[made.pk])
    sheet = page.get(url).context["sheet"]
    typed = {name: value for form in sheet.forms for name, value in as_sent(form).items()}
    typed |= {"firms": "1", "met-0-people": "1", "summary": "They want two halls"}
    fieldwork.edit_activity(wang, Activity.objects.get(pk=made.pk), summary="They want one hall", place="Putuo")
    answer = page.post(url, typed)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert form["summary"].value() == "They want two halls"
    assert form["place"].value() == "Putuo"
    assert "They want one hall" in answer.content.decode()
    assert "revision-over" in answer.content.decode()


def test_a_note_and_a_to_do_and_an_event_know_their_revision(lin: User, wang: User) -> None:
    page = as_user(lin)
    note = fieldwork.write_note(lin, text="First", on=TODAY)
    url = reverse("note-edit", args=[note.pk])
    typed = typed_in(page, url) | {"text": "Mine"}
    fieldwork.edit_note(lin, type(note).objects.get(pk=note.pk), text="From the phone")
    answer = page.post(url, typed)
    assert (answer.status_code, answer.context["form"].meanwhile.beside["text"].now) == (422, "From the phone")

    event = fieldwork.add_event(lin, name="Fair", kind="fair", first_on=TODAY)
    url = reverse("event-edit", args=[event.pk])
    typed = typed_in(page, url) | {"place": "Hall 3"}
    fieldwork.edit_event(wang, type(event).objects.get(pk=event.pk), place="Hall 5")
    answer = page.post(url, typed)
    assert (answer.status_code, answer.context["form"].meanwhile.beside["place"].now) == (422, "Hall 5")

    task = tasks.set_task(wang, what="Ring", owner=lin, due_on=TODAY)
    listed = page.get(reverse("task-list"), {"open": str(task.pk)})
    typed = as_sent(listed.context["chosen"]["due"]) | {"due-due_on": "2019-12-24"}
    tasks.set_due(wang, task=type(task).objects.get(pk=task.pk), due_on=date(2019, 12, 20))
    answer = page.post(reverse("task-due", args=[task.pk]), typed)
    assert answer.status_code == 422
    assert "due-revision-over" in answer.content.decode()
    task.refresh_from_db()
    assert task.due_on == date(2019, 12, 20)


def test_units_officers_and_batches_know_their_revision(world: World, lin: User, wang: User, meng: User) -> None:
    page = as_user(meng)
    for name, record, column in (
        ("unit-edit", world.units["civil"], "name"),
        ("officer-edit", world.officers["lin"], "home_title"),
        ("batch-edit", world.batch, "name"),
    ):
        url = reverse(name, args=[record.pk])
        typed = typed_in(page, url) | {column: "Mine"}
        theirs = _fresh(record)
        setattr(theirs, column, "Theirs")
        with book.entry("test.changed", actor=wang.pk) as entry:
            entry.put(theirs)
        answer = page.post(url, typed)
        assert answer.status_code == 422, name
        assert answer.context["form"][column].value() == "Mine"
        assert answer.context["form"].meanwhile.beside[column].now == "Theirs"


def _fresh(record: Any) -> Any:
    return type(record).objects.get(pk=record.pk)


def test_two_who_issue_the_next_version_of_a_rulebook(world: World, fang: User, meng: User) -> None:
    first = programme.issue_rulebook(fang, batch=world.batch, title="Leave", text="Ask a day before.")
    page, url = as_user(fang), reverse("rulebook-issue", args=[first.rulebook_id])
    typed = typed_in(page, url) | {"text": "Ask three days before."}
    programme.issue_rulebook(meng, batch=world.batch, title="Leave", text="Ask two days before.")
    answer = page.post(url, typed)
    assert answer.status_code == 422
    told = answer.context["form"].meanwhile
    assert told.beside["text"].now == "Ask two days before."
    assert [step.who for step in told.steps] == ["孟怀瑾"]
    again = as_sent(answer.context["form"]) | {"revision-over": str(told.revision)}
    assert page.post(url, again).status_code == 302
    assert next(iter(first.rulebook.versions.all())).text == "Ask three days before."


def test_a_record_that_is_as_it_was_tells_nothing(lin: User, project: Project) -> None:
    page, url = as_user(lin), reverse("project-edit", args=[project.pk])
    typed = typed_in(page, url) | {"next_step": "Send the plans"}
    assert page.post(url, typed).status_code == 302
    bad = page.post(url, typed_in(page, url) | {"industry_code": "??"})
    assert not hasattr(bad.context["form"], "meanwhile")
