"""The two-signature ledger: papers need both sides, stay as they were signed, and are corrected by new ones."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hometown.accounts.models import User
from hometown.enclave import access, actions, selections
from hometown.enclave.models import Agreement, Enclave, Remittance, Statement, TaxPaid
from hometown.enclave.sealing import digest_of
from hometown.kernel.errors import BadInput, NotAllowed, NotFound, RuleBroken
from hometown.ledger import book
from hometown.ledger.models import Entry
from hometown.tasks.models import Task
from tests.enclave.conftest import PAPER, TODAY, agreed, drafted, paid, stated
from tests.people import World, person

pytestmark = pytest.mark.django_db


def fresh(statement: Statement) -> Statement:
    found: Statement = Statement.objects.with_reader_needs().get(pk=statement.pk)
    return found


def test_an_agreement_is_in_force_when_both_sides_have_signed(han: User, ji: User, enclave: Enclave) -> None:
    draft = actions.draft_agreement(ji, enclave=enclave, drafted=drafted())
    actions.sign_agreement(han, agreement=draft)
    assert selections.in_force(enclave, 2018) is None
    signed = actions.sign_agreement(ji, agreement=Agreement.objects.get(pk=draft.pk))
    assert signed.signed_on == TODAY
    assert selections.in_force(enclave, 2018) == signed
    assert selections.in_force(enclave, 2016) is None
    assert selections.in_force(enclave, 2022) is None


def test_one_person_never_signs_for_both_sides(world: World, enclave: Enclave) -> None:
    both = person(world, "both", "两头签", "county", "unit", world.units["suixi"].pk)
    from hometown.accounts.models import Grant

    grant = Grant(user=both, role="enclave_partner", scope_kind="unit", scope_id=world.units["putuo"].pk,
                  first_on=date(2019, 9, 1))  # fmt: skip
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(grant)
    draft = actions.draft_agreement(both, enclave=enclave, drafted=drafted())
    with pytest.raises(RuleBroken, match="which_side"):
        actions.sign_agreement(both, agreement=draft)
    actions.sign_agreement(both, agreement=draft, side="home")
    with pytest.raises(RuleBroken, match="two_persons"):
        actions.sign_agreement(both, agreement=draft, side="partner")


def test_two_people_of_one_side_are_not_two_sides(wang: User, han: User, enclave: Enclave) -> None:
    draft = actions.draft_agreement(han, enclave=enclave, drafted=drafted())
    actions.sign_agreement(han, agreement=draft)
    with pytest.raises(RuleBroken, match="side_signed"):
        actions.sign_agreement(wang, agreement=Agreement.objects.get(pk=draft.pk))


def test_the_bureau_signs_for_home_and_never_for_the_partner(wang: User, enclave: Enclave) -> None:
    draft = actions.draft_agreement(wang, enclave=enclave, drafted=drafted())
    with pytest.raises(NotAllowed):
        actions.sign_agreement(wang, agreement=draft, side="partner")


def test_an_agreement_that_is_silent_on_one_of_the_five_things_is_not_signed(han: User, enclave: Enclave) -> None:
    silences: tuple[dict[str, Any], ...] = (
        {"legal_basis": ""},
        {"statistics": ""},
        {"promises": " "},
        {"powers": {}},
        {"exit_words": ""},
    )
    for silent in silences:
        draft = actions.draft_agreement(han, enclave=enclave, drafted=drafted(**silent))
        with pytest.raises(RuleBroken, match="not_said"):
            actions.sign_agreement(han, agreement=draft)
        actions.withdraw_agreement(han, agreement=draft, why="重拟")


def test_an_agreement_promises_no_firm_its_taxes_back(han: User, enclave: Enclave) -> None:
    with pytest.raises(BadInput) as refused:
        actions.draft_agreement(han, enclave=enclave, drafted=drafted(promises="地方留成部分先征后返给入园企业"))
    assert refused.value.fields["promises"].code == "enclave.nothing_to_a_firm"


def test_a_draft_changes_until_somebody_signs_it(han: User, ji: User, enclave: Enclave) -> None:
    draft = actions.draft_agreement(han, enclave=enclave, drafted=drafted())
    changed = actions.change_agreement(ji, agreement=draft, drafted=drafted(local={"vat": 2500}))
    assert Agreement.objects.get(pk=changed.pk).terms.local == {"vat": 2500}
    actions.sign_agreement(han, agreement=Agreement.objects.get(pk=draft.pk))
    with pytest.raises(RuleBroken, match="signed_stays"):
        actions.change_agreement(ji, agreement=Agreement.objects.get(pk=draft.pk), drafted=drafted())


def test_what_is_signed_is_what_stands_and_not_what_was_read_before(han: User, ji: User, enclave: Enclave) -> None:
    draft = actions.draft_agreement(han, enclave=enclave, drafted=drafted())
    read = Agreement.objects.with_terms().get(pk=draft.pk)  # with its rows, as a page reads it
    shown = digest_of(read)
    actions.change_agreement(han, agreement=Agreement.objects.get(pk=draft.pk), drafted=drafted(local={"vat": 2500}))
    with pytest.raises(RuleBroken, match="changed_since_shown"):
        actions.sign_agreement(ji, agreement=read, shown=shown)
    actions.sign_agreement(ji, agreement=read)
    both = Agreement.objects.with_terms().get(pk=draft.pk)
    other = Agreement.objects.with_terms().get(pk=draft.pk)
    assert both.signatures.get().digest == digest_of(both) != shown
    with pytest.raises(RuleBroken, match="signed_stays"):
        actions.change_agreement(han, agreement=read, drafted=drafted(promises="另议"))
    assert actions.sign_agreement(han, agreement=other).signed_on == TODAY


def test_two_sides_that_sign_what_nobody_had_signed_put_it_in_force(han: User, ji: User, enclave: Enclave) -> None:
    draft = actions.draft_agreement(han, enclave=enclave, drafted=drafted())
    at_home, at_partner = (Agreement.objects.with_terms().get(pk=draft.pk) for _side in range(2))
    assert actions.sign_agreement(han, agreement=at_home).signed_on is None
    assert actions.sign_agreement(ji, agreement=at_partner).signed_on == TODAY


def test_a_statement_is_worked_out_signed_and_due(han: User, ji: User, enclave: Enclave, agreement: Agreement) -> None:
    paid(han, enclave, 2017)
    statement = fresh(stated(han, ji, enclave, 2017))
    # 400万 × 50 % + 900万 × 40 % = 560万; less 100万 = 460万; half of it 230万; cap 200万, 30万 wait.
    assert statement.retained_yuan == Decimal("5600000.00")
    assert statement.pot_yuan == Decimal("4600000.00")
    assert statement.share_yuan == Decimal("2300000.00")
    assert statement.payable_yuan == Decimal("2000000.00")
    assert statement.carried_yuan == Decimal("300000.00")
    assert sum(line.payable_yuan for line in statement.lines.all()) == statement.payable_yuan
    assert statement.due_on == TODAY + timedelta(days=agreement.pay_within)
    task = Task.objects.get(kind="enclave")
    assert (task.owner, task.due_on, task.closed_on) == (han, statement.due_on, None)


def test_what_waits_is_brought_into_the_next_year(han: User, ji: User, enclave: Enclave, agreement: Agreement) -> None:
    paid(han, enclave, 2017)
    paid(han, enclave, 2018, vat="1000000.00", income="4000000.00")
    with pytest.raises(RuleBroken, match="year_before_missing"):
        actions.draft_statement(han, enclave=enclave, year=2018)
    stated(han, ji, enclave, 2017)
    second = fresh(stated(han, ji, enclave, 2018))
    assert second.excess_brought_yuan == Decimal("300000.00")
    # 50万 + 160万 − 100万 = 110万; half 55万; with 30万 that waited 85万.
    assert second.payable_yuan == Decimal("850000.00")


@pytest.mark.parametrize("name", ["payable_yuan", "retained_yuan", "rate"])
def test_no_line_of_the_book_changes_what_was_signed(
    han: User, enclave: Enclave, agreement: Agreement, name: str
) -> None:
    paid(han, enclave, 2017)
    draft = actions.draft_statement(han, enclave=enclave, year=2017)
    actions.sign_statement(han, statement=fresh(draft))
    lines = Entry.objects.count()
    for row, value in ((fresh(draft), Decimal(1) if name != "rate" else 1),):
        setattr(row, name, value)
        with pytest.raises(RuleBroken, match="signed_stays"), book.entry("test.forged", actor=None) as entry:
            entry.put(row)
    line = fresh(draft).lines.all()[0]
    line.gross_yuan = Decimal("1.00")
    with pytest.raises(RuleBroken, match="signed_stays"), book.entry("test.forged", actor=None) as entry:
        entry.put(line)
    tax = agreement.taxes.all()[0]
    tax.local = 1
    with pytest.raises(RuleBroken, match="signed_stays"), book.entry("test.forged", actor=None) as entry:
        entry.put(tax)
    assert Entry.objects.count() == lines


def test_sentences_of_a_signed_agreement_may_still_go(agreement: Agreement) -> None:
    agreement.promises = ""
    with book.entry("test.erased", actor=None) as entry:
        entry.put(agreement)
    assert Agreement.objects.get(pk=agreement.pk).promises == ""


def test_a_draft_that_the_records_have_left_behind_is_not_signed(
    han: User, enclave: Enclave, agreement: Agreement
) -> None:
    paid(han, enclave, 2017)
    draft = actions.draft_statement(han, enclave=enclave, year=2017)
    paid(han, enclave, 2017, vat="0.01", income="0.00")
    with pytest.raises(RuleBroken, match="records_moved"):
        actions.sign_statement(han, statement=fresh(draft))


def test_a_correction_takes_the_place_of_the_statement_it_refers_to(
    han: User, ji: User, enclave: Enclave, agreement: Agreement
) -> None:
    paid(han, enclave, 2017, vat="2000000.00", income="1000000.00")
    first = fresh(stated(han, ji, enclave, 2017))
    wrong = TaxPaid.objects.get(kind="vat")
    actions.strike_tax(han, tax=wrong, why="税款属期记错")
    paid(han, enclave, 2017, vat="3000000.00", income="0.00")
    assert fresh(first).payable_yuan == first.payable_yuan
    with pytest.raises(BadInput) as refused:
        actions.draft_statement(han, enclave=enclave, year=2017)
    assert "why" in refused.value.fields
    draft = actions.draft_statement(ji, enclave=enclave, year=2017, why="增值税属期更正")
    actions.sign_statement(han, statement=fresh(draft))
    assert selections.standing(enclave, 2017) == first
    second = fresh(actions.sign_statement(ji, statement=fresh(draft)))
    assert (second.corrects, second.number, fresh(first).replaced_on) == (first, 2, TODAY)
    assert selections.standing(enclave, 2017) == second
    # 100万 + 40万 − 100万 = 40万, half 20万; then 150万 + 40万 − 100万 = 90万, half 45万.
    assert (first.payable_yuan, second.payable_yuan) == (Decimal("200000.00"), Decimal("450000.00"))
    assert Task.objects.filter(kind="enclave", closed_on__isnull=True).count() == 1


def test_a_later_year_that_rests_on_a_corrected_one_says_so(
    han: User, ji: User, enclave: Enclave, agreement: Agreement
) -> None:
    for year in (2017, 2018):
        paid(han, enclave, year)
        stated(han, ji, enclave, year)
    paid(han, enclave, 2017, vat="100.00", income="0.00")
    stated(han, ji, enclave, 2017, why="补记")
    by_year = {one.year: one for one in selections.years_of(enclave)}
    assert by_year[2018].is_stale
    assert not by_year[2017].is_stale
    stated(han, ji, enclave, 2018, why="上年更正")
    assert not {one.year: one for one in selections.years_of(enclave)}[2018].is_stale


def test_money_paid_over_closes_the_to_do_when_all_of_it_is_paid(
    han: User, ji: User, enclave: Enclave, agreement: Agreement
) -> None:
    paid(han, enclave, 2017)
    with pytest.raises(RuleBroken, match="no_statement"):
        _pay(han, enclave, "1.00")
    stated(han, ji, enclave, 2017)
    with pytest.raises(NotAllowed):
        _pay(ji, enclave, "2000000.00")
    _pay(han, enclave, "1999999.99")
    assert Task.objects.get(kind="enclave").closed_on is None
    last = _pay(han, enclave, "0.01")
    assert Task.objects.get(kind="enclave").closed_on == TODAY
    with pytest.raises(NotAllowed):
        actions.note_arrival(han, remittance=last)
    assert actions.note_arrival(ji, remittance=last).arrived_on == TODAY
    assert selections.years_of(enclave)[0].open == 0


def _pay(actor: User, enclave: Enclave, amount: str) -> Remittance:
    return actions.record_remittance(
        actor, enclave=enclave, year=2017, amount=Decimal(amount), on=TODAY, content=PAPER, file_name="划款凭证.txt"
    )


def test_a_version_begins_after_the_years_that_are_settled(
    han: User, ji: User, enclave: Enclave, agreement: Agreement
) -> None:
    paid(han, enclave, 2017)
    stated(han, ji, enclave, 2017)
    with pytest.raises(RuleBroken, match="year_has_statement"):
        agreed(han, ji, enclave, first_year=2017)
    actions.withdraw_agreement(han, agreement=Agreement.objects.open().get(), why="年份不对")
    newer = agreed(han, ji, enclave, first_year=2018, local={"vat": 2500})
    assert selections.in_force(enclave, 2017) == agreement
    assert selections.in_force(enclave, 2018) == newer


def test_the_end_settles_what_waits(han: User, ji: User, enclave: Enclave) -> None:
    agreed(han, ji, enclave, exit_settles=True)
    paid(han, enclave, 2017)
    stated(han, ji, enclave, 2017)
    paid(han, enclave, 2018)
    actions.end_enclave(han, enclave=enclave, on=date(2018, 12, 31), words="双方同意提前结束")
    last = fresh(stated(han, ji, Enclave.objects.get(), 2018))
    assert last.is_last
    assert last.payable_yuan == Decimal("2600000.00")  # 230万 of the year and 30万 that waited, above the yearly cap
    assert last.carried_yuan == 0


def test_an_enclave_is_read_by_its_sides_and_by_nobody_else(
    world: World, han: User, ji: User, wang: User, qian: User, lin: User, guest: User, enclave: Enclave
) -> None:
    other = person(world, "other", "旁人", "enclave_partner", "unit", world.units["jiading"].pk)
    county = person(world, "county", "邻县", "county", "unit", world.units["xiangshan"].pk)
    for reader in (han, ji, wang, qian):
        assert access.enclave_for(reader, enclave.pk) == enclave
    for stranger in (other, county, lin, guest):
        with pytest.raises(NotFound):
            access.enclave_for(stranger, enclave.pk)
    with pytest.raises(NotAllowed):
        actions.draft_statement(qian, enclave=enclave, year=2018)


def test_only_the_collecting_side_records_taxes(ji: User, enclave: Enclave) -> None:
    with pytest.raises(NotAllowed):
        paid(ji, enclave, 2018)


def test_only_a_signed_project_is_named_to_a_partner(world: World, wang: User, lin: User, enclave: Enclave) -> None:
    from tests.projects.conftest import a_firm, a_lead

    lead = a_lead(world, lin, a_firm("上海澄湖新材料有限公司"), name="电池铝箔项目").project
    with pytest.raises(RuleBroken, match="not_signed_yet"):
        actions.add_project(wang, enclave=enclave, project=lead)
