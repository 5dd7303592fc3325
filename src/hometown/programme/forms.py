"""Forms of the programme. Each field is named as the keyword of the verb it feeds."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import Grant, User
from hometown.accounts.rules import ADMINISTRATORS
from hometown.face.fields import ChosenField, DayField
from hometown.face.widgets import Chosen
from hometown.kernel import clock
from hometown.policy.rules import offered as on_offer
from hometown.policy.shape import Policy

from . import words
from .divisions import inside, whole_name
from .models import Batch, City, Officer, PlanClause, Posting, Unit, UnitKind
from .rules.branch import POSTS
from .rules.duties import offered
from .rules.postings import HOSTS, SENDERS


def day_field(label: Any, *, required: bool = True, **options: Any) -> forms.DateField:
    """Return a field for one day."""
    return DayField(label=label, required=required, **options)


class UnitField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A unit, shown with what it belongs to, so that two of one name are told apart."""

    def __init__(self, *, kinds: Any = None, **options: Any) -> None:
        found: QuerySet[Unit] = Unit.objects.filter(is_active=True).select_related("parent")
        if kinds is not None:
            found = found.filter(kind__in=kinds)
        super().__init__(queryset=found.order_by("kind", "division_code", "name"), **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{words.named(obj.parent)} · {words.named(obj)}" if obj.parent else words.named(obj)


class OfficerField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An officer, shown with the sending unit: namesakes exist."""

    def __init__(self, batch: Batch, **options: Any) -> None:
        found = Officer.objects.filter(postings__batch=batch).distinct().select_related("home_unit")
        super().__init__(queryset=found.order_by("name", "pk"), **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {words.named(obj.home_unit)}"


class AccountField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An account that may do business: administrators are not offered."""

    def __init__(self, **options: Any) -> None:
        found = User.objects.active().order_by("name", "login")
        super().__init__(queryset=found, **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} · {obj.login}"


def people() -> "QuerySet[User]":
    """Return the accounts of everybody but the administrators of today."""
    administrators = Grant.objects.standing(clock.today()).filter(role__in=ADMINISTRATORS).values("user")
    return User.objects.active().exclude(pk__in=administrators).order_by("name", "login")


# --- batches --------------------------------------------------------------------------------------------------------


class BatchForm(forms.Form):
    """The name and days of a batch."""

    name = forms.CharField(label=_("Name of the batch"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    first_on = day_field(_("First day"))
    last_on = day_field(_("Last day"))


class NewBatchForm(BatchForm):
    """A batch to plan."""

    number = forms.IntegerField(label=_("Number"), min_value=1, max_value=999)
    host_city = forms.ModelChoiceField(label=_("Host city"), queryset=City.objects.none())
    field_order = ("number", "name", "name_en", "host_city", "first_on", "last_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["host_city"].queryset = City.objects.filter(is_home=False)  # type: ignore[attr-defined]


class DistrictsForm(forms.Form):
    """Which districts of the host city a batch is sent to."""

    districts = forms.MultipleChoiceField(
        label=_("Districts"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
    )

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(place.code, place.name) for place in inside(batch.host_city.code)]
        self.fields["districts"].choices = choices  # type: ignore[attr-defined]


class ClosingForm(forms.Form):
    """The day a batch closes."""

    on = day_field(_("Last day of work"))


class CityForm(forms.Form):
    """A further host city."""

    city = ChosenField(reverse_lazy("division-options"), label=_("City"), only_listed=True)


class MilestoneForm(forms.Form):
    """A dated step in the life of a batch."""

    kind = forms.ChoiceField(label=_("Milestone"), choices=lambda: list(words.MILESTONES.items()))
    on = day_field(_("Day"))
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    note = forms.CharField(label=_("In a line"), max_length=500, required=False)


# --- officers -------------------------------------------------------------------------------------------------------


class OfficerForm(forms.Form):
    """What is known of an officer."""

    name = forms.CharField(label=_("Name"), max_length=60)
    home_unit = UnitField(kinds=SENDERS, label=_("Sending unit"))
    home_title = forms.CharField(label=_("Post at home"), max_length=60, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False, help_text=_("Shown masked. Each reveal is logged.")
    )


class NewOfficerForm(OfficerForm):
    """An officer to add."""

    user = AccountField(label=_("Account"), required=False)
    is_namesake = forms.BooleanField(
        label=_("Another person of the same name and unit"),
        required=False,
        help_text=_("If there is one already."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people().filter(officer__isnull=True)  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    """Which account is an officer's."""

    user = AccountField(label=_("Account"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people().filter(officer__isnull=True)  # type: ignore[attr-defined]


class PostingForm(forms.Form):
    """A posting of an officer."""

    batch = forms.ModelChoiceField(label=_("Batch"), queryset=Batch.objects.none())
    host_unit = UnitField(kinds=HOSTS, label=_("Host unit"))
    group = UnitField(kinds=("group",), label=_("Group of officers"), required=False)
    title = forms.CharField(label=_("Post there"), max_length=60, required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=lambda: list(words.LEVELS.items()), help_text=_("Chooses who approves leave.")
    )
    first_on = day_field(_("First day"))
    last_on = day_field(_("Last day"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.exclude(state="closed")  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """A change of host unit."""

    host_unit = UnitField(kinds=HOSTS, label=_("New host unit"))
    on = day_field(_("First day there"))
    title = forms.CharField(label=_("Post there"), max_length=60, required=False)
    because = forms.CharField(label=_("Why"), max_length=200, required=False)


class PostingChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A posting, shown with its officer and host unit."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.officer.name} · {words.named(obj.host_unit)}"


class EndForm(forms.Form):
    """An early end of a posting."""

    on = day_field(_("Last day"))
    because = forms.CharField(label=_("Why"), max_length=200)


class PhoneForm(forms.Form):
    """What a phone number is needed for."""

    purpose = forms.CharField(label=_("What for"), max_length=200)


class DutyForm(forms.Form):
    """A duty to give."""

    user = AccountField(label=_("Who"))
    role = forms.ChoiceField(label=_("Role"))
    unit = UnitField(label=_("Unit"), required=False, help_text=_("For roles held over a unit and all below it."))
    batch = forms.ModelChoiceField(
        label=_("Batch"), queryset=Batch.objects.none(), required=False, help_text=_("For roles held over a batch.")
    )
    first_on = day_field(_("First day"))
    last_on = day_field(_("Last day"), required=False)

    def __init__(self, *args: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = people()  # type: ignore[attr-defined]
        self.fields["batch"].queryset = Batch.objects.exclude(state="closed")  # type: ignore[attr-defined]
        language = words.language()
        choices = [(role.code, role.text(language)) for role in offered(policy)]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


# --- units ----------------------------------------------------------------------------------------------------------


class UnitForm(forms.Form):
    """A unit and its place in the tree."""

    name = forms.CharField(label=_("Name of the unit"), max_length=120)
    name_en = forms.CharField(label=_("Name in English"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: [(k.value, words.UNIT_KINDS[k.value]) for k in UnitKind])
    parent = UnitField(label=_("Stands under"), required=False)
    division = ChosenField(reverse_lazy("division-options"), label=_("Division"), required=False, only_listed=True)
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def verb(self) -> dict[str, Any]:
        """Return what was typed as the verb takes it."""
        data = dict(self.cleaned_data)
        chosen: Chosen = data.pop("division")
        return data | {"division_code": chosen.value}


def chosen_division(code: str) -> Chosen:
    """Return a division as a typeahead begins with it."""
    return Chosen(code, whole_name(code)) if code else Chosen("", "")


# --- the branch, work, rulebooks ------------------------------------------------------------------------------------


class BranchForm(forms.Form):
    """The temporary branch of a batch."""

    name = forms.CharField(label=_("Name of the branch"), max_length=120)
    approved_by = UnitField(kinds=("department", "bureau", "county"), label=_("Approved by"))
    founded_on = day_field(_("Founded on"))
    members = forms.IntegerField(
        label=_("Full members"), required=False, min_value=1, max_value=999,
        help_text=_("Only how many. Who is a member is not recorded."),
    )  # fmt: skip


class BranchEditForm(forms.Form):
    """The branch's name and number of members."""

    name = forms.CharField(label=_("Name of the branch"), max_length=120)
    members = forms.IntegerField(
        label=_("Full members"), required=False, min_value=1, max_value=999,
        help_text=_("Only how many. Who is a member is not recorded."),
    )  # fmt: skip


class AppointmentForm(forms.Form):
    """An appointment to a post in the branch."""

    post = forms.ChoiceField(label=_("Post"), choices=lambda: [(code, words.POSTS[code]) for code in POSTS])
    appointed_on = day_field(_("Appointed on"))

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"] = OfficerField(batch, label=_("Officer"))
        self.order_fields(["officer", "post", "appointed_on"])


class ClauseField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A clause of the city's action plans, the newest plan first."""

    def __init__(self, **options: Any) -> None:
        found = PlanClause.objects.select_related("plan").order_by("-plan__year", "plan__title", "place", "pk")
        super().__init__(queryset=found, label=_("Clause of the action plan"), **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.plan.title} {obj}"[:120]


class KeyTaskForm(forms.Form):
    """A work priority. Where the city's plan is kept here, its clause is chosen; else it is written."""

    text = forms.CharField(label=_("Work priority"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    plan_clause = forms.CharField(label=_("Clause of the action plan"), max_length=200, required=False)
    due_on = day_field(_("By when"), required=False)

    def __init__(self, *args: Any, batch: Batch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"] = OfficerField(batch, label=_("Who"), required=False)
        if PlanClause.objects.exists():
            self.fields["clause"] = ClauseField(required=False)
            del self.fields["plan_clause"]
        self.order_fields(["text", "clause", "plan_clause", "owner", "due_on"])


class ResultForm(forms.Form):
    """What became of a work priority."""

    result = forms.CharField(label=_("What became of it"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class RulebookForm(forms.Form):
    """A rulebook, or its next version."""

    title = forms.CharField(label=_("Title of the rulebook"), max_length=120)
    text = forms.CharField(label=_("Text"), max_length=50_000, widget=forms.Textarea(attrs={"rows": 16}))
    asks_attendance = forms.BooleanField(
        label=_("It asks that who was at the weekly exchange is written down"), required=False,
        help_text=_("By name, and nothing is counted. Leave it empty unless the text says so."),
    )  # fmt: skip


# --- leave ----------------------------------------------------------------------------------------------------------


class LeaveForm(forms.Form):
    """Days away. The kind is the reason; nothing else is asked."""

    posting = PostingChoice(label=_("Posting"), queryset=Posting.objects.none())
    kind = forms.ChoiceField(label=_("Kind"), widget=forms.RadioSelect)
    first_on = day_field(_("First day away"))
    last_on = day_field(_("Last day away"))

    def __init__(self, *args: Any, postings: Any, policy: Policy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posting"].queryset = postings  # type: ignore[attr-defined]
        if len(postings) == 1:
            self.fields["posting"].widget = forms.HiddenInput()  # there is nothing to choose
            self.initial["posting"] = postings[0].pk
        language = words.language()
        kinds = [(one.code, one.text(language)) for one in on_offer(policy.leave.kinds)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """A decision on leave."""

    note = forms.CharField(label=_("In a line"), max_length=300, required=False)
    approved = forms.TypedChoiceField(choices=(("yes", "yes"), ("no", "no")), coerce=lambda value: value == "yes")


class BackForm(forms.Form):
    """An early return from leave."""

    on = day_field(_("Last day away"))
