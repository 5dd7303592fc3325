"""The form on which a person chooses what to be told."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User

from . import words
from .choices import Chosen
from .models import Channel
from .rules import LEAST_DAYS, MOST_DAYS

HINTS = {
    Channel.WECOM: _("The account (UserID) in the address book of the corporation."),
    Channel.DINGTALK: _("The userid of the member."),
    Channel.FEISHU: _("The user_id of the member."),
}


class RemindersForm(forms.Form):
    """A tick for each kind, and its days where it has some."""

    def __init__(self, *args: Any, chosen: list[Chosen], channels: list[str], channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if channels:
            known = [(code, words.CHANNELS[code]) for code in channels]
            self.fields["channel"] = forms.ChoiceField(
                label=_("Also by a messenger"), required=False, initial=channel, choices=[("", _("No")), *known],
                help_text=_("A sentence and a link, without names or amounts. Also what is assigned to you."),
            )  # fmt: skip
        self.kinds = [one.source.code for one in chosen]
        for one in chosen:
            source = one.source
            self.fields[f"on-{source.code}"] = forms.BooleanField(label=source.name, required=False, initial=one.is_on)
            if source.days:
                self.fields[f"days-{source.code}"] = forms.IntegerField(
                    label=source.days_words or _("How many days"), initial=one.days,
                    min_value=LEAST_DAYS, max_value=MOST_DAYS,
                )  # fmt: skip

    @property
    def by_channel(self) -> BoundField | None:
        """The choice of a messenger, where one could reach the person."""
        return self["channel"] if "channel" in self.fields else None

    def pairs(self) -> list[tuple[BoundField, BoundField | None]]:
        """Return each kind's tick with its days."""
        return [
            (self[f"on-{code}"], self[f"days-{code}"] if f"days-{code}" in self.fields else None) for code in self.kinds
        ]

    def wanted(self) -> dict[str, tuple[bool, int | None]]:
        """Return what was chosen: a kind's code → on or off, and its days."""
        data = self.cleaned_data
        return {code: (data[f"on-{code}"], data.get(f"days-{code}")) for code in self.kinds}


class AddressesForm(forms.Form):
    """Under which id each messenger knows a person."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = dict(user.channel_addresses.values_list("channel", "address"))
        for channel in Channel:
            self.fields[channel.value] = forms.CharField(
                label=words.CHANNELS[channel.value], max_length=120, required=False, initial=known.get(channel, ""),
                help_text=HINTS[channel],
            )  # fmt: skip
