"""Forms of accounts: they read what was typed; what it means is for the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from hometown.face.fields import DayField


class SignInForm(forms.Form):
    login = forms.CharField(
        label=_("Login"), max_length=60, widget=forms.TextInput(attrs={"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=200,
        help_text=_(
            "Five wrong passwords lock the login for 15 minutes. The security administrator of your unit helps."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Present password"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=200,
        help_text=_("At least 10 characters, not only digits, and not a common word."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password, again"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, str]:
        data = super().clean() or {}
        if data.get("new") and data.get("again") and data["new"] != data["again"]:
            self.add_error("again", _("The two new passwords differ. Type them again."))
        return data


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("zh-hans", "简体中文"), ("en", "English")], widget=forms.RadioSelect
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        choices=[("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))],
        widget=forms.RadioSelect,
    )


class AccountForm(forms.Form):
    login = forms.CharField(label=_("Login"), max_length=60)
    name = forms.CharField(label=_("Name"), max_length=60)
    password = forms.CharField(
        label=_("First password"),
        max_length=200,
        help_text=_("The person changes it when they first sign in."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class GrantForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))
    first_on = DayField(label=_("From"))
    last_on = DayField(label=_("To"), required=False)

    def __init__(self, *args: object, roles: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = roles


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=300)


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("New password"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
