"""What the form pages of this room say besides their form."""

from dataclasses import dataclass

from hometown.accounts import answering


@dataclass(frozen=True)
class FormPage(answering.FormPage):
    """A form page that stands below the page of the programme."""

    template: str = "programme/form.html"
