from django.apps import AppConfig


class PolicyConfig(AppConfig):
    name = "hometown.policy"
    label = "policy"

    def ready(self) -> None:
        # The floors below ask upwards by these seams: what a role may do, what it is called, which version stands.
        from hometown.accounts import holding
        from hometown.ledger import book

        from . import standing

        holding.role_table[:] = [standing.capabilities_of]
        holding.role_words[:] = [standing.role_names]
        book.policy_number[:] = [standing.number_in_force]
