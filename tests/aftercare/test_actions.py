"""The verbs of service after signing."""

from datetime import date, timedelta

import pytest

from hometown.accounts.models import User
from hometown.aftercare import access, actions, links
from hometown.aftercare.actions.asking import Attached, attach
from hometown.aftercare.actions.promising import Ground
from hometown.aftercare.figures import requests_rated
from hometown.aftercare.models import Promise, RequestMessage, RequestPause, ServiceLink, ServiceRequest
from hometown.aftercare.rules import closed_in_time
from hometown.kernel.dates import Period
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.kernel.figures import Scope
from hometown.ledger.models import Entry, RowImage
from hometown.programme.models import Unit
from hometown.projects import actions as projects
from hometown.projects.models import Project
from tests.people import World

from .conftest import FRIDAY, MONDAY, TODAY, on_day, put

LAW = Ground("《安徽省开发区条例》第二十一条")
REVIEWED = Ground("皖政〔2019〕1号", date(2019, 12, 1), "公平竞争审查〔2019〕12号")


def promised(user: User, landed: Project, **told: object) -> Promise:
    said: dict[str, object] = {
        "kind": "utilities",
        "words": "一月底前接通专线",
        "due_on": date(2020, 1, 20),
        "ground": LAW,
    }
    assert landed.landing_unit is not None
    return actions.promise(user, company=landed.company, project=landed, unit=landed.landing_unit, **(said | told))  # type: ignore[arg-type]


# --- requests -------------------------------------------------------------------------------------------------------


def test_a_request_goes_to_the_steward_where_the_project_lands(
    asked: ServiceRequest, landed: Project, feng: User
) -> None:
    assert (asked.unit_id, asked.holder) == (landed.landing_unit_id, feng)
    assert (asked.accept_due, asked.reply_due, asked.close_due) == (MONDAY, date(2019, 12, 25), date(2020, 1, 6))


def test_without_a_project_the_bureau_has_it(world: World, landed: Project, wang: User) -> None:
    row = actions.file_request(wang, company=landed.company, kind="people", title="招三十名操作工", channel="letter")
    assert (row.unit, row.holder) == (world.units["bureau"], wang)


def test_who_does_not_serve_the_firm_writes_nothing_down(landed: Project, yun: User) -> None:
    with pytest.raises(NotAllowed, match=r"aftercare\.not_your_firm"):
        actions.file_request(yun, company=landed.company, kind="people", title="招工")


def test_a_request_is_accepted_answered_and_closed_with_one_line_each(asked: ServiceRequest, feng: User) -> None:
    before = Entry.objects.count()
    actions.accept(feng, request=asked)
    actions.reply(feng, request=asked, words="供电公司答复：月底通电。")
    closed = actions.close_request(feng, request=asked, outcome="solved", words="已通电。")
    assert [one.verb for one in Entry.objects.order_by("seq")[before:]] == [
        "request.accepted", "request.replied", "request.closed",
    ]  # fmt: skip
    assert (closed.accepted_on, closed.replied_on, closed.closed_on) == (TODAY, TODAY, TODAY)
    with pytest.raises(RuleBroken, match=r"aftercare\.closed_already"):
        actions.reply(feng, request=asked, words="再说一句")


def test_nothing_that_reads_like_a_favour_is_sent_without_its_basis(
    asked: ServiceRequest, landed: Project, feng: User
) -> None:
    with pytest.raises(RuleBroken, match=r"aftercare\.favour_without_basis"):
        actions.reply(feng, request=asked, words="前三年税收返还给你们。")
    with pytest.raises(RuleBroken, match=r"aftercare\.favour_without_basis"):
        actions.close_request(feng, request=asked, outcome="solved", words="设备补贴已经谈妥。")
    assert not RequestMessage.objects.exists()
    actions.reply(feng, request=asked, words="设备补贴可以申报。", basis="皖经信〔2019〕5号第三条")
    reward = promised(feng, landed, kind="reward", words="设备奖补按省文件兑现", ground=REVIEWED)
    actions.reply(feng, request=asked, words="奖补一月到账。", promise=reward)
    assert [bool(one.basis or one.promise) for one in RequestMessage.objects.all()] == [True, True]


def test_a_pause_needs_a_reason_and_a_day_and_moves_what_still_runs(asked: ServiceRequest, feng: User) -> None:
    with pytest.raises(RuleBroken, match=r"aftercare\.accept_first"):
        actions.pause(feng, request=asked, reason="works", until=date(2020, 1, 10))
    actions.accept(feng, request=asked)
    with pytest.raises(BadInput):
        actions.pause(feng, request=asked, reason="no_time", until=date(2020, 1, 10))
    with pytest.raises(BadInput):
        actions.pause(feng, request=asked, reason="works", until=TODAY)
    with on_day(MONDAY):
        actions.pause(feng, request=asked, reason="works", until=date(2020, 1, 10), words="等供电施工")
    with on_day(date(2019, 12, 30)):  # five workdays later
        now = actions.resume(feng, request=asked)
    assert (now.accept_due, now.reply_due, now.close_due) == (MONDAY, date(2020, 1, 2), date(2020, 1, 13))
    assert RequestPause.objects.get().resumed_on == date(2019, 12, 30)
    with pytest.raises(RuleBroken, match=r"aftercare\.not_paused"):
        actions.resume(feng, request=asked)


def test_a_request_is_handed_to_somebody_with_a_duty_there(
    world: World, asked: ServiceRequest, feng: User, yun: User
) -> None:
    with pytest.raises(RuleBroken, match=r"aftercare\.not_of_unit"):
        actions.hand_on(feng, request=asked, unit=world.units["xiangshan"], holder=feng)
    with pytest.raises(RuleBroken, match=r"aftercare\.nobody_there"):
        actions.hand_on(feng, request=asked, unit=world.units["civil"], holder=None)
    now = actions.hand_on(feng, request=asked, unit=world.units["xiangshan"], holder=yun, words="厂房在相山")
    assert (now.holder, now.close_due) == (yun, asked.close_due)  # the firm does not wait anew
    assert access.request_for(yun, asked.pk) == asked
    assert not RequestMessage.objects.get().shown


def test_the_city_is_asked_to_step_in_and_says_what_it_does(asked: ServiceRequest, feng: User, wang: User) -> None:
    actions.raise_request(feng, request=asked, because="供电公司不给工期")
    with pytest.raises(RuleBroken, match=r"aftercare\.raised_already"):
        actions.raise_request(feng, request=asked, because="再催")
    with pytest.raises(NotAllowed):
        actions.settle(feng, request=asked, words="我自己说")
    now = actions.settle(wang, request=asked, words="已请市经信局周五前协调")
    assert not now.is_raised
    actions.raise_request(feng, request=asked, because="周五没有结果")  # once more


def test_a_closed_request_is_taken_up_again_with_new_days(asked: ServiceRequest, feng: User) -> None:
    actions.close_request(feng, request=asked, outcome="explained", words="已说明。")
    with on_day(date(2020, 1, 8)):
        now = actions.reopen(feng, request=asked, words="企业说没有解决")
    assert now.closed_on is None
    assert now.close_due == date(2020, 1, 21)  # the Sunday before the Spring Festival is worked


def test_what_was_closed_late_stays_late_when_it_is_taken_up_again(asked: ServiceRequest, feng: User) -> None:
    with on_day(date(2020, 1, 7)):  # the day after the last
        actions.close_request(feng, request=asked, outcome="explained", words="已说明。")
    with on_day(date(2020, 1, 8)):
        now = actions.reopen(feng, request=asked, words="企业说没有解决")
        late = ServiceRequest.objects.with_due().get(pk=asked.pk)
        assert late.next_due == asked.close_due  # the list shows it by the day its lamp shows
        again = actions.close_request(feng, request=now, outcome="solved", words="已通电。")
    assert not closed_in_time(again.days)


def test_a_rating_stands_until_the_firm_gives_a_new_one(asked: ServiceRequest, feng: User) -> None:
    link, _token = actions.make_link(feng, company=asked.company)
    scope = Scope(period=Period(date(2019, 12, 1), date(2020, 1, 31)))
    actions.close_request(feng, request=asked, outcome="explained", words="已说明。")
    actions.rate(link, request=asked, rating="poor", words="没有解决")
    now = actions.reopen(feng, request=asked, words="企业说没有解决")
    assert (now.rating, now.rating_words) == ("poor", "没有解决")
    counted = requests_rated.of(scope)
    assert (int(counted.value), [one.count for one in counted.exclusions]) == (1, [0, 0, 0])
    actions.close_request(feng, request=asked, outcome="solved", words="已通电。")
    assert actions.rate(link, request=asked, rating="good").rating == "good"
    with pytest.raises(RuleBroken, match=r"aftercare\.rated_already"):
        actions.rate(link, request=asked, rating="poor")


def test_a_request_taken_up_again_goes_to_somebody_who_still_serves(
    asked: ServiceRequest, landed: Project, feng: User, han: User, wang: User
) -> None:
    actions.close_request(feng, request=asked, outcome="explained", words="已说明。")
    projects.set_steward(wang, project=landed, steward=han)
    assert actions.reopen(wang, request=asked, words="再问").holder == feng  # who still serves keeps it
    actions.close_request(wang, request=asked, outcome="explained", words="已说明。")
    feng.is_active = False
    put(feng)
    assert actions.reopen(wang, request=asked, words="又问").holder == han
    actions.close_request(wang, request=asked, outcome="explained", words="已说明。")
    han.is_active = False
    put(han)
    assert actions.reopen(wang, request=asked, words="还问").holder == wang


# --- what a firm does by its link -----------------------------------------------------------------------------------


def test_a_firm_asks_says_and_rates_by_its_link(landed: Project, feng: User) -> None:
    link, token = actions.make_link(feng, company=landed.company)
    assert links.link_of(token) == link
    row = actions.ask(link, kind="permits", title="施工许可卡在图审", project=landed, attached=[_paper()])
    assert (row.channel, row.recorded_by, row.holder) == ("link", None, feng)
    actions.say(link, request=row, words="图纸已改第二稿")
    with pytest.raises(RuleBroken, match=r"aftercare\.still_open"):
        actions.rate(link, request=row, rating="good")
    actions.close_request(feng, request=row, outcome="solved", words="已发证。")
    actions.rate(link, request=row, rating="fair", words="快一点更好")
    with pytest.raises(RuleBroken, match=r"aftercare\.rated_already"):
        actions.rate(link, request=row, rating="good")
    assert (
        Entry.objects.filter(verb__in=("request.asked", "request.answered", "request.rated"), actor=None).count() == 3
    )


def _paper() -> Attached:
    taken = attach("图审意见：疏散楼梯宽度不足。".encode(), "意见.txt")
    assert taken is not None
    return taken


def test_a_link_reaches_no_other_firm(world: World, asked: ServiceRequest, wang: User, yun: User) -> None:
    from .conftest import a_firm

    other = a_firm("浙江砚海硅业有限公司")
    link, _token = actions.make_link(wang, company=other)
    with pytest.raises(NotFound):
        actions.say(link, request=asked, words="看看别家的")
    with pytest.raises(BadInput):
        actions.ask(link, kind="permits", title="借别家的项目", project=asked.project)
    with pytest.raises(NotAllowed):
        actions.make_link(yun, company=asked.company)


def test_a_new_link_silences_the_old_and_each_ends_by_its_day(landed: Project, feng: User) -> None:
    old, first = actions.make_link(feng, company=landed.company)
    new, second = actions.make_link(feng, company=landed.company)
    assert links.link_of(first) is None
    with pytest.raises(NotFound):
        actions.ask(old, kind="permits", title="旧链接")
    with on_day(new.expires_on):
        assert links.link_of(second) == new
    with on_day(new.expires_on + timedelta(days=1)):
        assert links.link_of(second) is None
    actions.revoke_link(feng, link=new)
    assert links.link_of(second) is None
    assert links.link_of("") is None


def test_neither_the_secret_nor_its_hash_enters_the_book(landed: Project, feng: User) -> None:
    _link, token = actions.make_link(feng, company=landed.company)
    told = [str(image) for image in RowImage.objects.values_list("image", flat=True)]
    assert not any(token in one or links.hashed(token) in one for one in told)
    assert RowImage.objects.filter(model="aftercare.servicelink").exists()


def test_one_firm_cannot_flood_its_steward(landed: Project, feng: User) -> None:
    link, _token = actions.make_link(feng, company=landed.company)
    for number in range(20):
        actions.ask(link, kind="other", title=f"第{number}件")
    with pytest.raises(RuleBroken, match=r"aftercare\.too_many_open"):
        actions.ask(link, kind="other", title="再来一件")


# --- promises -------------------------------------------------------------------------------------------------------


def test_no_promise_is_written_down_without_a_legal_basis(landed: Project, feng: User) -> None:
    with pytest.raises(BadInput) as refused:
        promised(feng, landed, ground=Ground(" "))
    assert refused.value.fields["basis"].code == "aftercare.basis_needed"
    assert promised(feng, landed).holder == feng


def test_a_favour_needs_its_review_and_is_not_hidden_under_another_kind(landed: Project, feng: User) -> None:
    with pytest.raises(BadInput) as refused:
        promised(feng, landed, kind="tax", words="前三年税收返还地方留成一半")
    assert refused.value.fields["reviewed_on"].code == "aftercare.review_needed"
    with pytest.raises(BadInput) as refused:
        promised(feng, landed, kind="service", words="前三年税收返还地方留成一半", ground=REVIEWED)
    assert refused.value.fields["kind"].code == "aftercare.reads_like_a_favour"
    made = promised(feng, landed, kind="reward", words="设备奖补按省文件兑现", ground=REVIEWED)
    with pytest.raises(BadInput):
        actions.change_promise(feng, promise=made, review_number="")


def test_a_promise_is_kept_once_with_its_paper(landed: Project, feng: User) -> None:
    made = promised(feng, landed)
    with pytest.raises(BadInput):
        actions.keep_promise(feng, promise=made, words="通电", on=TODAY + timedelta(days=1))
    kept = actions.keep_promise(feng, promise=made, words="已送电", attached=_paper())
    assert kept.blob is not None
    assert kept.file_name == "意见.txt"
    with pytest.raises(RuleBroken, match=r"aftercare\.promise_ended"):
        actions.release_promise(feng, promise=made, because="不再需要")


def test_a_promise_is_released_with_a_reason_and_handed_on(
    world: World, landed: Project, feng: User, han: User
) -> None:
    made = promised(feng, landed)
    assert actions.hand_promise(feng, promise=made, unit=world.units["suixi"], holder=han).holder == han
    with pytest.raises(BadInput):
        actions.release_promise(feng, promise=made, because="")
    assert actions.release_promise(feng, promise=made, because="企业改用自备电源").released_on == TODAY


def test_all_that_a_steward_serves_passes_at_once(
    asked: ServiceRequest, landed: Project, feng: User, han: User, wang: User, guest: User
) -> None:
    made = promised(feng, landed)
    done = actions.file_request(feng, company=landed.company, kind="other", title="路灯不亮", project=landed)
    actions.close_request(feng, request=done, outcome="solved", words="修好了")
    with pytest.raises(NotAllowed):
        actions.pass_desk(feng, giver=feng, receiver=han)
    with pytest.raises(RuleBroken, match=r"aftercare\.cannot_serve"):
        actions.pass_desk(wang, giver=feng, receiver=guest)
    before = Entry.objects.count()
    desk = actions.pass_desk(wang, giver=feng, receiver=han)
    assert (len(desk.projects), len(desk.requests), len(desk.promises)) == (1, 1, 1)
    assert [one.verb for one in Entry.objects.order_by("seq")[before:]] == ["desk.passed"]
    assert access.desk_of(feng).size == 0
    for row in (asked, made, done, landed):
        row.refresh_from_db()
    assert (asked.holder, made.holder, done.holder, landed.steward) == (han, han, feng, han.pk)  # what is over stays
    with pytest.raises(RuleBroken, match=r"aftercare\.nothing_to_pass"):
        actions.pass_desk(wang, giver=feng, receiver=han)


# --- who sees what --------------------------------------------------------------------------------------------------


def test_others_see_neither_requests_nor_promises(
    asked: ServiceRequest, landed: Project, feng: User, yun: User, guest: User, leader: User, stranger: User, lin: User
) -> None:
    made = promised(feng, landed)
    for user in (yun, guest, leader, stranger):
        assert not access.visible_requests(user).exists()
        assert not access.visible_promises(user).exists()
        with pytest.raises(NotFound):
            actions.accept(user, request=asked)
        with pytest.raises(NotFound):
            actions.keep_promise(user, promise=made, words="x")
    assert access.request_for(lin, asked.pk) == asked  # whose lead it was still reads on
    with pytest.raises(NotAllowed):
        actions.accept(lin, request=asked)


def test_a_new_steward_takes_over_with_the_project(
    asked: ServiceRequest, landed: Project, wang: User, han: User
) -> None:
    projects.set_steward(wang, project=landed, steward=han)
    row = actions.file_request(wang, company=landed.company, project=landed, kind="living", title="子女转学")
    assert row.holder == han
    assert asked.received_on == FRIDAY
    assert Unit.objects.get(pk=row.unit_id).kind == "park"
    assert not ServiceLink.objects.exists()
