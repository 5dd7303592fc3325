"""Doubts: cells that could be read two ways. They are reported, never failures.

Each code has a sentence that says what stands there and one that says what to do. The sentences are English; a face
translates them (they are marked for the catalogue of `intake`).
"""

from dataclasses import dataclass


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for the catalogue. This engine knows no Django, so the mark is its own."""
    return sentence


_CHECK = gettext_noop("Check the value.")
_WRITE_AMOUNT = gettext_noop("Write one amount with its unit.")
_WRITE_DATE = gettext_noop("Write the date with its year.")
_SET_STAGE = gettext_noop("Check the stage.")

# code → (what stands there, what to do)
SENTENCES: dict[str, tuple[str, str]] = {
    "amount_range": (gettext_noop("The cell gives a range; the lower end was taken."), _WRITE_AMOUNT),
    "amount_vague": (
        gettext_noop("The cell gives an order of size; it was taken as at least one of it."),
        _WRITE_AMOUNT,
    ),
    "amount_unread": (gettext_noop("No amount of money could be read here; it was left open."), _WRITE_AMOUNT),
    "amount_negative": (gettext_noop("The amount is below zero; it was left open."), _WRITE_AMOUNT),
    "amount_several": (gettext_noop("The cell names several amounts; one was taken."), _WRITE_AMOUNT),
    "amount_phases": (gettext_noop("The cell names the amounts of several phases; their sum was taken."), _CHECK),
    "amount_tentative": (
        gettext_noop("The cell calls the amount open and yet names one; it was taken as about so much."),
        _WRITE_AMOUNT,
    ),
    "amount_converted": (
        gettext_noop("The cell gives a foreign amount and its value in yuan; the yuan were taken."),
        _CHECK,
    ),
    "amount_unit_unknown": (
        gettext_noop("Neither the cell nor the table names a unit; one was assumed."),
        gettext_noop("Write the unit in the header."),
    ),
    "amount_foreign": (
        gettext_noop("The amount is in a foreign currency without a rate; the value in yuan was left open."),
        gettext_noop("Enter the value in yuan where it is known."),
    ),
    "amount_at_most": (gettext_noop("The cell gives an upper limit; it was taken as an approximate amount."), _CHECK),
    "amount_huge": (gettext_noop("The amount is over 100 billion yuan."), gettext_noop("Check the unit.")),
    "amount_tiny": (gettext_noop("The amount is below 10,000 yuan."), gettext_noop("Check the unit.")),
    "amount_zero": (
        gettext_noop("The amount is zero."),
        gettext_noop("Leave the cell empty where the amount is not known."),
    ),
    "amount_is_date": (gettext_noop("The cell holds a date where an amount belongs."), _WRITE_AMOUNT),
    "amount_merged": (
        gettext_noop("One amount is merged over several rows; it was counted for each."),
        gettext_noop("Split the cell, so that each row has its own amount."),
    ),
    "amount_unit_conflict": (
        gettext_noop("The header names another unit than the line above the table; the header was followed."),
        gettext_noop("Check the unit."),
    ),
    "date_unread": (gettext_noop("No date could be read here; it was left open."), _WRITE_DATE),
    "date_impossible": (gettext_noop("There is no such day; the date was left open."), _WRITE_DATE),
    "date_relative": (gettext_noop("The date is told from the day of writing; a year was assumed."), _WRITE_DATE),
    "date_year_assumed": (gettext_noop("The date has no year; one was assumed."), _WRITE_DATE),
    "date_range": (gettext_noop("The cell gives several days; the first was taken."), _CHECK),
    "date_several": (gettext_noop("The cell gives several dates; the first was taken."), _CHECK),
    "date_planned": (gettext_noop("The cell gives a planned date."), _CHECK),
    "date_loose": (gettext_noop("The date is loose; the period that surely holds it was taken."), _CHECK),
    "date_order": (gettext_noop("Day and month may be the other way round; the month was taken first."), _WRITE_DATE),
    "date_zero_lost": (gettext_noop("A number may have lost its last zero, as 10.10 becomes 10.1."), _WRITE_DATE),
    "date_old": (gettext_noop("The date is before 1990."), _WRITE_DATE),
    "date_future": (gettext_noop("The date is in the future."), _CHECK),
    "date_after_cutoff": (gettext_noop("The date is after the day the table was closed."), _CHECK),
    "person_unclear": (
        gettext_noop("Part of the cell is not the full name of a person."),
        gettext_noop("Write full names with a comma between them."),
    ),
    "phone_odd": (gettext_noop("A number in the cell is no telephone number."), gettext_noop("Check the number.")),
    "uscc_odd": (
        gettext_noop("This is no unified social credit code; it was kept as written."),
        gettext_noop("Check the code."),
    ),
    "firm_missing": (
        gettext_noop("The row names no firm."),
        gettext_noop("Write the name of the firm, or choose it on the page."),
    ),
    "firm_note": (gettext_noop("A remark in brackets was taken off the name."), gettext_noop("Check the name.")),
    "firm_several": (
        gettext_noop("The cell names several firms; the first was taken."),
        gettext_noop("Give each firm a row, or name the first investor only."),
    ),
    "firm_and_project": (
        gettext_noop("The cell names a firm and its project; they were taken apart."),
        gettext_noop("Check the name."),
    ),
    "same_as_above": (gettext_noop('The cell says "as above"; the value of the row above was taken.'), _CHECK),
    "stage_unread": (gettext_noop("The words name no known stage; the project was taken as a lead."), _SET_STAGE),
    "stage_guessed": (gettext_noop("The words could mean another stage."), _SET_STAGE),
    "stage_from_section": (
        gettext_noop("The row says nothing of progress; the heading above it was followed."),
        _SET_STAGE,
    ),
    "stage_missing": (gettext_noop("The row says nothing of progress; the project was taken as a lead."), _SET_STAGE),
    "status_guessed": (
        gettext_noop("The words say that the project does not go on."),
        gettext_noop("Check the status."),
    ),
    "formula_uncached": (
        gettext_noop("The cell is a formula whose result the file does not hold; formulas are never computed."),
        gettext_noop("Open the file in Excel or WPS, save it, and import it again."),
    ),
    "cell_error": (gettext_noop("The cell shows an error."), gettext_noop("Repair the cell.")),
    "column_by_content": (
        gettext_noop("The header does not say what the column holds; its cells were followed."),
        gettext_noop("Say once what this header means."),
    ),
    "continuation": (
        gettext_noop("The row goes on from the row above and was not taken as a project of its own."),
        gettext_noop("Check the row."),
    ),
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """One doubted cell: where it is, what it says, what was assumed."""

    code: str
    sheet: str
    row: int
    column: str  # letters
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
