"""Pages, papers and the command of handing over: who sees what, and what one may do there."""

import io
from datetime import date, timedelta

import docx
import pytest
from click.testing import CliRunner
from django.test import Client

from hometown.accounts.models import User
from hometown.companies import actions as companies
from hometown.companies.models import Contact
from hometown.config.cli import hometown
from hometown.kernel import clock
from hometown.ledger.models import PersonalRead
from hometown.programme.models import Batch, Posting
from hometown.projects.models import Claim
from hometown.relay import actions, possessions
from hometown.relay.models import Handover
from hometown.tasks import actions as tasks
from tests.people import World
from tests.projects.conftest import a_firm, put

from .test_handing import Estate, estate, hand_over, posted

__all__ = ["estate"]
pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user.pk))
    return client


def page(user: User, address: str) -> str:
    answer = as_(user).get(address)
    assert answer.status_code == 200, (answer.status_code, address)
    return str(answer.content.decode())


def test_who_sees_what_an_officer_holds(
    estate: Estate, lin: User, zhou: User, fang: User, wang: User, guest: User, leader: User, meng: User, zhao: User
) -> None:
    address = f"/handovers/officers/{estate.lin.pk}/"
    for user in (lin, fang, wang):
        assert as_(user).get(address).status_code == 200
    for user in (zhou, guest, leader, meng, zhao):
        assert as_(user).get(address).status_code in (403, 404), user.login


def test_a_to_do_s_words_are_for_whoever_has_it(estate: Estate, lin: User, wang: User) -> None:
    tasks.set_task(lin, what="给客商家里挑礼物")
    address = f"/handovers/officers/{estate.lin.pk}/?kind=tasks.task.owner"
    assert "给客商家里挑礼物" in page(lin, address)
    read = page(wang, address)
    assert "给客商家里挑礼物" not in read
    assert "仅本人可见" in read


def test_from_plan_to_acceptance(estate: Estate, lin: User, wang: User, zhou: User, fang: User) -> None:
    client = as_(lin)
    answer = client.post(f"/handovers/officers/{estate.lin.pk}/prepare/", {"successor": str(estate.zhou.pk)})
    plan = Handover.objects.get()
    assert answer["Location"] == f"/handovers/{plan.pk}/"
    name = f"/handovers/{plan.pk}/name/?kind=companies.contact.keeper"
    fang_sent = estate.world.officers["fang"]
    client.post(name, {"successor": str(fang_sent.pk), "revision": plan.revision})
    assert "方立言" in page(lin, f"/handovers/{plan.pk}/")
    confirm = f"/handovers/{plan.pk}/confirm/"
    assert client.get(confirm).status_code == 403
    form = as_(wang).get(confirm)
    counts = {f"n-{code}": count for code, count in possessions.read(estate.lin).counts().items()}
    for field, count in counts.items():
        assert f'name="{field}" value="{count}"' in form.content.decode()
    plan.refresh_from_db()
    assert as_(wang).post(confirm, {"revision": plan.revision, **counts}).status_code == 302
    items = Handover.objects.get().items.filter(successor=estate.zhou)
    assert "待接" in page(zhou, "/")
    first, second = items.order_by("pk")[:2]
    as_(zhou).post("/handovers/items/", {"item": [str(first.pk)]})
    as_(zhou).post(f"/handovers/items/{second.pk}/return/", {"because": "不在我区", "revision": second.revision})
    assert "不在我区" in page(wang, f"/handovers/{plan.pk}/?state=returned")
    second.refresh_from_db()
    give = f"/handovers/items/{second.pk}/give/"
    as_(wang).post(give, {"successor": str(fang_sent.pk), "revision": second.revision})
    second.refresh_from_db()
    assert second.successor == fang_sent


def test_who_comes_back_for_another_posting_is_among_those_who_leave_again(estate: Estate, wang: User) -> None:
    hand_over(wang, estate)
    held = f"/handovers/officers/{estate.lin.pk}/"
    assert held not in page(wang, "/handovers/")
    with clock.simulated(clock.now() + timedelta(days=100)):
        posted(estate.world, "温若溪", date(2020, 3, 1), date(2020, 9, 1), None)
        unit, batch = estate.world.units["anting"], Batch.objects.get(number=2)
        put(
            Posting(
                officer=estate.lin, batch=batch, host_unit=unit, first_on=date(2020, 3, 1), last_on=date(2020, 9, 1)
            )
        )
        assert held in page(wang, "/handovers/")


def test_first_claims_are_listed_with_whom_they_stay(estate: Estate, lin: User, fang: User) -> None:
    claim = Claim.objects.get(project=estate.project)
    address = f"/claims/{claim.pk}/"
    assert address in page(lin, f"/handovers/officers/{estate.lin.pk}/")
    for successor, acts in ((estate.zhou, False), (estate.world.officers["fang"], True)):  # a secretary acts for all
        plan = actions.plan_handover(lin, officer=estate.lin, successor=successor)
        told = page(lin, f"/handovers/{plan.pk}/")
        assert address in told
        assert ("不代表这个单位" in told) is not acts
        actions.drop_plan(lin, plan)


def test_new_work_stops_an_act_until_it_was_seen(estate: Estate, lin: User, wang: User) -> None:
    plan = actions.plan_handover(lin, officer=estate.lin, successor=estate.zhou)
    counts = {f"n-{code}": count for code, count in possessions.read(estate.lin).counts().items()}
    tasks.set_task(lin, what="刚答应的事")
    confirm = f"/handovers/{plan.pk}/confirm/"
    answer = as_(wang).post(confirm, {"revision": plan.revision, **counts})
    assert answer.status_code == 422
    assert 'name="n-tasks.task.owner" value="2"' in answer.content.decode()


def test_somebody_else_s_items_are_accepted_by_nobody(estate: Estate, wang: User, fang: User) -> None:
    item = hand_over(wang, estate).items.order_by("pk")[0]
    as_(fang).post("/handovers/items/", {"item": [str(item.pk)]})
    item.refresh_from_db()
    assert item.accepted_on is None


def text_of(content: bytes) -> str:
    paper = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_the_sheet_of_a_firm_tells_what_the_next_one_needs(estate: Estate, lin: User, wang: User, zhou: User) -> None:
    put_on = Contact.objects.get(pk=estate.contact.pk)
    companies.edit_contact(lin, put_on, consent="pass_on")
    companies.add_contact(lin, company=estate.firm, name="裴舟", phone="13900005678")
    handover = hand_over(wang, estate)
    address = f"/handovers/{handover.pk}/firms/"
    assert estate.firm.name in page(zhou, address)
    sheet = page(zhou, f"{address}?company={estate.firm.pk}")
    for words in (estate.project.name, "给两处厂房图纸", "走访", "谁认识电池厂"):
        assert words in sheet
    assert "13900001234" not in sheet
    answer = as_(zhou).get(f"/handovers/{handover.pk}/document/?company={estate.firm.pk}")
    paper = text_of(answer.content)
    assert "13900001234" in paper
    assert "13900005678" not in paper
    assert "裴舟" not in paper
    assert PersonalRead.objects.get().row_id == estate.contact.pk
    other = a_firm("上海澜石装备有限公司")
    for place in ("firms", "document"):
        assert as_(zhou).get(f"/handovers/{handover.pk}/{place}/?company={other.pk}").status_code == 404


def test_no_file_of_a_firm_with_something_sensitive(estate: Estate, wang: User) -> None:
    estate.project.refresh_from_db()
    estate.project.label = "sensitive"
    put(estate.project)
    handover = hand_over(wang, estate)
    assert as_(wang).get(f"/handovers/{handover.pk}/document/?company={estate.firm.pk}").status_code == 409
    paper = text_of(as_(wang).get(f"/handovers/{handover.pk}/document/").content)
    assert "周砚秋" in paper
    assert estate.project.name not in paper


def run(*args: str) -> tuple[int, str]:
    answer = CliRunner().invoke(hometown, ["handover", *args])
    return answer.exit_code, answer.output


def test_the_command_counts_before_and_after(estate: Estate, wang: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hometown.config.versions.mismatch", lambda: "")
    ids = ("--from", str(estate.lin.pk), "--to", str(estate.zhou.pk))
    total = len(possessions.read(estate.lin).items)
    code, said = run(*ids, "--dry-run")
    assert code == 0
    assert f"Would hand over {total} records" in said
    assert not Handover.objects.exists()
    assert run(*ids)[0] == 2
    code, said = run(*ids, "--as", "wang")
    assert code == 0, said
    assert f"Handed over {total} records; {total} wait" in said
    assert "1 → 0" in said
    assert run(*ids, "--as", "wang")[0] == 1


def test_the_command_takes_ids_alone(estate: Estate, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hometown.config.versions.mismatch", lambda: "")
    assert run("--from", "林知夏", "--to", str(estate.zhou.pk), "--dry-run")[0] == 2
    assert run("--from", str(estate.lin.pk), "--to", str(estate.lin.pk), "--dry-run")[0] == 1
