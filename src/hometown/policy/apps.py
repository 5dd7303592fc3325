"""The city's rules."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PolicyConfig(AppConfig):
    name = "hometown.policy"
    label = "policy"

    def ready(self) -> None:
        # The floors below ask upwards by these seams: what a role may do, what it is called, which version stands.
        from hometown.accounts import holding
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger import book
        from hometown.ledger.records import Record, register

        from . import access, standing, words
        from .models import PolicyVersion

        holding.role_table[:] = [standing.capabilities_of]
        holding.role_words[:] = [standing.role_names]
        book.policy_number[:] = [standing.number_in_force]
        name_verbs(words.VERBS)
        register(Record(PolicyVersion, access.versions_for, "policy-version", _("Rules"), words.VERSION_FIELDS))
