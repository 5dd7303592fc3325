"""Pages of the temporary branch, its work priorities, and the rulebooks of a batch."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hometown.accounts.access import names_of, person
from hometown.accounts.answering import answer
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded
from hometown.accounts.verbs import verb_name
from hometown.face.revising import FIELD, Beside, Meanwhile, RevisionField, Step, watch
from hometown.kernel import clock
from hometown.kernel.errors import NotFound
from hometown.ledger import history
from hometown.policy.standing import in_force
from hometown.programme import access, actions, forms, showing, words
from hometown.programme.models import Batch, Branch, Rulebook, RulebookVersion

from .answering import FormPage
from .batches import parent_of

SEE, RUN, BRANCH = Capability.SEE_PROGRAMME, Capability.RUN_PROGRAMME, Capability.RUN_BRANCH
GET_POST = require_http_methods(["GET", "POST"])


@guarded(SEE)
@require_GET
def branch(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The branch of a batch: posts, warnings, what it has set itself."""
    reader, today = person(request), clock.today()
    batch, policy = access.batch_for(reader, pk), in_force(today)
    found = showing.branch_of(batch)
    page = {
        "batch": batch,
        "name": words.named(batch),
        "tabs": showing.tabs(batch, "branch"),
        "branch": found,
        "facts": showing.branch_facts_shown(batch, found, today),
        "posts": showing.branch_posts(found),
        "advice": showing.advice(policy, batch, found, today),
        "forbidden": showing.forbidden(policy),
        "duties": [one.text(words.language()) for one in policy.branch.duties],
        "key_tasks": showing.key_task_lines(batch, policy, today, reader),
        "may_run": access.may_run(reader, batch),
        "may_lead": access.may_lead(reader, batch),
    }
    return render(request, "programme/branch.html", page)


def _branch_parent(batch: Batch) -> tuple[str, str]:
    return _("Branch of %(batch)s") % {"batch": words.named(batch)}, reverse("branch", args=[batch.pk])


@guarded(RUN)
@GET_POST
def branch_found(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write the branch of a batch."""
    batch = access.batch_for(person(request), pk)
    form = forms.BranchForm(request.POST or None, initial={"founded_on": batch.first_on})

    def act(data: dict[str, Any]) -> str:
        actions.found_branch(person(request), batch=batch, **data)
        return reverse("branch", args=[batch.pk])

    lede = _("It is set up with approval, its posts are appointed, and it dissolves with the batch.")
    return answer(request, FormPage(_("Write the branch"), _("Save it"), _branch_parent(batch), lede), form, act)


def _branch(batch: Batch) -> Branch:
    found = showing.branch_of(batch)
    if found is None:
        raise NotFound("programme.gone")
    return found


@guarded(RUN)
@GET_POST
def branch_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Correct the branch."""
    batch = access.batch_for(person(request), pk)
    found = _branch(batch)
    form = forms.BranchEditForm(request.POST or None, initial={"name": found.name, "members": found.members})

    def act(data: dict[str, Any]) -> str:
        actions.edit_branch(person(request), branch=found, **data)
        return reverse("branch", args=[batch.pk])

    page = FormPage(_("Correct the branch"), _("Save it"), _branch_parent(batch))
    return answer(request, page, form, act, record=found)


@guarded(RUN)
@GET_POST
def branch_appoint(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Appoint to a post in the branch."""
    batch = access.batch_for(person(request), pk)
    found = _branch(batch)
    form = forms.AppointmentForm(request.POST or None, batch=batch, initial={"appointed_on": clock.today()})

    def act(data: dict[str, Any]) -> str:
        actions.appoint(person(request), branch=found, **data)
        return reverse("branch", args=[batch.pk])

    lede = _("Posts are appointed by the organisation that approved the branch.")
    return answer(request, FormPage(_("Appoint to a post"), _("Appoint them"), _branch_parent(batch), lede), form, act)


@guarded(RUN)
@require_POST
def branch_post_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """End a post in the branch today."""
    post = access.branch_post_for(person(request), pk)
    actions.end_appointment(person(request), post=post, on=clock.today())
    return redirect("branch", post.branch.batch_id)


@guarded(RUN)
@require_POST
def branch_dissolve(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write that the branch dissolved with its batch."""
    batch = access.batch_for(person(request), pk)
    actions.dissolve_branch(person(request), branch=_branch(batch), on=min(clock.today(), batch.last_on))
    return redirect("branch", batch.pk)


# --- work priorities ------------------------------------------------------------------------------------------------


@guarded(BRANCH, RUN)
@GET_POST
def key_task_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Add a work priority."""
    batch = access.batch_for(person(request), pk)
    form = forms.KeyTaskForm(request.POST or None, batch=batch)

    def act(data: dict[str, Any]) -> str:
        actions.add_key_task(person(request), batch=batch, **data)
        return reverse("branch", args=[batch.pk])

    lede = _("Its owner gets a to-do.")
    return answer(request, FormPage(_("Add a work priority"), _("Add it"), _branch_parent(batch), lede), form, act)


@guarded(SEE)
@require_GET
def key_task(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One work priority, and what may be done with it."""
    return _key_task_page(request, pk, forms.ResultForm())


def _key_task_page(request: HttpRequest, pk: uuid.UUID, form: forms.ResultForm, status: int = 200) -> HttpResponse:
    reader = person(request)
    found = access.key_task_for(reader, pk)
    is_owner = found.owner is not None and found.owner.user_id == reader.pk
    page = {
        "task": found,
        "batch_name": words.named(found.batch),
        "facts": showing.key_task_facts(found),
        "form": form,
        "may_lead": access.may_lead(reader, found.batch),
        "may_finish": found.done_on is None and (is_owner or access.may_lead(reader, found.batch)),
    }
    return render(request, "programme/key_task.html", page, status=status)


@guarded(BRANCH, RUN)
@GET_POST
def key_task_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Change a work priority."""
    found = access.key_task_for(person(request), pk)
    names = ("text", "plan_clause", "clause", "due_on", "owner")
    form = forms.KeyTaskForm(
        request.POST or None, batch=found.batch, initial={name: getattr(found, name) for name in names}
    )  # fmt: skip

    def act(data: dict[str, Any]) -> str:
        actions.edit_key_task(person(request), task=found, **{"plan_clause": found.plan_clause, **data})
        return reverse("key-task", args=[found.pk])

    parent = (found.text, reverse("key-task", args=[found.pk]))
    return answer(request, FormPage(_("Change the work priority"), _("Save it"), parent), form, act, record=found)


@guarded(SEE)
@require_POST
def key_task_finish(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Write what became of a work priority."""
    found, form = access.key_task_for(person(request), pk), forms.ResultForm(request.POST)
    if not form.is_valid():
        return _key_task_page(request, pk, form, status=422)
    actions.finish_key_task(person(request), task=found, **form.cleaned_data)
    return redirect("branch", found.batch_id)


@guarded(BRANCH, RUN)
@require_POST
def key_task_reopen(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that a work priority is not done after all."""
    found = access.key_task_for(person(request), pk)
    actions.reopen_key_task(person(request), task=found)
    return redirect("key-task", found.pk)


# --- rulebooks ------------------------------------------------------------------------------------------------------


@guarded(SEE)
@require_GET
def rulebook_list(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The rulebooks of a batch."""
    reader = person(request)
    batch = access.batch_for(reader, pk)
    unread = {version.pk for version in showing.unread_by(reader, batch)}
    page = {
        "batch": batch,
        "name": words.named(batch),
        "tabs": showing.tabs(batch, "rulebook-list"),
        "rulebooks": showing.rulebook_rows(batch, unread),
        "may_lead": access.may_lead(reader, batch),
    }
    return render(request, "programme/rulebook_list.html", page)


@guarded(SEE)
@require_GET
def rulebook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """A rulebook: the version that `?version=` names, the newest else; who has read it."""
    reader, today = person(request), clock.today()
    found = access.rulebook_for(reader, pk)
    versions = list(found.versions.all())
    wanted = request.GET.get("version", "")
    version: RulebookVersion = next((one for one in versions if str(one.number) == wanted), versions[0])
    version.rulebook = found
    mine = access.officer_of(reader)
    readers = showing.readers_of(version, today)
    page = {
        "rulebook": found,
        "batch_name": words.named(found.batch),
        "version": version,
        "is_newest": version == versions[0],
        "versions": [(str(one.number), _("Version %(number)s") % {"number": one.number}) for one in versions],
        "readers": readers,
        "posted": len(readers.read) + len(readers.unread),
        "acknowledged": version.acknowledgements.filter(officer=mine).first() if mine else None,
        "may_acknowledge": mine is not None and mine.postings.filter(batch=found.batch).exists(),
        "may_lead": access.may_lead(reader, found.batch),
    }
    return render(request, "programme/rulebook.html", page)


@guarded(SEE)
@require_POST
def rulebook_acknowledge(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Say that one has read a version."""
    version = access.version_for(person(request), pk)
    actions.acknowledge(person(request), version=version)
    return redirect("rulebook", version.rulebook_id)


@guarded(BRANCH, RUN)
@GET_POST
def rulebook_add(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Issue a rulebook."""
    batch = access.batch_for(person(request), pk)
    form = forms.RulebookForm(request.POST or None)

    def act(data: dict[str, Any]) -> str:
        made = actions.issue_rulebook(person(request), batch=batch, **data)
        return reverse("rulebook", args=[made.rulebook_id])

    return answer(request, FormPage(_("Issue a rulebook"), _("Issue it"), parent_of(batch)), form, act)


@guarded(BRANCH, RUN)
@GET_POST
def rulebook_issue(request: HttpRequest, pk: uuid.UUID) -> HttpResponseBase:
    """Issue the next version of a rulebook."""
    found = access.rulebook_for(person(request), pk)
    newest = found.versions.first()
    begun = {"text": newest.text, "asks_attendance": newest.asks_attendance} if newest else {}
    form = forms.RulebookForm(request.POST or None, initial={"title": found.title, **begun})
    form.fields["title"].disabled = True
    form.fields[FIELD] = RevisionField(initial=newest.number if newest else 0)
    watch(form, lambda: _newer(form, found))

    def act(data: dict[str, Any]) -> str:
        actions.issue_rulebook(person(request), batch=found.batch, after=data.pop(FIELD), **data)
        return reverse("rulebook", args=[found.pk])

    parent = (found.title, reverse("rulebook", args=[found.pk]))
    lede = _("The version before stays readable. Each officer reads the new one once.")
    return answer(request, FormPage(_("Issue the next version"), _("Issue it"), parent, lede), form, act)


def _newer(form: forms.RulebookForm, found: Rulebook) -> Meanwhile:
    """Say which versions of a rulebook were issued while somebody wrote the next one."""
    versions = list(found.versions.all())
    newer = [one for one in versions if one.number > int(form[FIELD].data or 0)]
    entries = [history.of(one)[-1].entry for one in newer]
    names = names_of(entry.actor for entry in entries)
    steps = [
        Step(names.get(entry.actor, "") if entry.actor else "", entry.recorded_at, verb_name(entry.verb), ())
        for entry in entries
    ]
    return Meanwhile(versions[0].number, steps, {"text": Beside(versions[0].text)})
