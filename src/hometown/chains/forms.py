"""Forms of chains: what was typed becomes what the actions take."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.models import Contact
from hometown.companies.rules import masked_name
from hometown.face.fields import ChosenField, DayField
from hometown.fieldwork.contacting import day_words
from hometown.fieldwork.models import Activity
from hometown.programme.models import Unit

from . import labels
from .models import ChainNode
from .rules import EVERY, MOST

EMPTY = ("", "—")


def _text(label: Any, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": 2}), **more)


def _firm(label: Any) -> ChosenField:
    return ChosenField(
        reverse_lazy("company-suggest"), create_url=reverse_lazy("company-add"), create_text=_("Add the company"),
        only_listed=True, label=label,
    )  # fmt: skip


def _offer(field: forms.Field, known: Mapping[str, Any], words: Iterable[tuple[str, Any]]) -> None:
    field.choices = [EMPTY, *((key, told) for key, told in words if key in known)]  # type: ignore[attr-defined]


class NodeForm(forms.Form):
    """A node of a chain."""

    name = forms.CharField(label=_("Node"), max_length=60)
    place = forms.IntegerField(
        label=_("Place in the chain"), min_value=1, max_value=MOST, help_text=_("From raw material to final product.")
    )
    makes = forms.CharField(label=_("What is made there"), max_length=200, required=False)
    industry_code = forms.CharField(
        label=_("Industry"), max_length=5, required=False, help_text=_("A code of GB/T 4754.")
    )
    wanted = forms.IntegerField(
        label=_("Firms wanted"), min_value=1, max_value=MOST, initial=1,
        help_text=_("With fewer at home the node is weak, with none it is a gap."),
    )  # fmt: skip


class FirmForm(forms.Form):
    """A firm at home that stands in the node."""

    company = _firm(_("Firm at home"))
    is_anchor = forms.BooleanField(label=_("An anchor: others gather around it"), required=False)


class PursueForm(forms.Form):
    """A firm elsewhere that would fill the node."""

    company = _firm(_("Firm"))
    why = _text(_("Why it would fill the node"), 500)
    lead = forms.ChoiceField(label=_("Leads the pursuit"), required=False)

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        if self.people:
            _offer(self.fields["lead"], self.people, ((key, one.name) for key, one in self.people.items()))
        else:
            del self.fields["lead"]


class ApproachForm(forms.Form):
    """Who goes to whom, how, by when."""

    person = forms.ChoiceField(label=_("Who goes"))
    contact = forms.ChoiceField(label=_("To whom at the firm"), required=False)
    how = _text(_("In which way"), 300, help_text=_("Through whom, with what, on which occasion."))
    due_on = DayField(label=_("By when"))

    def __init__(self, *args: Any, people: Iterable[User], contacts: Iterable[Contact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        self.contacts = {str(one.pk): one for one in contacts}
        _offer(self.fields["person"], self.people, ((key, one.name) for key, one in self.people.items()))
        told = ((key, f"{masked_name(one.name)} · {one.title}".strip(" ·")) for key, one in self.contacts.items())
        _offer(self.fields["contact"], self.contacts, told)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `approach` takes it."""
        data = self.cleaned_data
        contact = self.contacts.get(data["contact"])
        return {"person": self.people[data["person"]], "contact": contact, "how": data["how"], "due_on": data["due_on"]}


class WordsForm(forms.Form):
    """What came of it."""

    words = _text(_("What came of it"), 500)


class CloseForm(forms.Form):
    """How a pursuit ends."""

    outcome = forms.ChoiceField(label=_("Outcome"), widget=forms.RadioSelect)
    words = _text(_("What came of it"), 500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = list(labels.OUTCOMES.items())  # type: ignore[attr-defined]


class PairForm(forms.Form):
    """Two departments that meet again and again."""

    home_unit = forms.ChoiceField(label=_("Department at home"))
    host_unit = forms.ChoiceField(label=_("Department of the host city"))
    subject = forms.CharField(label=_("About what"), max_length=200)
    every_days = forms.IntegerField(
        label=_("Days between two meetings"), min_value=EVERY.start, max_value=EVERY.stop - 1, initial=90
    )
    keeper = forms.ChoiceField(label=_("Keeps it"))

    def __init__(
        self, *args: Any, home: Iterable[Unit], host: Iterable[Unit], people: Iterable[User], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known: dict[str, dict[str, Any]] = {}
        for name, rows in (("home_unit", home), ("host_unit", host), ("keeper", people)):
            self.known[name] = {str(one.pk): one for one in rows}
            _offer(self.fields[name], self.known[name], ((key, one.name) for key, one in self.known[name].items()))

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `begin_pair` takes it."""
        data = dict(self.cleaned_data)
        return data | {name: rows[data[name]] for name, rows in self.known.items()}


class MeetingForm(forms.Form):
    """A pair met."""

    on = DayField(label=_("Day"))
    activity = forms.ChoiceField(
        label=_("The activity that tells of it"), required=False, help_text=_("Then nothing need be written again.")
    )
    words = _text(_("What was settled"), 500, required=False)

    def __init__(self, *args: Any, activities: Iterable[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.activities = {str(one.pk): one for one in activities}
        told = ((key, f"{day_words(one.on)} · {one.title}") for key, one in self.activities.items())
        _offer(self.fields["activity"], self.activities, told)

    def said(self) -> dict[str, Any]:
        """Return what was typed, as `note_meeting` takes it."""
        data = self.cleaned_data
        return {"on": data["on"], "words": data["words"], "activity": self.activities.get(data["activity"])}


class WhyForm(forms.Form):
    """Why something ends."""

    why = _text(_("Reason"), 300)


class NothingForm(forms.Form):
    """Nothing to type: only to be sure."""


class WatchForm(forms.Form):
    """One thing to follow, and why."""

    company = ChosenField(reverse_lazy("company-suggest"), only_listed=True, label=_("Firm"), required=False)
    thing = forms.ChoiceField(label=_("Or a chain or a node"), required=False)
    why = _text(_("Why you follow it"), 500)

    def __init__(self, *args: Any, chains: Mapping[str, str], nodes: Iterable[ChainNode], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nodes = {f"node:{one.pk}": one for one in nodes}
        named = [(f"chain:{code}", name) for code, name in chains.items()]
        named += [(key, f"{chains.get(one.chain, one.chain)} · {one.name}") for key, one in self.nodes.items()]
        self.fields["thing"].choices = [EMPTY, *named]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, Any]:
        """Return the chain or the node that was chosen, as `watch` takes it."""
        said = self.cleaned_data["thing"]
        node = self.nodes.get(said)
        return {"node": node} if node is not None else {"chain": said.removeprefix("chain:")}


class WatchWordsForm(forms.Form):
    """Why one follows it."""

    why = _text(_("Why you follow it"), 500)


class AssignForm(forms.Form):
    """Who goes to a firm of the shortlist."""

    person = forms.ChoiceField(label=_("Who goes"))

    def __init__(self, *args: Any, people: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.pk): one for one in people}
        _offer(self.fields["person"], self.people, ((key, one.name) for key, one in self.people.items()))


class DismissForm(forms.Form):
    """Why a firm of the shortlist is left out."""

    reason = forms.ChoiceField(label=_("Why it is left out"), widget=forms.RadioSelect)
    words = _text(_("In words"), 300, required=False)

    def __init__(self, *args: Any, reasons: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = list(reasons.items())  # type: ignore[attr-defined]
