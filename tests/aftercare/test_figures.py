"""The published numbers of service after signing: what each counts, and what it leaves out."""

from datetime import date

from hometown.accounts.models import User
from hometown.aftercare import actions, figures
from hometown.aftercare.actions.promising import Ground
from hometown.aftercare.models import ServiceRequest
from hometown.kernel.dates import Period
from hometown.kernel.figures import Figure, Scope
from hometown.projects.models import Project
from tests.people import World
from tests.projects.conftest import a_visit

from .conftest import on_day

PERIOD = Period(date(2019, 12, 1), date(2020, 1, 31))
LAST = date(2020, 1, 31)


def told(figure: Figure, scope: Scope) -> tuple[int, list[int]]:
    """The value, and how many each exclusion leaves out."""
    result = figure.of(scope)
    assert int(result.value) == len({getattr(row, result.selection.key) for row in result.members})
    return int(result.value), [one.count for one in result.exclusions]


def test_requests_are_counted_once_by_what_became_of_them(
    world: World, landed: Project, asked: ServiceRequest, feng: User, wang: User
) -> None:
    scope = Scope(period=PERIOD, batch=world.batch.pk)
    late = actions.file_request(feng, company=landed.company, project=landed, kind="people", title="招工")
    actions.file_request(wang, company=landed.company, kind="other", title="不归项目的事")  # of no batch
    actions.accept(feng, request=late)
    actions.pause(feng, request=late, reason="works", until=date(2019, 12, 27))
    with on_day(date(2019, 12, 23)):
        actions.close_request(feng, request=asked, outcome="solved", words="已通电")
        actions.resume(feng, request=late)
        actions.pause(feng, request=late, reason="firm_asked", until=date(2019, 12, 27))
        actions.resume(feng, request=late)
    with on_day(date(2020, 1, 20)):
        actions.close_request(feng, request=late, outcome="explained", words="已说明")
    link, _token = actions.make_link(feng, company=landed.company)
    actions.rate(link, request=asked, rating="good")
    assert told(figures.requests_received, scope) == (2, [0])
    assert told(figures.requests_in_time, scope) == (1, [1, 0, 0])
    assert told(figures.requests_rated, scope) == (1, [1, 0, 0])
    assert told(figures.requests_rated_good, scope) == (1, [0, 0, 0])
    paused = figures.requests_paused.of(scope)
    assert (int(paused.value), paused.members.count()) == (1, 2)  # it waited twice
    city = Scope(period=PERIOD)
    assert told(figures.requests_received, city) == (3, [0])
    assert told(figures.requests_received, Scope(period=Period(date(2020, 2, 1), date(2020, 2, 9)))) == (0, [3])


def test_promises_count_as_kept_by_their_day_and_overdue_after_it(world: World, landed: Project, feng: User) -> None:
    scope = Scope(period=PERIOD, batch=world.batch.pk)
    unit = landed.landing_unit
    assert unit is not None

    def promised(due: date) -> object:
        return actions.promise(
            feng, company=landed.company, project=landed, kind="site", words="交付净地", ground=Ground("合同第三条"),
            due_on=due, unit=unit, holder=feng,
        )  # fmt: skip

    kept, late, given_up = (promised(date(2020, 1, day)) for day in (10, 11, 12))
    promised(date(2020, 1, 13))
    promised(LAST)  # on its day it is not overdue yet
    promised(date(2020, 3, 1))
    with on_day(date(2020, 1, 10)):
        actions.keep_promise(feng, promise=kept, words="交了")  # type: ignore[arg-type]
    with on_day(date(2020, 1, 20)):
        actions.keep_promise(feng, promise=late, words="晚了几天")  # type: ignore[arg-type]
        actions.release_promise(feng, promise=given_up, because="企业改址")  # type: ignore[arg-type]
    assert told(figures.promises_kept, scope) == (1, [1, 2, 1, 1])
    assert told(figures.promises_overdue, scope) == (1, [2, 1, 2])


def test_a_landed_firm_counts_as_called_on_after_its_contract_and_with_a_name(
    world: World, landed: Project, feng: User
) -> None:
    scope = Scope(period=PERIOD, batch=world.batch.pk)
    assert landed.contract_on is not None
    a_visit(world, landed.company, on=date(2019, 12, 2), person="")
    assert told(figures.landed_visited, scope) == (0, [1, 1])
    a_visit(world, landed.company, on=date(2019, 12, 3))
    a_visit(world, landed.company, on=date(2019, 12, 4))
    assert int(figures.landed_visited.of(scope).value) == 1
    before = Scope(period=Period(date(2019, 9, 1), landed.contract_on.replace(day=1)), batch=world.batch.pk)
    assert int(figures.landed_visited.of(before).value) == 0
    assert int(figures.landed_visited.of(Scope(period=PERIOD, officer=world.officers["lin"].pk)).value) == 0
