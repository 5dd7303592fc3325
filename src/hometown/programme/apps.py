from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "hometown.programme"
    label = "programme"

    def ready(self) -> None:
        from hometown.accounts.verbs import name_verbs
        from hometown.ledger import records
        from hometown.notices import sources

        from . import access, reminders, words
        from .models import ActionPlan, Batch, KeyTask, Officer, PlanClause, Rulebook, Unit

        name_verbs(words.VERBS)
        sources.register(*reminders.SOURCES)
        for model, visible, url_name, name in (
            (Batch, access.visible_batches, "batch", words.BATCH),
            (Officer, access.visible_officers, "officer", words.OFFICER),
            (Unit, access.visible_units, "unit", words.UNIT),
            (KeyTask, access.visible_key_tasks, "key-task", words.KEY_TASK),
            (ActionPlan, access.visible_plans, "plan", words.PLAN),
            (PlanClause, access.visible_clauses, "plan-clause", words.PLAN_CLAUSE),
            (Rulebook, access.visible_rulebooks, "rulebook", words.RULEBOOK),
        ):
            # A project names the first three to all its readers; a plan is a document of the city.
            free = model in (Batch, Officer, Unit, ActionPlan, PlanClause)
            records.register(records.Record(model, visible, url_name, name, words.FIELDS, is_named_freely=free))
