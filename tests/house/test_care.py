"""Care stays in its room: no export, search, figure, bulletin, history, digest or message can say anything of it."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.test import Client

from hometown.accounts.models import User
from hometown.care import actions
from hometown.care.models import CareReader, CareStep, Consent, ConsentReader, Need
from hometown.ledger import records
from hometown.ledger.models import label_of
from tests.house.tree import PACKAGE, parsed, python_files, where
from tests.people import World
from tests.projects.conftest import TODAY, on_day

ROOM = PACKAGE / "care"
CARE = (CareReader, CareStep, Consent, ConsentReader, Need)
# Who may import the room: whoever loads the demo. Its commands, pages and records are found by name.
MAY_ASK = {PACKAGE / "intake" / "demo" / "caring.py"}
HOST_WORDS = "hometown.care.host_words"  # what host units said: duty, which a fact sheet tells; nothing of care
SPEAKING = ("figures", "selections", "sheets", "reminders", "cadence", "feeds", "searching", "knowledge")
REACHING = ("hometown.notices", "hometown.official", "hometown.face.sheets", "hometown.face.csv", "openpyxl", "csv")


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def reaching_in() -> list[str]:
    """Files outside the room that import it."""
    outside = [path for path in python_files(PACKAGE) if ROOM not in path.parents and path not in MAY_ASK]
    return [where(path) for path in outside if any(_inside(name) for name in imported(parsed(path)))]


def _inside(name: str) -> bool:
    is_open = name == HOST_WORDS or name.startswith(f"{HOST_WORDS}.")
    return not is_open and (name == "hometown.care" or name.startswith("hometown.care."))


def test_the_part_that_others_import_knows_feedback_alone() -> None:
    told = ast.walk(parsed(ROOM / "host_words.py"))
    named = [one for node in told if isinstance(node, ast.ImportFrom) and node.level for one in node.names]
    assert [one.name for one in named] == ["Feedback"]


def test_nobody_else_imports_the_room() -> None:
    assert reaching_in() == []


def test_an_import_of_the_room_is_seen() -> None:
    sample = ast.parse(
        "from hometown.care.models import Need\nfrom hometown import care\nimport json\n"
        "from hometown.care.host_words import said_of"
    )
    assert [name for name in imported(sample) if _inside(name)] == ["hometown.care.models.Need", "hometown.care"]


def test_the_room_has_no_figures_sheets_or_reminders_and_sends_nothing() -> None:
    assert [name for name in SPEAKING if (ROOM / f"{name}.py").exists() or (ROOM / name).exists()] == []
    said = {name for path in python_files(ROOM) for name in imported(parsed(path))}
    assert [name for name in said for far in REACHING if name == far or name.startswith(f"{far}.")] == []


def test_no_table_of_care_is_searched_opened_to_proofs_or_has_a_history() -> None:
    for model in CARE:
        assert not getattr(model, "searched_fields", ())
        assert not model.provable_fields
        assert not model.text_fields  # told in histories and looked through when a person is erased
        assert records.known(label_of(model)) is None


def test_every_table_of_the_room_is_one_of_duty_or_of_care() -> None:
    """A new table says here on which side it stands."""
    assert {model.__name__ for model in apps.get_app_config("care").get_models()} == {
        "Feedback", "HostTask", *(model.__name__ for model in CARE),
    }  # fmt: skip


def test_every_sentence_and_name_of_care_is_personal() -> None:
    assert Need.personal_fields == {"officer_id", "kind", "words", "noted_by"}
    assert CareStep.personal_fields == {"words"}


@pytest.mark.django_db
def test_a_word_of_care_is_on_no_page_that_others_open(
    world: World, lin: User, fang: User, meng: User, wang: User, auditor: User
) -> None:
    words = "蓝鲸照护今日"
    with on_day(TODAY):
        for one in (fang, meng):
            actions.name_reader(meng, batch=world.batch, user=one)
        need = actions.note_need(lin, kind="family", words=words, agreed=True)
        actions.take_step(fang, need=need, words=f"{words}已安排")
        shown = {user.login: list(_saying(user, words)) for user in (fang, meng, wang, auditor)}
        assert shown == {"fang": [], "meng": [], "wang": [], "auditor": []}
        assert list(_saying(lin, words)) == []  # its officer has it on its own page alone
        assert words in _read(lin, f"/care/needs/{need.pk}/")
        assert str(Need.objects.get()) == str(need.pk)
        history = f"/history/care.need/{need.pk}/"
        for user in (lin, fang, meng, wang, auditor):
            assert _client(user).get(history).status_code in (403, 404)


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _read(user: User, address: str) -> str:
    return str(_client(user).get(address).content.decode())


def _saying(user: User, words: str) -> Iterator[str]:
    """Pages on which a person finds more of the words than they looked for."""
    asked = ("/", f"/search/?q={words[:2]}", f"/knowledge/?q={words[:2]}", "/care/", "/tasks/", "/overview/", "/audit/",
             "/audit/reads/")  # fmt: skip
    for address in asked:
        if words[2:] in _read(user, address):
            yield address
