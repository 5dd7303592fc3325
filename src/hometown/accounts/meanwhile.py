"""What happened to a record while somebody had its form open: told from the book, field by field, by whom and when.

    meanwhile.opened_on(form, project, begun=as_initial)    # when the form is made, empty or filled
    meanwhile.hold(form, project)                           # before the verb: the book compares revisions

`begun` is how the page fills its form from the record; a column of the field's own name if not said. With it the form
tells what the person typed from what they only had before them: the first stays, the second follows the record.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms

from hometown.face.revising import FIELD, Beside, Change, Meanwhile, RevisionField, Step, watch
from hometown.face.sentences import written
from hometown.face.widgets import Chosen
from hometown.ledger import history, records
from hometown.ledger.models import LedgeredModel, label_of

from .stories import ToldLine, told

Begun = Callable[[Any], Mapping[str, Any]]


def nothing(_record: Any) -> Mapping[str, Any]:
    """Begin a form empty: it shows nothing of the record it changes."""
    return {}


def opened_on(form: forms.BaseForm, record: LedgeredModel, begun: Begun | None = None) -> None:
    """Let a form know the record it changes and the revision that the person saw."""
    form.fields[FIELD] = RevisionField(initial=record.revision)
    form.initial[FIELD] = record.revision
    watch(form, lambda: _tell(form, record, begun or _columns_of(form)))


def hold(form: forms.BaseForm, record: LedgeredModel) -> None:
    """Tell a record which revision its form was opened on, so that the book refuses to overwrite a newer one."""
    seen = form.cleaned_data.pop(FIELD, None)
    if seen is not None:
        record.revision = seen


def _columns_of(form: forms.BaseForm) -> Begun:
    names = [name for name in form.fields if name != FIELD]
    return lambda record: {name: getattr(record, name) for name in names if hasattr(record, name)}


def _tell(form: forms.BaseForm, record: LedgeredModel, begun: Begun) -> Meanwhile:
    present: LedgeredModel | None = type(record)._default_manager.filter(pk=record.pk).first()
    if present is None:
        return Meanwhile(None)
    seen = _seen(form)
    known = records.known(label_of(type(record)))
    kind = known or records.Record(type(record), lambda _: type(record)._default_manager.none(), "", "")
    lines = told(kind, history.since(present, seen)) if seen is not None else []
    before = history.as_of(present, seen) if seen is not None else None
    beside = _beside(form, begun(present), None if before is None else begun(before))
    return Meanwhile(present.revision, [_step(form, line) for line in lines], beside)


def _seen(form: forms.BaseForm) -> int | None:
    raw = form[FIELD].data
    return int(raw) if str(raw).isdecimal() else None


def _step(form: forms.BaseForm, line: ToldLine) -> Step:
    changes = [Change(_label(form, change.column, change.field), change.before, change.after) for change in line.changes
               if change.column != "edited_at"]  # fmt: skip
    return Step(line.actor, line.entry.recorded_at, line.verb, tuple(changes) or (Change("", "", ""),))


def _label(form: forms.BaseForm, column: str, called: str) -> Any:
    asked = form.fields.get(column.removesuffix("_id"))
    return asked.label if asked is not None and asked.label else called


def _beside(form: forms.BaseForm, now: Mapping[str, Any], before: Mapping[str, Any] | None) -> dict[str, Beside]:
    """Say what is on record for each field that differs; a field the person had not touched follows the record."""
    found: dict[str, Beside] = {}
    for name in now.keys() & form.fields.keys() - {FIELD}:
        if before is not None and before.get(name) == now[name]:
            continue  # nobody else changed it
        asked, data = form.fields[name], form[name].data
        if not _differs(asked, now[name], data):
            continue
        touched = before is None or _differs(asked, before.get(name), data)
        if not touched:
            _follow(form, name, now[name])
        found[name] = Beside(_words(asked, now[name]), is_taken=not touched)
    return found


def _differs(asked: forms.Field, value: Any, data: Any) -> bool:
    """Tell whether what came differs from a value as a page shows it; an amount sent back as shown does not."""
    if not isinstance(data, str) or isinstance(asked, forms.BooleanField):
        return asked.has_changed(value, data)
    prepared = asked.prepare_value(value)
    shown = (
        asked.widget.format_value(prepared) if isinstance(asked.widget, forms.DateInput | forms.TimeInput) else prepared
    )
    return str("" if shown is None else shown).split() != data.split()


def _follow(form: forms.BaseForm, name: str, value: Any) -> None:
    form.initial[name] = value
    form.fields[name].bound_data = lambda data, initial: initial  # type: ignore[method-assign] # noqa: ARG005
    form._bound_fields_cache.pop(name, None)  # type: ignore[attr-defined]


def _words(asked: forms.Field, value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, Chosen):
        return value.text
    if isinstance(asked, forms.ChoiceField) and not isinstance(asked, forms.ModelChoiceField):
        return str(_choices(asked).get(str(value), value if value is not None else ""))
    if isinstance(asked, forms.ModelChoiceField):
        wanted = value if isinstance(value, list | tuple) else [value]
        keys = {str(asked.prepare_value(one)) for one in wanted if one is not None}
        known: Any = asked.queryset
        return written([asked.label_from_instance(one) for one in known if str(one.pk) in keys])
    return written(value)


def _choices(asked: forms.ChoiceField) -> dict[str, Any]:
    listed: Any = asked.choices
    flat: dict[str, Any] = {}
    for value, words in listed:
        pairs = words if isinstance(words, list | tuple) else [(value, words)]
        flat |= {str(one): said for one, said in pairs}
    return flat
