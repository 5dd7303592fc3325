"""The verbs of companies: the only writers of this app, each one line of the book."""

from hometown.companies.revealing import reveal_contact

from .contacts import add_contact, edit_contact, end_contact
from .doubles import say_distinct, take_back_distinct
from .firms import add_company, edit_company, rename_company
from .introductions import ask_introduction, edit_introduction, introduction_made
from .names import add_name, remove_name
from .ties import add_tag, add_tie, end_tag, end_tie

__all__ = [
    "add_company",
    "add_contact",
    "add_name",
    "add_tag",
    "add_tie",
    "ask_introduction",
    "edit_company",
    "edit_contact",
    "edit_introduction",
    "end_contact",
    "end_tag",
    "end_tie",
    "introduction_made",
    "remove_name",
    "rename_company",
    "reveal_contact",
    "say_distinct",
    "take_back_distinct",
]
