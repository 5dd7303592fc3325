"""Words of imports: sentences for refusals, the verb of the book, names of fields and states."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from hometown.face.sentences import Sentence

_AS_XLSX = _("Save it as .xlsx in Excel or WPS, and choose that file.")

SENTENCES = {
    "empty": Sentence(_("The file is empty."), do=_("Choose another file.")),
    "too_large": Sentence(
        _("The workbook is too large to be read (limit: %(limit)s)."),
        do=_("Split it by year or by sheet, or remove pictures, then import the parts."),
    ),
    "not_a_workbook": Sentence(_("This is no workbook, whatever its name says (%(kind)s)."), do=_AS_XLSX),
    "encrypted": Sentence(
        _("The workbook is locked with a password."), do=_("Save it without a password, and choose that file.")
    ),
    "broken": Sentence(_("The workbook is damaged and cannot be read to its end."), do=_AS_XLSX),
    "bomb": Sentence(
        _("The workbook would take more than this machine gives to one file (%(what)s). It was not read."), do=_AS_XLSX
    ),
    "far_cell": Sentence(
        _("Sheet “%(sheet)s” has a cell far outside the table, at %(cell)s."),
        do=_("Delete the empty rows and columns around the table, save, and choose the file again."),
    ),
    "no_table": Sentence(
        _("Nothing in this workbook looks like a ledger."),
        do=_("Put a row of headers over the table, with one for the firm, and choose the file again."),
    ),
    "unreadable": _("The file “%(name)s” cannot be opened."),
    "no_such_field": _("There is no field “%(field)s”. The fields are: %(known)s."),
    "gone": Sentence(
        _("This import is not here, or it is not yours to see."),
        do=_("A workbook waits a day to be confirmed. Choose the file again."),
    ),
    "may_not_import": Sentence(
        _("Your duties do not include importing."), who=_("The bureau or the branch secretary imports.")
    ),
    "not_your_batch": Sentence(
        _("You import for your own batch only."),
        do=_("Choose your batch."),
        who=_("The bureau imports for the others."),
    ),
    "unit_needed": Sentence(
        _("Some rows name no unit that is on record."), do=_("Choose the unit that reports them, then import again.")
    ),
    "no_such_name": _("There is no such doubtful name, or it is not for you."),
    "name_decided": Sentence(_("Somebody has decided about this name."), do=_("Take the decision back first.")),
    "name_open": _("Nobody has decided about this name yet."),
    "own_name": Sentence(
        _("This is the name as it is written."), do=_("Say that it is a new firm, or choose another.")
    ),
    "other_code": Sentence(
        _("“%(company)s” is on record with the code %(code)s, and the firm of this name has another."),
        do=_("Compare the licences; two codes are two firms."),
    ),
    "undo_merge_first": Sentence(
        _("The record of “%(company)s” was joined to the firm."), do=_("Undo the merge first, then take this back.")
    ),
    "may_not_list": Sentence(_("You may not put the names of a list into the pile."), who=_("The bureau can.")),
    "source_needed": _("Say what the list is called."),
    "too_many_names": Sentence(
        _("A list has at most %(limit)s doubtful names."), do=_("Split it, or look at how it was linked.")
    ),
    "home_not_empty": Sentence(
        _("This home holds records already. The demo goes into an empty one."),
        do=_("Name another folder in HOMETOWN_HOME."),
    ),
    "demo_cut_off": Sentence(
        _("Loading the demo was cut off here before."), do=_("Remove the folder %(home)s and load it again.")
    ),
}

VERBS = {
    "workbook.imported": _("imported a workbook"),
    "name.listed": _("put the doubtful names of a list into the pile"),
    "name.decided": _("decided which firm a name means"),
    "name.left": _("left a doubtful name as it is"),
    "name.taken_up": _("took a doubtful name up again"),
}

DECISIONS: dict[str, Any] = {
    "open": _("To decide"),
    "same": _("Names a firm"),
    "new": _("New firm"),
    "left": _("Left as it is"),
}
DECISION_TONES = {"open": "amber", "same": "green", "new": "blue"}

# Why a firm may be meant, by the code of the engine; `one` is of the written name, `other` of the firm.
REASONS: dict[str, Any] = {
    "code": _("same code"),
    "exact": _("same name"),
    "alias": _("also called %(other)s"),
    "former": _("formerly %(other)s"),
    "branch": _("a branch of it, %(one)s"),
    "trade": _("same trade name %(one)s"),
    "trade-differs": _("trade name %(one)s, there %(other)s"),
    "sounds": _("sounds the same"),
    "letters": _("letters %(one)s"),
    "region": _("place %(other)s"),
    "region-differs": _("place %(one)s, there %(other)s"),
    "industry-differs": _("line %(one)s, there %(other)s"),
    "form-differs": _("legal form %(one)s, there %(other)s"),
    "abbreviates": _("%(one)s is short for it"),
}

STATES: dict[str, tuple[Any, str]] = {
    "new": (_("New"), "green"),
    "joined": (_("Further report"), "blue"),
    "changed": (_("Changed"), "amber"),
    "unchanged": (_("Here already"), ""),
    "left_out": (_("Left out"), "red"),
}

FIELDS: dict[str, Any] = {
    "company": _("Firm"),
    "uscc": _("Unified social credit code"),
    "title": _("Project"),
    "place": _("Place of the firm"),
    "landing": _("Place to land"),
    "industry": _("Industry"),
    "source": _("Source of the lead"),
    "date": _("First contact"),
    "visit_date": _("Day of the visit"),
    "signing_date": _("Day of signing"),
    "start_date": _("Start of building"),
    "update_date": _("Day of the last change"),
    "contact": _("Contact"),
    "position": _("Position of the contact"),
    "phone": _("Telephone"),
    "summary": _("What it is about"),
    "amount": _("Amount"),
    "paid_in": _("Paid in"),
    "currency": _("Currency"),
    "progress": _("Progress"),
    "officers": _("Officers"),
    "officer_phone": _("Telephone of the officer"),
    "leader": _("Leader in charge"),
    "unit": _("Unit"),
    "next_step": _("Next step"),
    "problems": _("Problems"),
    "remarks": _("Remarks"),
    "reporter": _("Reporter"),
    "counterpart": _("People met"),
    "venue": _("Where"),
    "signed_flag": _("Signed or not"),
    "seq": _("Number in the list"),
    "name": _("Name of a person"),
    "gender": _("Gender"),
    "sending_unit": _("Sending unit"),
    "host_unit": _("Host unit"),
}

NOTES: dict[str, Any] = {
    "macros": _("The workbook holds macros. They were left alone."),
    "outside_links": _("The workbook points to other files. They were left alone."),
    "hidden_sheet": _("Hidden sheets were not read."),
    "no_table": _("Sheets without a table were passed over."),
    "other_table": _("Tables that are no ledger were passed over."),
}


def field_name(field: str) -> str:
    """Return what a field is called; an unnamed one as it is written."""
    return str(FIELDS.get(field, field))


def field_choices() -> list[tuple[str, str]]:
    """The answers to an unknown header, in the present language."""
    named = sorted(((code, str(name)) for code, name in FIELDS.items()), key=lambda pair: pair[1])
    return [("", str(_("Not answered"))), ("ignore", str(_("Leave the column out"))), *named]


def reason_words(reasons: list[list[str]]) -> str:
    """Return why a firm may be meant, in the present language; a reason nobody has words for is left out."""
    said = [REASONS[code] % {"one": one, "other": other} for code, one, other in reasons if code in REASONS]
    return " · ".join(map(str, said))
