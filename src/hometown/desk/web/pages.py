"""Pages of the desk: today, capture, search."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from hometown.accounts.access import person
from hometown.accounts.capabilities import Capability
from hometown.accounts.guards import guarded, signed_in
from hometown.accounts.models import User
from hometown.desk import actions, finding, reading, rules, today
from hometown.desk.forms import VisitLeadForm
from hometown.dispatch import showing as dispatch
from hometown.face.forms import place_refusal
from hometown.fieldwork import actions as fieldwork
from hometown.fieldwork import kinds, telling
from hometown.fieldwork.recording import Sheet
from hometown.fieldwork.web.activities import begun_with
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, Refusal
from hometown.notices import digests
from hometown.notices import showing as notices
from hometown.policy.shape import Counts
from hometown.policy.standing import in_force
from hometown.tasks import showing

DIGEST_ASKED = "digest_asked"  # the day on which this session last asked for a digest
RECORD, LEAD = Capability.RECORD_FIELDWORK, Capability.FILE_LEAD


@signed_in
@require_GET
def today_page(request: HttpRequest) -> HttpResponse:
    """What the day begins with; for administrators, the way to their own pages."""
    user = person(request)
    if today.is_administrator(user) or not user.holding.capabilities:
        return render(request, "desk/administrator.html", {"places": _places(user), "today": clock.today()})
    reader = reading.reader_of(user, clock.today())
    page = {
        "today": reader.today,
        "place": today.place_in_batch(reader),
        "quick": quick(user),
        "assigned": dispatch.mine(user),
        "tasks": showing.my_tasks(user, reader.today),
        "waiting": today.waiting(reader),
        "happened": today.happened(reader),
        "places": _places(user),
        "digest": _digest(request, user, reader.today),
    }
    return render(request, "desk/today.html", page)


def _digest(request: HttpRequest, user: User, day: date) -> notices.Shown | None:
    """Return the day's digest if there is one; the first look of a day makes it, where no morning run has."""
    is_first = request.session.get(DIGEST_ASKED) != day.isoformat()
    if is_first:
        request.session[DIGEST_ASKED] = day.isoformat()
    found = digests.make(user, day) if is_first else digests.of_day(user, day)
    if found is None or found.read_at is not None:
        return notices.Shown(found, []) if found else None
    return next((one for one in notices.shown(user, [found]) if one.count), None)


def quick(user: User) -> list[dict[str, Any]]:
    """Return what one may write down from here, each one tap away."""
    tiles = []
    if user.may(RECORD):
        visit = (_("Visit"), _("whom you met, what was said"), reverse("capture-visit"), "visit")
        note = (_("Note"), _("a line, for yourself"), reverse("note-add"), "note")
        other = (_("Another activity"), _("study, meeting, branch, duty"), reverse("activity-add"), "plus")
        invitation = (_("Invitation"), _("whom you asked, what came of it"), reverse("attempt-add"), "phone")
        message = (_("Pasted message"), _("paste it, take over what it says"), reverse("capture-message"), "note")
        call = (_("Phone call"), _("who called, what they want"), f"{reverse('capture-message')}?of=call", "phone")
        tiles = [visit, invitation, call, note, other, message]
    if user.may(LEAD):
        tiles.insert(1, (_("Lead"), _("first to report holds the claim"), reverse("project-file"), "drop"))
    if user.may(Capability.FIND_ANSWERS):
        mine = f"{reverse('question-list')}?show=mine"
        tiles.append((_("Answer"), _("to a question from home"), mine, "question"))
    return [dict(zip(("label", "text", "url", "icon"), tile, strict=True)) for tile in tiles]


def _places(user: User) -> list[dict[str, str]]:
    """Return pages that some roles come for first of all."""
    offered = (
        (Capability.MANAGE_ACCOUNTS, _("Accounts"), "account-list", "user"),
        (Capability.READ_AUDIT, _("Audit"), "audit", "book"),
        (Capability.RUN_SYSTEM, _("System"), "system", "gear"),
        (Capability.READ_AGGREGATES, _("Review of the batch"), "review-list", "seal"),
        (Capability.SEE_DUTY_OWN_DISTRICT, _("Duty of officers here"), "activity-list", "visit"),
        (Capability.READ_POLICY, _("Rules"), "policy", "policy"),
    )
    found = [(words, telling.address(name), icon) for needs, words, name, icon in offered if user.may(needs)]
    return [{"label": words, "url": url, "icon": icon} for words, url, icon in found if url]


@guarded(RECORD, LEAD)
@require_GET
def capture(request: HttpRequest) -> HttpResponse:
    """Choose what to write down."""
    return render(request, "desk/capture.html", {"quick": quick(person(request))})


@guarded(RECORD)
@require_http_methods(["GET", "POST"])
def capture_visit(request: HttpRequest) -> HttpResponseBase:
    """Record a visit, and with it the lead it gave."""
    user, policy = person(request), in_force(clock.today())
    kind = next((one for one in kinds.offered() if one.counts is Counts.FIRMS), None)
    if kind is None:
        return redirect("activity-add")
    is_post = request.method == "POST"
    company, event = begun_with(user, request)
    data, files = (request.POST, request.FILES) if is_post else (None, None)
    sheet = Sheet(user, kind, data=data, files=files, company=company, event=event)
    lead = _lead_form(request, user, policy) if user.may(LEAD) else None
    if is_post and "add" not in request.POST:
        answer = _record(request, user, sheet, lead)
        if answer is not None:
            return answer
    both = [sheet, *([lead] if lead is not None and lead.is_wanted else [])]
    page = {
        "sheet": sheet,
        "form": sheet.form,
        "summary": Both(both),
        "kind": kinds.words(kind),
        "asks_next": True,
        "lead": lead,
        "reads_playbooks": user.may(Capability.SEE_LEARNING),
        "more_template": "desk/lead.html" if lead else "",
    }
    failed = is_post and "add" not in request.POST
    return render(request, "desk/capture_visit.html", page, status=422 if failed else 200)


def _lead_form(request: HttpRequest, user: User, policy: Any) -> VisitLeadForm:
    source = next((one.code for one in policy.lead_sources if one.code == "visit"), "")
    start = {"source": source, "wanted": request.GET.get("lead") == "1"}
    if request.method == "POST" and ("add" in request.POST or "lead-wanted" not in request.POST):
        typed = VisitLeadForm(request.POST, user=user, policy=policy)
        start |= {name: typed[name].value() for name in typed.fields if name != "contact_file"}
        return VisitLeadForm(initial=start, user=user, policy=policy)
    if request.method == "POST":
        return VisitLeadForm(request.POST, request.FILES, user=user, policy=policy)
    return VisitLeadForm(initial=start, user=user, policy=policy)


def _record(request: HttpRequest, user: User, sheet: Sheet, lead: VisitLeadForm | None) -> HttpResponseBase | None:
    """Record what was written; None when something has to be changed first."""
    wanted = lead if lead is not None and lead.is_bound else None
    if not all([sheet.is_valid(), wanted is None or wanted.is_valid()]):
        return None
    visit = {"kind": sheet.kind.code, **sheet.told()}
    try:
        if wanted is None:
            made = fieldwork.record_activity(user, **visit)
            messages.info(request, _("Recorded. Home has it."))
            return redirect("activity", made.pk)
        _activity, filing = actions.record_visit_with_lead(user, visit=visit, lead=wanted.told())
    except Refusal as refusal:
        _place(sheet, wanted, refusal)
        return None
    messages.info(request, _("Visit and lead are recorded. Home has them."))
    return redirect("project", filing.project_id) if not filing.is_supporting else redirect("filing-amend", filing.pk)


def _place(sheet: Sheet, lead: VisitLeadForm | None, refusal: Refusal) -> None:
    if isinstance(refusal, NotAllowed | NotFound):
        raise refusal
    named = set(refusal.fields) if isinstance(refusal, BadInput) else set()
    if lead is not None and (refusal.code.startswith("projects.") or (named and named <= lead.fields.keys())):
        place_refusal(lead, refusal)
    else:
        sheet.place_refusal(refusal)


class Both:
    """The fields of several forms, for one summary of what has to be changed."""

    def __init__(self, forms: list[Any]) -> None:
        self.forms = forms

    def __iter__(self) -> Any:
        return (bound for form in self.forms for bound in form)

    def non_field_errors(self) -> list[str]:
        return [str(error) for form in self.forms for error in form.non_field_errors()]


@guarded(*finding.SEEKERS)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything a person may see that fits; as a fragment while they type."""
    wanted = request.GET.get("q", "").strip()[:100]
    is_fragment = request.headers.get("HX-Request") == "true"
    groups = finding.find(person(request), wanted, finding.FEW if is_fragment else finding.SOME)
    page = {"q": wanted, "groups": groups, "enough": rules.is_enough(wanted)}
    return render(request, "desk/found.html" if is_fragment else "desk/search.html", page)
