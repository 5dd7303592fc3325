"""Doubts that only the records can raise: an officer nobody knows, a firm that has a project already. Pure.

They stand beside the doubts of the workbook engine, in the same form, in the preview, the report and the JSON.
"""

from dataclasses import dataclass


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue; a face puts it into the reader's language."""
    return sentence


_CHECK = gettext_noop("Check the value.")

# code → (what stands there, what to do)
SENTENCES: dict[str, tuple[str, str]] = {
    "officer_unknown": (
        gettext_noop("No officer of this name is on record; the name was kept as text."),
        gettext_noop("Enter the officer under Programme, or check the name."),
    ),
    "officer_namesakes": (
        gettext_noop("Several officers bear this name; it was kept as text."),
        gettext_noop("Choose the batch, or set the officer on the project's page."),
    ),
    "firm_repeated": (
        gettext_noop("The firm has a project already, and the row names no other; it was joined as a further report."),
        gettext_noop("Give each project a name where they are several."),
    ),
    "amount_differs": (
        gettext_noop("The project has another amount; that one was kept."),
        gettext_noop("Change it on the project's page if this one is right."),
    ),
    "stage_behind": (
        gettext_noop("The project was reported further on already; that was kept."),
        gettext_noop("Check the stage on the project's page."),
    ),
    "row_changed": (
        gettext_noop("The row says something else than when it was imported; only what was empty was filled."),
        gettext_noop("Compare the row with the project's page."),
    ),
    "claim_stands": (
        gettext_noop("A unit holds the first claim to this project; it was left as it is."),
        gettext_noop("Ask the unit that holds the claim."),
    ),
    "code_differs": (
        gettext_noop("A firm of this name is on record with another code; the row was taken as a firm of its own."),
        gettext_noop("Check the code."),
    ),
    "registered_as": (
        gettext_noop("The registry knows the firm by another name; the row joined the registered one."),
        gettext_noop("Write the registered name if another firm is meant."),
    ),
    "registered_maybe": (
        gettext_noop("A firm on record or of the registry may be meant; the name was kept as it is written."),
        gettext_noop("Decide under Doubtful names, once the workbook is in."),
    ),
    "code_left_out": (
        gettext_noop("The unified social credit code does not add up; it was left out."),
        gettext_noop("Check the code and enter it on the company's page."),
    ),
    "amount_left_out": (gettext_noop("The amount cannot be that of a project; it was left open."), _CHECK),
    "date_left_out": (
        gettext_noop("The row has no past date; the day of the import stands for it."),
        gettext_noop("Write the date with its year."),
    ),
    "unit_unknown": (
        gettext_noop("No unit of this name is on record; another unit was taken."),
        gettext_noop("Choose the unit when importing, or add it under Programme."),
    ),
    "no_firm": (
        gettext_noop("Without a firm the row cannot become a project; it was left out."),
        gettext_noop("Write the name of the firm."),
    ),
    "roster": (
        gettext_noop("The row is about an officer; officers are not made by an import. It was left out."),
        gettext_noop("Enter officers under Programme."),
    ),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A doubt about one cell. Has what a `workbook.Doubt` has."""

    code: str
    sheet: str
    row: int
    column: str
    field: str
    text: str
    assumed: str = ""

    @property
    def what(self) -> str:
        """What stands there, in English."""
        return SENTENCES[self.code][0]

    @property
    def todo(self) -> str:
        """What to do, in English."""
        return SENTENCES[self.code][1]
