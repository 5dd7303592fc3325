"""Forms: label above, hint below it, the error beside the field and in a summary that leads to it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.template import Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hometown.face.revising import FIELD, OVER, meanwhile_of

register = Library()


@register.inclusion_tag("face/parts/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, object]:
    """What has to be changed, each line a link to its field. Nothing when the form is in order."""
    lines: list[tuple[str, str]] = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        lines += [(focus_id(bound), words) for words in errors_of(bound, named=True)]
    meanwhile = meanwhile_of(form)
    over = f"{form.add_prefix(FIELD)}-{OVER}" if meanwhile else ""
    return {"lines": lines, "meanwhile": meanwhile, "over": over}


def errors_of(bound: BoundField, *, named: bool = False) -> list[str]:
    """Return what is wrong with a field, in our words where Django has only general ones.

    `named` puts the field's name before words that do not hold it, for the summary.
    """
    return [_words(bound, error, named=named) for error in bound.form.errors.get(bound.name, ErrorList()).as_data()]


def _words(bound: BoundField, error: ValidationError, *, named: bool) -> str:
    text = " ".join(error.messages)
    if error.code == "required" and text == str(forms.Field.default_error_messages["required"]):
        chosen = isinstance(bound.field, forms.ChoiceField | forms.FileField)
        pattern = _("Choose: %(field)s") if chosen else _("Fill in: %(field)s")
        return pattern % {"field": bound.label}
    if isinstance(bound.field, forms.DateField) and error.code == "invalid":
        text = _("Write the day as year-month-day, such as 2019-10-12.")
    return _("%(field)s: %(error)s") % {"field": bound.label, "error": text} if named else text


def focus_id(bound: BoundField) -> str:
    """Return the id of the element a link to this field should reach."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return str(getattr(bound.field.widget, "focus_id", lambda base: base)(bound.auto_id))


@register.simple_tag
def form_fields(form: forms.BaseForm) -> SafeString:
    """Every field of a form in order, hidden ones too."""
    hidden = [str(bound) for bound in form.hidden_fields()]
    return SafeString("".join([*hidden, *(str(render(bound)) for bound in form.visible_fields())]))


@register.simple_tag
def field(bound: BoundField, hint: object = "", label: object = "") -> SafeString:
    """One field with its label, hint and error."""
    return render(bound, hint, label)


def render(bound: BoundField, hint: object = "", label: object = "") -> SafeString:
    from django.template.loader import render_to_string

    widget = bound.field.widget
    group = isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple)
    single = isinstance(widget, forms.CheckboxInput)
    base = bound.auto_id or bound.html_name
    said = [f"{base}-hint"] if hint or bound.help_text else []
    said += [f"{base}-error"] if bound.errors else []
    meanwhile = meanwhile_of(bound.form)
    beside = meanwhile.beside.get(bound.name) if meanwhile else None
    said += [f"{base}-now"] if beside else []
    attrs: dict[str, Any] = {"aria-describedby": " ".join(said)} if said else {}
    if bound.errors and not group:
        attrs["aria-invalid"] = "true"
    context = {
        "bound": bound,
        "base": base,
        "focus": focus_id(bound),
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "errors": errors_of(bound),
        "beside": beside,
        "group": group,
        "single": single,
        "ticks": group and "ticks" in str(widget.attrs.get("class", "")),
        "said": attrs.get("aria-describedby", ""),
        "control": "" if group else bound.as_widget(attrs=attrs),
        "optional": not bound.field.required and not single,
        "rows": list(bound.subwidgets) if group else [],
    }
    return render_to_string("face/parts/field.html", context)
