"""Who imports workbooks, for which batch and unit, and whose imports they see."""

import uuid

from hometown.accounts.access import names_of
from hometown.accounts.capabilities import Capability
from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.kernel.errors import NotAllowed, NotFound
from hometown.ledger.models import LedgeredQuerySet
from hometown.programme.models import Batch, Unit
from hometown.projects import access as projects

from .models import DoubtfulName, ImportRun
from .querysets import DoubtfulNameQuerySet

IMPORT = Capability.IMPORT_WORKBOOKS


def batches_for(user: User) -> LedgeredQuerySet:
    """The batches a person may import for, the newest first."""
    batches: LedgeredQuerySet = Batch.objects.order_by("-number")
    if user.holding.everywhere(IMPORT):
        return batches
    return batches.filter(pk__in=user.scopes(IMPORT, "batch"))


def units_for(user: User) -> list[Unit]:
    """The units in whose name a person may import, the likeliest first."""
    return projects.units_to_file_for(user)


def require_importer(user: User, batch: Batch | None, unit: Unit | None) -> None:
    """Raise NotAllowed unless the person may import for this batch and unit."""
    if not user.may(IMPORT):
        raise NotAllowed("intake.may_not_import")
    if not user.holding.everywhere(IMPORT) and (batch is None or batch.pk not in user.scopes(IMPORT, "batch")):
        raise NotAllowed("intake.not_your_batch")
    if unit is not None:
        projects.require_filer(user, unit, None)


def must_name_batch(user: User) -> bool:
    """Tell whether a person imports only for their own batches."""
    return not user.holding.everywhere(IMPORT)


def usual_batch(user: User) -> Batch | None:
    """The batch an import is for when none is named: the only one a person may import for; the bureau names it."""
    if user.holding.everywhere(IMPORT):
        return None
    found = list(batches_for(user)[:2])
    return found[0] if len(found) == 1 else None


def visible_runs(user: User) -> LedgeredQuerySet:
    """The imports a person may see: their own, and those of the batches they import for; newest first."""
    runs: LedgeredQuerySet = ImportRun.objects.select_related("batch", "unit", "blob").order_by("-imported_at", "-pk")
    if not user.may(IMPORT):
        return runs.none()
    if user.holding.everywhere(IMPORT):
        return runs
    return runs.filter(batch__in=user.scopes(IMPORT, "batch")) | runs.filter(imported_by=user.pk)


def run_for(user: User, pk: uuid.UUID) -> ImportRun:
    """Return an import. Raises NotFound for one this person may not see."""
    found: ImportRun | None = visible_runs(user).filter(pk=pk).first()
    if found is None:
        raise NotFound("intake.gone")
    return found


def importer_name(run: ImportRun) -> str:
    """Return who imported a workbook."""
    return names_of([run.imported_by]).get(run.imported_by, "")


# Doubtful names ------------------------------------------------------------------------------------------------------


def visible_names(user: User) -> DoubtfulNameQuerySet:
    """The doubtful names a person may see and decide about: of the imports they see; of lists, for the whole city."""
    found: DoubtfulNameQuerySet = DoubtfulName.objects.all()
    if user.may(IMPORT) and user.holding.everywhere(IMPORT):
        return found
    return found.filter(run__in=visible_runs(user).order_by().values("pk"))


def name_for(user: User, pk: uuid.UUID) -> DoubtfulName:
    """Return a doubtful name. Raises NotFound for one this person may not see."""
    found: DoubtfulName | None = visible_names(user).select_related("run", "meant").filter(pk=pk).first()
    if found is None:
        raise NotFound("intake.no_such_name")
    return found


def record_of(name: DoubtfulName) -> Company | None:
    """Return the record that the import made under a name, where it leads today; None where there is none."""
    own: Company | None = None
    if name.company_id is not None:
        own = Company.objects.select_related("merged_into").filter(pk=name.company_id).first()
    return own.merged_into or own if own is not None else None


def require_lister(user: User) -> None:
    """Raise NotAllowed unless the person may put the names of a list into the pile: who imports for the whole city."""
    if not user.may(IMPORT) or not user.holding.everywhere(IMPORT):
        raise NotAllowed("intake.may_not_list")


def decider_name(name: DoubtfulName) -> str:
    """Return who decided about a name; empty where nobody has."""
    return names_of([name.decided_by]).get(name.decided_by, "") if name.decided_by else ""
