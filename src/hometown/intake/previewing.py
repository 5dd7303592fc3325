"""What a workbook says, and what an import of it would do. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput
from hometown.policy.standing import in_force
from hometown.programme.models import Batch, Unit

from . import access
from .models import HeaderMeaning, ImportRun
from .planning import make_plan
from .plans import Plan
from .workbook import FIELDS, IGNORE, Reading, read_workbook


def read(
    path: Path, *, unit: Unit | None = None, answers: Mapping[str, str] | None = None, recall: bool = True
) -> Reading:
    """Read a workbook with what is remembered of the unit's headers, unless there is no home to `recall` it from.

    Raises BadInput for what cannot be read.
    """
    wrong = sorted(set((answers or {}).values()) - {*FIELDS, IGNORE})
    if wrong:
        raise BadInput("intake.no_such_field", field=wrong[0], known=", ".join((*FIELDS, IGNORE)))
    known = remembered(unit) if recall else {}
    return read_workbook(path, remembered={**known, **(answers or {})}, today=clock.today())


def remembered(unit: Unit | None) -> dict[str, str]:
    """Return what the headers of an office mean, as once answered; answers of no office are everybody's."""
    general = dict(HeaderMeaning.objects.filter(unit=None).values_list("header", "field"))
    own = dict(HeaderMeaning.objects.filter(unit=unit).values_list("header", "field")) if unit else {}
    return {**general, **own}


def plan_for(
    actor: User | None, reading: Reading, *, file_name: str, unit: Unit | None = None, batch: Batch | None = None
) -> Plan:
    """Return what an import would do. Nothing is written."""
    fallback = next(iter(access.units_for(actor)), None) if actor is not None and unit is None else None
    return make_plan(
        reading, policy=in_force(clock.today()), today=clock.today(), file_name=file_name, batch=batch, unit=unit,
        fallback=fallback,
    )  # fmt: skip


def was_known(run: ImportRun, begun: datetime) -> bool:
    """Tell whether an import that was begun at a moment said nothing new: what came back is an earlier one."""
    return run.imported_at < begun


def with_remarks(reading: Reading, plan: Plan) -> Reading:
    """Return a reading whose doubts hold what the records said of it, too."""
    return replace(reading, doubts=(*reading.doubts, *plan.remarks))  # type: ignore[arg-type]
