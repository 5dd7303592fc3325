"""Pages of the exchange: who reads what, and what leaves the house."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from django.test import Client

from hometown.accounts.models import User
from hometown.ledger import book
from hometown.meetings import actions, rules
from hometown.meetings.commands import exchange as command
from hometown.meetings.models import Exchange, HelpWanted, Minutes
from hometown.projects.models import Project
from hometown.tasks.models import Task
from tests.people import World

from .conftest import TODAY, a_pack, items, met_the_decider

pytestmark = pytest.mark.django_db


def as_(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def read(user: User, exchange: Exchange, page: str = "") -> str:
    answer = as_(user).get(f"/weekly/{exchange.pk}/{page}")
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def sensitive(project: Project) -> None:
    project.label = "sensitive"
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(project)


def test_members_and_the_bureau_read_an_exchange_and_nobody_else(
    world: World, fang: User, lin: User, wang: User, han: User, guest: User, leader: User, meng: User
) -> None:
    exchange = a_pack(fang, world)
    for user in (fang, lin, wang):
        assert as_(user).get(f"/weekly/{exchange.pk}/").status_code == 200
    for user in (han, guest, leader, meng):
        assert as_(user).get(f"/weekly/{exchange.pk}/").status_code in (403, 404)


def test_only_the_committee_edits(world: World, fang: User, lin: User, wang: User) -> None:
    exchange = a_pack(fang, world)
    assert as_(fang).get(f"/weekly/{exchange.pk}/edit/").status_code == 200
    for user in (lin, wang):
        assert as_(user).get(f"/weekly/{exchange.pk}/edit/").status_code == 403
        assert as_(user).post(f"/weekly/{exchange.pk}/gather/").status_code == 403


def test_a_lead_is_named_to_whoever_may_open_it_and_to_others_by_its_unit(
    world: World, fang: User, lin: User, zhou: User, lead: Project
) -> None:
    exchange = a_pack(fang, world)
    for user in (fang, lin):
        assert lead.name in read(user, exchange)
    page = read(zhou, exchange)
    assert lead.name not in page
    assert lead.company.name not in page
    assert "普陀小组的一条线索" in page


def test_a_file_names_nothing_commercially_sensitive(world: World, fang: User, lead: Project) -> None:
    sensitive(lead)
    exchange = a_pack(fang, world)
    assert lead.name in read(fang, exchange)
    taken = read(fang, exchange, "document/?format=text")
    assert lead.name not in taken
    assert "普陀小组的一条线索" in taken


def test_a_file_names_nothing_that_became_sensitive_since_its_pack_was_built(
    world: World, fang: User, lin: User, lead: Project
) -> None:
    actions.ask_help(lin, batch=world.batch, what="谁认识供应商", project=lead)
    exchange = a_pack(fang, world)
    assert lead.name in read(fang, exchange, "document/?format=text")
    actions.close(fang, exchange=exchange, chair=fang)
    sensitive(lead)
    assert lead.name not in read(fang, exchange, "document/?format=text")
    assert lead.name in read(fang, exchange)


def test_a_file_names_no_firm_that_was_met_about_something_sensitive(world: World, fang: User, lead: Project) -> None:
    met_the_decider(world, lead, TODAY)
    sensitive(lead)
    exchange = a_pack(fang, world)
    for one in items(exchange, rules.CASES):
        actions.keep_item(fang, item=one)
    assert lead.company.name in read(fang, exchange)
    assert lead.company.name not in read(fang, exchange, "document/?format=text")


def test_a_note_taken_back_is_read_by_nobody_else(world: World, fang: User, lin: User) -> None:
    from hometown.fieldwork import actions as fieldwork

    note = fieldwork.write_note(lin, text="楼宇里设企业服务站", on=TODAY, share=True)
    exchange = a_pack(fang, world)
    assert "楼宇里设企业服务站" in read(fang, exchange)
    fieldwork.keep_note_private(lin, note)
    assert "楼宇里设企业服务站" not in read(fang, exchange)


def test_a_figure_of_the_week_opens_its_records(world: World, fang: User, lead: Project) -> None:
    page = read(fang, a_pack(fang, world))
    address = "/review/1/figures/leads/?first=2019-12-16&amp;last=2019-12-22"
    assert address in page
    opened = as_(fang).get(address.replace("&amp;", "&"))
    assert opened.status_code == 200
    assert opened.context["result"].value == 1
    assert as_(fang).get("/review/1/figures/leads/?first=2019-12-09&last=2019-12-15").context["result"].value == 0


def test_words_are_kept_and_a_typed_count_is_refused_beside_its_field(world: World, fang: User, lead: Project) -> None:
    item = items(a_pack(fang, world), rules.LEADS)[0]
    client, address = as_(fang), f"/weekly/items/{item.pk}/"
    refused = client.post(address, {"words": "走访12家", "revision": item.revision})
    assert refused.status_code == 422
    assert "12家" in refused.content.decode()
    client.post(address, {"words": "请再约", "revision": item.revision})
    late = client.post(address, {"words": "另一句", "revision": item.revision})
    assert late.status_code == 422  # somebody was faster: nothing is overwritten
    item.refresh_from_db()
    assert item.words == "请再约"


def test_minutes_are_kept_by_themselves_on_the_revision_they_made(world: World, fang: User) -> None:
    exchange = a_pack(fang, world)
    client, address = as_(fang), f"/weekly/{exchange.pk}/meeting/"
    kept = client.post(address, {"text": "先说线索", "decisions": "", "revision": 1}, headers={"HX-Request": "true"})
    assert kept.status_code == 200
    assert 'name="revision" value="2"' in kept.content.decode()
    late = client.post(address, {"text": "另一份", "decisions": "", "revision": 1}, headers={"HX-Request": "true"})
    assert late.status_code == 409
    assert Minutes.objects.get(exchange=exchange).text == "先说线索"


def test_a_follow_up_takes_one_press_from_an_item(world: World, fang: User, lin: User, lead: Project) -> None:
    exchange = a_pack(fang, world)
    item = items(exchange, rules.LEADS)[0]
    told = {"what": "陪同考察", "owner": lin.pk, "due_on": "2019-12-27"}
    assert as_(fang).post(f"/weekly/{exchange.pk}/follow-up/?item={item.pk}", told).status_code == 302
    assert Task.objects.get().owner == lin
    assert "陪同考察" in as_(lin).get("/").content.decode()


def test_help_is_asked_from_a_project_and_shown_there(
    world: World, fang: User, lin: User, zhou: User, lead: Project
) -> None:
    client = as_(lin)
    asked = {"batch": world.batch.pk, "what": "想找供电公司的人"}
    assert client.post(f"/weekly/help/ask/?project={lead.pk}", asked).status_code == 302
    wanted = HelpWanted.objects.get()
    assert wanted.project == lead
    assert "想找供电公司的人" in client.get(f"/projects/{lead.pk}/help/").content.decode()
    other = as_(zhou).get(f"/weekly/help/{wanted.pk}/").content.decode()
    assert "想找供电公司的人" in other
    assert lead.name not in other


def test_the_command_prints_the_pack_of_a_week(world: World, fang: User, lead: Project, tmp_path: Path) -> None:
    actions.add_words(fang, exchange=a_pack(fang, world), words="下周一统一去展馆")
    run = CliRunner().invoke(command, ["2019-W51", "--batch", "1"])
    assert run.exit_code == 0
    assert "新增线索" in run.output
    assert lead.name in run.output
    assert "下周一统一去展馆" in run.output
    assert CliRunner().invoke(command, ["2019-W45", "--batch", "1"]).exit_code == 1
    assert CliRunner().invoke(command, ["soon"]).exit_code == 2


def test_the_pack_is_an_official_document_that_names_nothing_sensitive(
    world: World, fang: User, lead: Project, tmp_path: Path
) -> None:
    exchange = a_pack(fang, world)
    actions.add_words(fang, exchange=exchange, words="本周走访{visited}")
    file = tmp_path / "pack.docx"
    assert CliRunner().invoke(command, ["2019-W51", "--format", "docx", "-o", str(file)]).exit_code == 0
    said = [one.text for one in docx.Document(str(file)).paragraphs]
    assert "内部" in said
    assert any(lead.name in line for line in said)
    assert any("本周走访0家" in line for line in said)
    sensitive(lead)
    actions.gather_again(fang, exchange=Exchange.objects.get(pk=exchange.pk))
    answer = as_(fang).get(f"/weekly/{exchange.pk}/document/")
    assert answer["Content-Disposition"] == 'attachment; filename="exchange-2019-W51.docx"'
    said = [one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs]
    assert not any(lead.name in line for line in said)


def test_a_cancelled_exchange_says_why(world: World, fang: User, lin: User) -> None:
    exchange = a_pack(fang, world)
    as_(fang).post(f"/weekly/{exchange.pk}/cancel/", {"reason": "周末集体考察"})
    assert "周末集体考察" in read(lin, exchange)
    assert Exchange.objects.get(pk=exchange.pk).cancelled_on == date(2019, 12, 20)
