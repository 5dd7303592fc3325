"""The verbs of projects: each writes one line, refuses with words, and keeps the counting honest."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

import pytest

from hometown.accounts.models import User
from hometown.kernel import clock
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.kernel.money import Amount
from hometown.ledger.models import Entry
from hometown.projects import access, actions
from hometown.projects.models import Claim, Credit, Evidence, Filing, Project, StageMove
from tests.people import World

from .conftest import TODAY, Walk, a_blob, a_firm, a_lead, a_visit, fill_for, give_papers, on_day

Lines = Callable[[], AbstractContextManager[list[Entry]]]


# --- filing ---------------------------------------------------------------------------------------------------------


def test_a_complete_lead_opens_a_project_and_holds_the_claim(world: World, lin: User, lines_written: Lines) -> None:
    firm = a_firm()
    with lines_written() as lines:
        filing = a_lead(world, lin, firm, occurred_on=date(2019, 9, 5))
    assert [line.verb for line in lines] == ["project.filed"]
    assert filing.effective_at == clock.now()
    assert filing.batch == world.batch
    project = filing.project
    assert (project.stage, project.grade, project.opened_on) == ("lead", "b", date(2019, 9, 5))
    claim = Claim.objects.get(project=project)
    assert (claim.unit, claim.first_on, claim.last_on) == (
        world.units["putuo_group"],
        TODAY,
        TODAY + timedelta(days=90),
    )
    assert StageMove.objects.get(project=project).to_stage == "lead"


def test_an_incomplete_lead_is_kept_and_takes_effect_when_it_is_complete(world: World, lin: User) -> None:
    with on_day(date(2019, 10, 12)):
        filing = a_lead(world, lin, a_firm(), contact_evidence="", site_need="")
    assert filing.effective_at is None
    assert not Claim.objects.exists()
    with on_day(date(2019, 10, 20)):
        actions.edit_project(lin, project=filing.project, site_need="三十亩")
        filing.refresh_from_db()
        assert filing.effective_at is None
    with on_day(date(2019, 10, 25)):
        actions.report_evidence(
            lin, project=filing.project, stage="lead", kind="contact_record", file_name="邮件.pdf", blob=a_blob()
        )
        filing.refresh_from_db()
        assert filing.effective_at == clock.now()
        first = filing.effective_at
    with on_day(date(2019, 11, 1)):
        actions.amend_filing(lin, filing=filing, contact_evidence="九月的电话")
        filing.refresh_from_db()
    assert filing.effective_at == first
    assert Claim.objects.get(project=filing.project).first_on == date(2019, 10, 25)


def test_the_same_project_of_another_unit_supports_and_holds_nothing(world: World, lin: User, zhou: User) -> None:
    firm = a_firm()
    first = a_lead(world, lin, firm, name="电池铝箔")
    second = a_lead(
        world, zhou, firm, name="电池铝箔项目", unit=world.units["jiading_group"], occurred_on=date(2019, 9, 2)
    )
    assert second.project == first.project
    assert second.is_supporting
    assert not second.claims.exists()
    assert Claim.objects.get(project=first.project).unit == world.units["putuo_group"]
    assert Filing.objects.counted().count() == 1


def test_an_old_date_in_an_import_never_wins(world: World, lin: User, fang: User) -> None:
    firm = a_firm()
    with on_day(date(2019, 11, 1)):
        ours = a_lead(world, lin, firm, name="铝箔")
    with on_day(date(2019, 11, 20)):
        imported = a_lead(world, fang, firm, name="铝箔", occurred_on=date(2019, 9, 1), is_imported=True)
    assert imported.is_supporting
    assert imported.effective_at is not None
    assert ours.effective_at is not None
    assert imported.effective_at > ours.effective_at
    assert Claim.objects.get(project=ours.project).filing == ours


def test_who_is_complete_first_holds_the_claim_of_a_known_lead(world: World, lin: User, zhou: User) -> None:
    firm = a_firm()
    vague = a_lead(world, lin, firm, name="铝箔", contact_evidence="", amount=None)
    whole = a_lead(world, zhou, firm, name="铝箔", unit=world.units["jiading_group"])
    vague.refresh_from_db()
    assert vague.effective_at is None
    assert Claim.objects.get(project=vague.project).filing == whole
    assert vague.project.amount is None or Project.objects.get(pk=vague.project_id).amount == Decimal(120_000_000)
    assert Project.objects.get(pk=vague.project_id).amount == Decimal(120_000_000)


def test_a_claim_that_ran_out_makes_room(world: World, lin: User, zhou: User) -> None:
    firm = a_firm()
    with on_day(date(2019, 9, 10)):
        first = a_lead(world, lin, firm, name="铝箔", occurred_on=date(2019, 9, 9))
    with on_day(date(2019, 12, 19)):
        second = a_lead(world, zhou, firm, name="铝箔", unit=world.units["jiading_group"])
    standing = Claim.objects.get(project=first.project, released_on__isnull=True)
    assert standing.filing == second
    assert Claim.objects.get(filing=first).released_because == "no_evidence"


def test_an_excluded_class_is_refused_and_leaves_nothing(world: World, lin: User, lines_written: Lines) -> None:
    firm = a_firm()
    with lines_written() as lines, pytest.raises(RuleBroken, match="excluded_class"):
        a_lead(world, lin, firm, excluded_class="housing")
    assert lines == []
    assert not Project.objects.exists()


def test_one_files_for_ones_own_unit_and_name(world: World, lin: User, zhou: User, guest: User, wang: User) -> None:
    firm = a_firm()
    with pytest.raises(NotAllowed, match="not_your_unit"):
        a_lead(world, lin, firm, unit=world.units["jiading_group"])
    with pytest.raises(NotAllowed, match="not_your_name"):
        a_lead(world, lin, firm, officer=world.officers["zhou"])
    with pytest.raises(NotAllowed, match="not_yours"):
        a_lead(world, guest, firm, unit=world.units["yichuan"])
    assert a_lead(world, wang, firm, unit=world.units["jiading_group"], officer=world.officers["zhou"]).officer


def test_a_lead_to_come_is_refused_beside_its_field(world: World, lin: User) -> None:
    with pytest.raises(BadInput) as refused:
        a_lead(world, lin, a_firm(), occurred_on=TODAY + timedelta(days=1))
    assert set(refused.value.fields) == {"occurred_on"}


# --- seeing ---------------------------------------------------------------------------------------------------------


def test_each_role_sees_its_own(
    world: World, lin: User, zhou: User, fang: User, wang: User, zhao: User, qian: User, han: User, guest: User,
    stranger: User, sun: User, meng: User,
) -> None:  # fmt: skip
    project = a_lead(world, lin, a_firm()).project
    for person in (lin, fang, wang, zhao, qian):
        assert access.visible_projects(person).count() == 1, person.login
    for person in (zhou, han, guest, stranger, sun, meng):
        assert access.visible_projects(person).count() == 0, person.login
    actions.route(wang, project=project, unit=world.units["suixi_park"])
    assert access.visible_projects(han).count() == 1
    actions.set_credits(wang, project=project, shares={world.officers["zhou"]: Decimal(50)})
    assert access.visible_projects(zhou).count() == 1


def test_a_supporting_filing_does_not_open_the_project(world: World, lin: User, zhou: User) -> None:
    firm = a_firm()
    a_lead(world, lin, firm, name="铝箔")
    second = a_lead(world, zhou, firm, name="铝箔", unit=world.units["jiading_group"])
    assert access.visible_projects(zhou).count() == 0
    assert access.filing_for(zhou, second.pk) == second
    with pytest.raises(NotFound):
        actions.edit_project(zhou, project=second.project, summary="改")


# --- editing --------------------------------------------------------------------------------------------------------


def test_an_old_bad_record_can_be_repaired_piece_by_piece(world: World, lin: User, lines_written: Lines) -> None:
    from .conftest import put

    project = a_lead(world, lin, a_firm()).project
    project.chain, project.industry_code = "a_chain_long_gone", "??"
    put(project)
    with lines_written() as lines:
        actions.edit_project(lin, project=project, summary="年产两万吨", revision=project.revision)
    assert [line.verb for line in lines] == ["project.edited"]
    with pytest.raises(BadInput):
        actions.edit_project(lin, project=project, chain="another_gone")


def test_two_who_edit_do_not_overwrite_each_other(world: World, lin: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    seen = project.revision
    actions.edit_project(lin, project=project, summary="一", revision=seen)
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        actions.edit_project(lin, project=Project.objects.get(pk=project.pk), summary="二", revision=seen)


def test_an_amount_without_a_rate_leaves_the_yuan_empty(world: World, lin: User) -> None:
    project = a_lead(world, lin, a_firm(), amount=Amount(Decimal(5_000_000), "USD")).project
    assert (project.amount, project.currency, project.amount_yuan, project.grade) == (
        Decimal(5_000_000),
        "USD",
        None,
        "c",
    )
    actions.edit_project(lin, project=project, amount=Amount(Decimal(600_000_000)))
    assert (project.amount_yuan, project.grade) == (Decimal(600_000_000), "a")


def test_shares_of_credit_stay_within_the_whole(world: World, lin: User, zhou: User, wang: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    one, other = world.officers["lin"], world.officers["zhou"]
    with pytest.raises(BadInput, match="shares_over_whole"):
        actions.set_credits(wang, project=project, shares={one: Decimal(60), other: Decimal("40.01")})
    actions.set_credits(wang, project=project, shares={one: Decimal(60), other: Decimal(40)})
    actions.set_credits(wang, project=project, shares={one: Decimal("33.33")})
    assert [(c.officer, c.share) for c in Credit.objects.filter(project=project)] == [(one, Decimal("33.33"))]
    with pytest.raises(NotAllowed):
        actions.set_credits(lin, project=project, shares={one: Decimal(100)})


def test_a_project_lands_in_a_county_or_park_only(world: World, lin: User, wang: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    with pytest.raises(RuleBroken, match="cannot_land_there"):
        actions.route(wang, project=project, unit=world.units["civil"])


# --- papers ---------------------------------------------------------------------------------------------------------


def test_a_paper_is_verified_once_by_each_and_never_by_its_reporter(
    world: World, lin: User, wang: User, zhao: User, lines_written: Lines
) -> None:
    project = a_lead(world, lin, a_firm()).project
    paper = actions.report_evidence(
        lin, project=project, stage="signed", kind="contract", file_name="合同.pdf", blob=a_blob()
    )
    with pytest.raises(NotAllowed, match="verifiers_only"):
        actions.verify_evidence(lin, evidence=paper, holds=True)
    with pytest.raises(NotAllowed, match="verifiers_only"):
        actions.verify_evidence(wang, evidence=paper, holds=True)
    with pytest.raises(BadInput, match="reason_needed"):
        actions.verify_evidence(zhao, evidence=paper, holds=False)
    with lines_written() as lines:
        actions.verify_evidence(zhao, evidence=paper, holds=True)
    assert [line.verb for line in lines] == ["evidence.verified"]
    with pytest.raises(RuleBroken, match="verified_by_you"):
        actions.verify_evidence(zhao, evidence=paper, holds=True)
    assert Evidence.objects.verified().get() == paper


def test_a_verifier_who_reported_a_paper_cannot_verify_it(world: World, lin: User, zhao: User) -> None:
    from hometown.accounts.models import Grant

    from .conftest import put

    put(Grant(user=zhao, role="bureau", first_on=date(2019, 9, 1)))
    zhao.__dict__.pop("_holding", None)
    project = a_lead(world, lin, a_firm()).project
    paper = actions.report_evidence(
        zhao, project=project, stage="signed", kind="contract", file_name="合同.pdf", blob=a_blob()
    )
    with pytest.raises(NotAllowed, match="own_paper"):
        actions.verify_evidence(zhao, evidence=paper, holds=True)


def test_a_withdrawn_paper_stays_with_its_reason_and_carries_nothing(world: World, lin: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    paper = actions.report_evidence(
        lin, project=project, stage="assessed", kind="assessment", file_name="a.pdf", blob=a_blob()
    )
    with pytest.raises(BadInput, match="reason_needed"):
        actions.withdraw_evidence(lin, evidence=paper, reason=" ")
    actions.withdraw_evidence(lin, evidence=paper, reason="传错了")
    assert Evidence.objects.get(pk=paper.pk).withdrawn_because == "传错了"
    assert not Evidence.objects.on_file().exists()


@pytest.mark.parametrize(
    ("stage", "kind", "media"),
    [("signed", "no_such", "application/pdf"), ("nowhere", "contract", "application/pdf"),
     ("signed", "contract", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")],
)  # fmt: skip
def test_a_paper_of_no_known_kind_or_form_is_refused(
    world: World, lin: User, stage: str, kind: str, media: str
) -> None:
    project = a_lead(world, lin, a_firm()).project
    with pytest.raises(BadInput):
        actions.report_evidence(
            lin, project=project, stage=stage, kind=kind, file_name="x", blob=a_blob(media_type=media)
        )
    assert not Evidence.objects.exists()


def test_a_paper_is_shown_under_a_name_that_does_not_pretend(world: World, lin: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    paper = actions.report_evidence(
        lin, project=project, stage="signed", kind="contract", file_name="../合同\u202efdp.exe", blob=a_blob()
    )
    assert paper.file_name == "合同fdp.exe.pdf"


def test_the_very_same_file_is_not_put_on_file_twice(world: World, lin: User) -> None:
    project, blob = a_lead(world, lin, a_firm()).project, a_blob()
    for stage in ("signed",):
        actions.report_evidence(lin, project=project, stage=stage, kind="contract", file_name="a.pdf", blob=blob)
    with pytest.raises(RuleBroken, match="on_file_already"):
        actions.report_evidence(lin, project=project, stage="signed", kind="contract", file_name="b.pdf", blob=blob)


# --- moving ---------------------------------------------------------------------------------------------------------


def test_a_project_does_not_move_without_its_papers_and_says_what_is_missing(
    world: World, lin: User, wang: User, lines_written: Lines
) -> None:
    project = a_lead(world, lin, a_firm()).project
    with lines_written() as lines, pytest.raises(RuleBroken) as refused:
        actions.advance(wang, project=project, on=TODAY)
    assert lines == []
    assert refused.value.code == "projects.still_missing"
    assert len(refused.value.facts["missing"]) == 1  # type: ignore[arg-type]
    give_papers(wang, project, "assessed")
    with lines_written() as lines:
        move = actions.advance(wang, project=project, on=TODAY)
    assert [line.verb for line in lines] == ["project.advanced"]
    assert (move.from_stage, move.to_stage, move.on, move.moved_by) == ("lead", "assessed", TODAY, wang.pk)
    assert Project.objects.get(pk=project.pk).stage_rank == 1


def test_talks_need_a_visit_with_somebody_named(world: World, lin: User, wang: User) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm).project
    give_papers(wang, project, "assessed")
    actions.advance(wang, project=project, on=date(2019, 10, 12))
    a_visit(world, firm, date(2019, 10, 13), person="")
    from hometown.companies.models import Contact

    from .conftest import put

    contact = Contact(company=firm, name="沈云深")
    put(contact)
    actions.edit_project(lin, project=project, counterpart=contact, next_step="回访")
    with pytest.raises(RuleBroken, match="still_missing"):
        actions.advance(lin, project=project, on=date(2019, 10, 20))
    a_visit(world, firm, date(2019, 10, 21))
    with pytest.raises(RuleBroken, match="still_missing"):
        actions.advance(lin, project=project, on=date(2019, 10, 20))
    assert actions.advance(lin, project=project, on=date(2019, 10, 21)).to_stage == "talking"


def test_a_role_the_gate_does_not_name_moves_nothing(world: World, lin: User, wang: User, zhou: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    give_papers(wang, project, "assessed")
    with pytest.raises(NotAllowed, match="role_may_not_advance"):
        actions.advance(lin, project=project, on=TODAY)
    with pytest.raises(NotFound):
        actions.advance(zhou, project=project, on=TODAY)


def test_signed_is_entered_unverified_and_left_only_verified(world: World, wang: User, zhao: User, walk: Walk) -> None:
    project = walk("signed")
    give_papers(wang, project, "registered")
    actions.edit_project(
        wang,
        project=project,
        registered_name="淮北拾光",
        registered_uscc="91340600MA2T00000X",
        registered_region="340600",
    )
    with pytest.raises(RuleBroken) as refused:
        actions.advance(wang, project=project, on=TODAY)
    assert len(refused.value.facts["missing"]) == 1  # type: ignore[arg-type]
    contract = Evidence.objects.get(project=project, kind="contract")
    actions.verify_evidence(zhao, evidence=contract, holds=True)
    assert actions.advance(wang, project=project, on=TODAY).to_stage == "registered"


def test_a_day_to_come_or_before_the_last_step_is_refused(world: World, lin: User, wang: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    give_papers(wang, project, "assessed")
    for day in (TODAY + timedelta(days=1), date(2019, 10, 1)):
        with pytest.raises(BadInput) as refused:
            actions.advance(wang, project=project, on=day)
        assert set(refused.value.fields) == {"on"}


def test_a_project_is_set_back_with_a_reason_and_its_past_stays(world: World, wang: User, walk: Walk) -> None:
    project = walk("intent")
    with pytest.raises(BadInput):
        actions.set_back(wang, project=project, to="signed", reason="x")
    with pytest.raises(BadInput, match="reason_needed"):
        actions.set_back(wang, project=project, to="talking", reason="")
    actions.set_back(wang, project=project, to="talking", reason="企业撤回意向书")
    assert (project.stage, project.stage_rank) == ("talking", 2)
    assert [move.to_stage for move in StageMove.objects.filter(project=project).order_by("id")][-2:] == [
        "intent",
        "talking",
    ]


def test_a_reported_stage_moves_nothing_and_goes_when_reached(world: World, lin: User, wang: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    actions.report_stage(lin, project=project, stage="assessed", note="台账写已研判")
    assert (project.stage, project.reported_stage) == ("lead", "assessed")
    give_papers(wang, project, "assessed")
    actions.advance(wang, project=Project.objects.get(pk=project.pk), on=TODAY)
    assert Project.objects.get(pk=project.pk).reported_stage == ""


def test_a_lost_project_gives_its_claim_back_and_may_be_filed_anew(
    world: World, lin: User, zhou: User, wang: User, lines_written: Lines
) -> None:
    firm = a_firm()
    project = a_lead(world, lin, firm, name="铝箔").project
    with pytest.raises(BadInput, match="reason_needed"):
        actions.set_status(wang, project=project, status="lost", reason="because")
    with lines_written() as lines:
        actions.set_status(wang, project=project, status="lost", reason="no_answer")
    assert [line.verb for line in lines] == ["project.lost"]
    assert Claim.objects.get(project=project).released_because == "lost"
    give_papers(wang, project, "assessed")
    with pytest.raises(RuleBroken, match="not_live"):
        actions.advance(wang, project=project, on=TODAY)
    anew = a_lead(world, zhou, firm, name="铝箔", unit=world.units["jiading_group"])
    assert anew.project != project
    assert not anew.is_supporting
    actions.set_status(wang, project=project, status="active")
    assert Project.objects.live().count() == 2


def test_the_list_is_empty_exactly_when_the_project_may_move(world: World, lin: User, wang: User) -> None:
    """Walk the road in small steps; before each, the refusal and the list say the same."""
    from hometown.policy.standing import in_force
    from hometown.projects import readiness

    project = a_lead(world, lin, a_firm()).project
    policy = in_force(TODAY)
    for stage in ("assessed", "talking", "intent", "reviewed", "signing", "signed"):
        for step in (
            lambda: None,
            lambda s=stage: fill_for(world, wang, project, s),
            lambda s=stage: give_papers(wang, project, s),
        ):
            step()
            if readiness.of(project, policy, TODAY).missing:
                with pytest.raises(RuleBroken, match="still_missing"):
                    actions.advance(wang, project=project, on=TODAY)
        assert readiness.of(project, policy, TODAY).is_ready
        assert actions.advance(wang, project=project, on=TODAY).to_stage == stage


# --- vouchers -------------------------------------------------------------------------------------------------------


def test_money_paid_in_needs_amount_and_paper_and_another_to_verify(
    world: World, lin: User, wang: User, zhao: User
) -> None:
    project = a_lead(world, lin, a_firm()).project
    with pytest.raises(BadInput) as refused:
        actions.add_voucher(wang, project=project, kind="paid_in", on=TODAY)
    assert set(refused.value.fields) == {"amount", "file"}
    voucher = actions.add_voucher(
        wang,
        project=project,
        kind="paid_in",
        on=TODAY,
        amount_yuan=Decimal(2_000_000),
        blob=a_blob(),
        file_name="进账单.pdf",
    )
    with pytest.raises(NotAllowed):
        actions.verify_voucher(wang, voucher=voucher, holds=True)
    actions.verify_voucher(zhao, voucher=voucher, holds=True)
    with pytest.raises(RuleBroken, match="verified_already"):
        actions.verify_voucher(zhao, voucher=voucher, holds=True)


def test_an_increase_follows_a_signing(world: World, lin: User, wang: User) -> None:
    project = a_lead(world, lin, a_firm()).project
    with pytest.raises(RuleBroken, match="increase_before_signing"):
        actions.add_voucher(
            wang, project=project, kind="increase", on=TODAY, amount_yuan=Decimal(1), blob=a_blob(), file_name="a.pdf"
        )
