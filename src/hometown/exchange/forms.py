"""Forms of learning: what was typed becomes what the actions take."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.companies.rules import masked_name
from hometown.face import formats
from hometown.face.fields import DayField, FilesField
from hometown.fieldwork.models import Activity
from hometown.kernel.dates import DatedTo, Precision
from hometown.policy.shape import Policy
from hometown.programme.models import Unit

from . import goals, labels, rules
from .actions.answering import Paper
from .models import Adoption, Practice

EMPTY = ("", "—")


def _text(label: Any, most: int, *, required: bool = True, rows: int = 2, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows}), **more
    )


class _OfUnit(forms.Form):
    """A form that names a unit: the only one there is stands chosen where it is wanted."""

    def offer_units(self, units: Iterable[Unit], *, only: bool = False) -> None:
        self.units = {str(unit.pk): unit for unit in units}
        named = [(key, unit.name) for key, unit in self.units.items()]
        self.fields["unit"].choices = named if only and len(named) == 1 else [EMPTY, *named]  # type: ignore[attr-defined]


class _Themed(forms.Form):
    """A form with a theme of the city's rules."""

    def offer_themes(self, policy: Policy, keep: str = "") -> None:
        self.fields["theme"].choices = [EMPTY, *labels.themes(policy, keep)]  # type: ignore[attr-defined]


class QuestionForm(_Themed):
    """What a unit wants to know, why, and by when."""

    title = forms.CharField(label=_("The question"), max_length=200, widget=forms.TextInput(attrs={"autofocus": True}))
    why = _text(_("Why it is asked"), 4000, rows=3, help_text=_("What it is needed for at home, and what is known."))
    theme = forms.ChoiceField(label=_("Topic"))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, policy: Policy, keep: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_themes(policy, keep)


class AskForm(QuestionForm, _OfUnit):
    """A new question, in the name of one of the asker's units."""

    unit = forms.ChoiceField(label=_("Unit that asks"))

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_units(units, only=True)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `ask` takes it."""
        return self.cleaned_data | {"unit": self.units[self.cleaned_data["unit"]]}


class AnswerForm(forms.Form):
    """What was found; everything but the words may stay empty."""

    text = _text(_("Answer"), 4000, rows=6)
    sources = _text(
        _("Where it comes from"), 4000, required=False, help_text=_("A document, an address, an office. Not required.")
    )
    activity = forms.ChoiceField(
        label=_("Found on"), required=False,
        help_text=_("Whom you met there and what you photographed stands with the answer by itself."),
    )  # fmt: skip
    contacts = forms.MultipleChoiceField(
        label=_("From whom"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
    )
    papers = FilesField(label=_("Photographs and papers"), required=False)

    def __init__(
        self, *args: Any, activities: Iterable[Activity], contacts: Iterable[Contact], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        offered = [(key, _activity_words(one, language)) for key, one in self.activities.items()]
        self.fields["activity"].choices = [EMPTY, *offered]  # type: ignore[attr-defined]
        self.people = {str(one.pk): one for one in contacts}
        people = [(key, _contact_words(one)) for key, one in self.people.items()]
        if people:
            self.fields["contacts"].choices = people  # type: ignore[attr-defined]
        else:
            del self.fields["contacts"]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `answer` takes it."""
        data = self.cleaned_data
        return {
            "text": data["text"],
            "sources": data["sources"],
            "activity": self.activities.get(data["activity"]),
            "contacts": [self.people[key] for key in data.get("contacts", [])],
            "papers": [Paper(one, one.name) for one in data["papers"]],
        }


def _activity_words(one: Activity, language: str) -> str:
    return f"{formats.day(DatedTo(one.on, Precision(one.precision)), language)} · {one.title}"


def _contact_words(one: Contact) -> str:
    return " · ".join(part for part in (masked_name(one.name), one.title, one.company.name) if part)


class FurtherForm(forms.Form):
    """What is still open."""

    further = _text(_("What is still open"), 1000, rows=3)


class ReasonForm(forms.Form):
    """Why."""

    reason = _text(_("Reason"), 300)


class PassForm(ReasonForm):
    """To which officer, and why."""

    to = forms.ChoiceField(label=_("Passed to"))
    field_order = ("to", "reason")

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        choices = [(key, one.name) for key, one in self.people.items()]
        self.fields["to"].choices = [EMPTY, *choices]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `pass_on` takes it."""
        return {"to": self.people[self.cleaned_data["to"]], "reason": self.cleaned_data["reason"]}


# --- practices and comparisons --------------------------------------------------------------------------------------


class PracticeForm(_Themed):
    """What works: what, where, by whom, at what cost, on which conditions, with which result."""

    title = forms.CharField(label=_("The practice, in a line"), max_length=200)
    theme = forms.ChoiceField(label=_("Topic"))
    what = _text(_("What is done"), 4000, rows=6)
    place = forms.CharField(label=_("Place there"), max_length=200)
    by_whom = forms.CharField(label=_("Who does it there"), max_length=200, required=False)
    cost = _text(_("Cost"), 500, required=False)
    conditions = _text(_("Conditions"), 500, required=False, help_text=_("What must be there for it to work."))
    result = _text(_("Result"), 1000, required=False)

    def __init__(self, *args: Any, policy: Policy, keep: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_themes(policy, keep)


class AdoptForm(_OfUnit):
    """Which unit means to take it over."""

    unit = forms.ChoiceField(label=_("Unit"))
    words = _text(_("What you have in mind"), 1000, required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_units(units, only=True)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `begin_adoption` takes it."""
        return {"unit": self.units[self.cleaned_data["unit"]], "words": self.cleaned_data["words"]}


class StepForm(forms.Form):
    """The next step of an adoption."""

    step = forms.ChoiceField(label=_("Next step"), widget=forms.RadioSelect)
    on = DayField(label=_("Day"))
    result = _text(_("What came of it"), 1000, required=False, rows=3, help_text=_("Needed to adopt or to drop it."))

    def __init__(self, *args: Any, adoption: Adoption, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = rules.FOLLOWING[rules.Step(adoption.step)]
        self.fields["step"].choices = [(one.value, labels.STEPS[one]) for one in following]  # type: ignore[attr-defined]


class BenchmarkForm(_Themed, _OfUnit):
    """What they do there, what is missing here, what is done about it."""

    title = forms.CharField(label=_("The comparison, in a line"), max_length=200)
    theme = forms.ChoiceField(label=_("Topic"))
    practice = forms.ChoiceField(label=_("Practice there"), required=False)
    there = _text(_("What they do there"), 4000, required=False, rows=3, help_text=_("Where no practice tells it."))
    gap = _text(_("What is missing here"), 4000, rows=3)
    action = _text(_("What is done about it"), 4000, required=False, rows=3)
    unit = forms.ChoiceField(label=_("Unit at home"))
    due_on = DayField(label=_("By when"), required=False)

    def __init__(
        self, *args: Any, policy: Policy, practices: Iterable[Practice], units: Iterable[Unit], keep: str = "",
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.offer_themes(policy, keep)
        self.practices = {str(one.pk): one for one in practices}
        told = [(key, one.title) for key, one in self.practices.items()]
        self.fields["practice"].choices = [EMPTY, *told]  # type: ignore[attr-defined]
        self.offer_units(units)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `compare` takes it."""
        data = self.cleaned_data
        chosen = {"practice": self.practices.get(data["practice"]), "unit": self.units[data["unit"]]}
        return {name: value for name, value in data.items() if name != "revision"} | chosen


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = _text(_("What came of it"), 1000, rows=3)


# --- reflections and letters ----------------------------------------------------------------------------------------


class ReflectionForm(_Themed):
    """What an officer learned, in words of their own."""

    title = forms.CharField(label=_("Title"), max_length=200)
    theme = forms.ChoiceField(label=_("Topic"))
    text = _text(_("In your own words"), 20_000, rows=10)

    def __init__(self, *args: Any, policy: Policy, keep: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_themes(policy, keep)


class BecauseForm(forms.Form):
    """What its writer is to look at."""

    because = _text(_("What its writer is to look at"), 500, rows=3)


class LetterForm(_OfUnit):
    """A letter of thanks, and its paper if there is one."""

    who = forms.ChoiceField(
        label=_("Who thanks whom"), widget=forms.RadioSelect, initial="theirs",
        choices=(("theirs", _("They thank us")), ("ours", _("We thank them"))),
    )  # fmt: skip
    sender = forms.CharField(label=_("The other side"), max_length=200, help_text=_("A firm, an office, a community."))
    received_on = DayField(label=_("Day of the letter"))
    words = _text(_("What it thanks for"), 4000, rows=4)
    unit = forms.ChoiceField(label=_("Unit at home"), required=False)
    paper = forms.FileField(label=_("Paper"), required=False)

    def __init__(self, *args: Any, units: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_units(units)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `keep_letter` takes it."""
        data = self.cleaned_data
        paper = data["paper"]
        told = {name: data[name] for name in ("sender", "received_on", "words")}
        return told | {
            "is_ours": data["who"] == "ours", "unit": self.units.get(data["unit"]), "content": paper or None,
            "file_name": paper.name if paper else "",
        }  # fmt: skip


class PlaybookForm(forms.Form):
    """How something is done."""

    moment = forms.ChoiceField(label=_("For which step"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=120)
    steps = _text(_("Steps"), 4000, rows=8, help_text=_("One a line, in their order."))
    text = _text(_("What is good to know"), 4000, rows=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["moment"].choices = list(labels.MOMENTS.items())  # type: ignore[attr-defined]


class ReviseForm(forms.Form):
    """A new version of a playbook."""

    title = forms.CharField(label=_("Title"), max_length=120)
    steps = _text(_("Steps"), 4000, rows=8, help_text=_("One a line, in their order."))
    text = _text(_("What is good to know"), 4000, rows=4, required=False)
    changed = _text(_("What changed"), 300)


class AskMentorForm(forms.Form):
    """Whom one asks, about what."""

    mentor = forms.ChoiceField(label=_("Mentor"), help_text=_("An officer of this batch or of an earlier one."))
    chain = forms.ChoiceField(label=_("Chain"), required=False)
    theme = forms.ChoiceField(label=_("Topic"), required=False)
    text = _text(_("What you ask"), 4000, rows=4)

    def __init__(self, *args: Any, policy: Policy, mentors: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mentors = {str(one.pk): one for one in mentors}
        self.fields["mentor"].choices = [EMPTY, *((key, one.name) for key, one in self.mentors.items())]  # type: ignore[attr-defined]
        chains = [(one.code, labels.about(policy, one.code, "")) for one in policy.chain_scheme.chains]
        self.fields["chain"].choices = [EMPTY, *chains]  # type: ignore[attr-defined]
        self.fields["theme"].choices = [EMPTY, *labels.themes(policy)]  # type: ignore[attr-defined]

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `ask_mentor` takes it."""
        data = self.cleaned_data
        return {**data, "mentor": self.mentors[data["mentor"]]}


class SayForm(forms.Form):
    """The next word in a talk with a mentor."""

    text = _text(_("Your word"), 4000, rows=3)


class GoalForm(forms.Form):
    """A goal of one's own."""

    figure = forms.ChoiceField(label=_("What is counted"))
    wanted = forms.IntegerField(label=_("How many"), min_value=1, max_value=goals.MOST)
    first_on = DayField(label=_("From day"))
    last_on = DayField(label=_("Until day"))
    words = _text(_("A word to yourself"), 300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [(code, one.name) for code, one in goals.FIGURES.items()]  # type: ignore[attr-defined]
