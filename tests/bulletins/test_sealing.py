"""A sealed review of the demo's batch: a stranger verifies it, an auditor asks it again, and time does not touch it."""

import copy
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from hometown.accounts.models import User
from hometown.bulletins import heads, keys, rederiving, sealing
from hometown.bulletins import verify_bulletin as verifier
from hometown.bulletins.figures import CATALOGUE, ask, scope_of
from hometown.bulletins.models import Seal, SealedFigure, SigningKey
from hometown.bulletins.review import Review, as_document
from hometown.companies import actions as companies
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import NotFound, RuleBroken
from hometown.ledger import auditing, book, erasing, replay
from hometown.ledger.models import Entry, RowImage
from hometown.policy.models import PolicyVersion
from hometown.policy.reading import default_text, digest
from hometown.programme.models import Batch, Officer
from hometown.projects.models import Project

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]
LAST = datetime(2020, 1, 17, 9, 0, tzinfo=clock.CITY_TIME)


@pytest.fixture(autouse=True)
def _on_the_last_day() -> Iterator[None]:
    with clock.simulated(LAST):
        yield


@pytest.fixture(autouse=True)
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SigningKey:
    monkeypatch.setattr(settings, "SEAL_KEYS", tmp_path / "keys")
    return keys.make(None)


@pytest.fixture
def wang() -> User:
    user: User = User.objects.get(login="wang")
    return user


@pytest.fixture
def batch() -> Batch:
    batch: Batch = Batch.objects.select_related("host_city").get(number=1)
    return batch


@pytest.fixture
def bundle(batch: Batch, wang: User) -> sealing.Bundle:
    told = Review(batch)
    document = as_document(told)
    return sealing.seal(told.results, document=document, actor=wang, title="review 1")


def verified(bundle: sealing.Bundle, **given: Any) -> dict[str, Any]:
    return verifier.check(verifier.read(bundle.text().encode()), **given)


def everybody(label: str, pk: Any) -> bool:
    return True


def test_a_stranger_verifies_it_with_one_file_and_nothing_else(
    bundle: sealing.Bundle, key: SigningKey, tmp_path: Path
) -> None:
    path, program = tmp_path / "bundle.json", tmp_path / "verify_bulletin.py"
    path.write_text(bundle.text(), encoding="utf-8")
    program.write_bytes(Path(verifier.__file__).read_bytes())
    command = [sys.executable, "-I", "-S", str(program), str(path), "--key", key.public_key]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    printed = len(bundle.payload["figures"])
    assert printed == 23  # those of the article, and what was asked at home and learned
    assert f"Everything holds 核验通过: {printed} figures" in done.stdout
    assert subprocess.run([*command[:-1], "0" * 64], capture_output=True, check=False).returncode == 1


def test_a_stranger_finds_which_records_are_looked_at_again(
    bundle: sealing.Bundle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bundle.json"
    path.write_text(bundle.text(), encoding="utf-8")
    assert verifier.main([str(path), "--sample", "2"]) == 0
    told = capsys.readouterr().out.splitlines()[-2:]
    signed = next(one for one in bundle.payload["figures"] if one["code"] == "signed")
    keys = [bundle.payload["rows"][number]["parts"][0]["value"]["row"] for number in signed["members"]]
    assert told == verifier.drawn(bundle.payload["tree"]["root"], keys, 2)
    assert verifier.main([str(path), "--sample", "2", "--figure", "unknown"]) == 1


def test_it_holds_the_figures_of_the_article(bundle: sealing.Bundle) -> None:
    told = {figure["code"]: figure for figure in bundle.payload["figures"]}
    assert (told["visited"]["value"], told["visited"]["printed"]["zh"]) == ("172", "172家")
    assert (told["leads"]["value"], told["leads"]["printed"]["zh"]) == ("184", "180余条")
    assert (told["signed_amount"]["value"], told["signed_amount"]["bound"]) == ("350000000.00", "exact")
    assert told["at_intent_amount"]["value"] == "2300000000.00"
    assert told["visited"]["definition"]["zh"] != told["visited"]["definition"]["en"]


def test_every_figure_of_the_catalogue_can_be_sealed_without_writing_records_again(batch: Batch, wang: User) -> None:
    results = {code: ask(code, scope_of(batch)) for code in CATALOGUE}
    before = Entry.objects.count()
    bundle = sealing.seal(results, document={}, actor=wang, title="test")
    assert [line.verb for line in Entry.objects.filter(seq__gt=before)] == ["bulletin.sealed"]
    assert len(verified(bundle)["figures"]) == len(CATALOGUE)
    assert list(rederiving.problems(bundle)) == []


def test_sealing_is_a_line_of_the_book_and_keeps_the_bundle(bundle: sealing.Bundle) -> None:
    sealed = Seal.objects.get()
    assert Entry.objects.latest("seq").seq == sealed.tree_size + 1
    assert sealing.bundle_of(sealed).text() == bundle.text()
    assert sealing.seal_of(bundle) == sealed
    assert SealedFigure.objects.count() == len(bundle.payload["figures"])
    assert list(auditing.check()) == []
    assert list(replay.differences()) == []


def test_the_next_bundle_continues_the_book_of_the_one_before(bundle: sealing.Bundle, batch: Batch, wang: User) -> None:
    companies.add_company(wang, name="上海测石材料有限公司", region_code="310114", source="test")
    later = sealing.seal({"signed": ask("signed", scope_of(batch))}, document={}, actor=wang, title="test")
    previous = verified(later)["previous"]
    assert (previous["size"], previous["bundle"]) == (bundle.payload["tree"]["size"], bundle.digest)
    head = heads.as_data(since=bundle.payload["tree"]["size"])
    assert verified(bundle, head=head)
    other = {**head, "root": "0" * 64}
    with pytest.raises(verifier.Wrong, match="later head"):
        verified(bundle, head=other)


# --- names ----------------------------------------------------------------------------------------------------------


def test_names_of_firms_are_in_no_bundle_until_they_are_opened(bundle: sealing.Bundle, batch: Batch) -> None:
    figures = dict.fromkeys((), bundle.payload["figures"])
    assert figures == {}
    signed = Project.objects.filter(stage="signed").first()
    assert signed is not None
    # The text of a review names nobody; neither do the records behind it.
    for name in Company.objects.values_list("name", flat=True):
        assert name not in json.dumps(bundle.payload["names"] + bundle.payload["rows"], ensure_ascii=False)
    opened = sealing.disclose(bundle, everybody)
    assert signed.company.name in opened.text()
    assert opened.digest == bundle.digest
    assert verified(opened)


def test_a_recipient_reads_the_names_they_may_see(bundle: sealing.Bundle, wang: User) -> None:
    assert len(sealing.disclose(bundle, sealing.sees(wang)).data["opened"]) > 100
    nobody = User(login="nobody", name="无权限")
    with book.entry("test.prepared", actor=None) as entry:
        entry.put(nobody)
    assert sealing.disclose(bundle, sealing.sees(nobody)).data["opened"] == []


def test_a_name_that_was_not_committed_to_is_found(bundle: sealing.Bundle) -> None:
    data = copy.deepcopy(sealing.disclose(bundle, everybody).data)
    data["opened"][3]["value"] = "另一家企业有限公司"
    with pytest.raises(verifier.Wrong, match="not the one committed to"):
        verifier.check(data)


def test_names_may_be_opened_to_all_when_they_are_sealed(batch: Batch, wang: User) -> None:
    result = ask("signed", scope_of(batch))
    named = set(result.members.values_list("company_id", flat=True))
    bundle = sealing.seal({"signed": result}, document={}, actor=wang, title="test", named=named)
    assert verified(bundle)
    for name in Company.objects.filter(pk__in=named).values_list("name", flat=True):
        assert name in bundle.text()


def test_erasing_a_person_keeps_every_proof_and_closes_the_name_for_ever(bundle: sealing.Bundle) -> None:
    officer = Officer.objects.order_by("pk").first()
    assert officer is not None
    name = officer.name
    given = sealing.disclose(bundle, everybody)
    before = sum(one["value"] == name for one in given.data["opened"])
    assert before
    erasing.forget(officer, ["name", "phone"], actor=None, reason="asked")
    assert verified(given)  # the copy of before holds, and still tells the name
    assert verified(bundle)
    again = sealing.disclose(bundle, everybody)
    assert verified(again)
    assert sum(one["value"] == name for one in again.data["opened"]) == before - 1
    assert list(rederiving.problems(bundle)) == []
    assert list(auditing.check()) == []


# --- keys -----------------------------------------------------------------------------------------------------------


def test_without_a_key_nothing_is_sealed(batch: Batch, wang: User, key: SigningKey) -> None:
    keys.path_of(key.public_key).unlink()
    before = Entry.objects.count()
    with pytest.raises(RuleBroken, match="no_key"):
        sealing.seal({"signed": ask("signed", scope_of(batch))}, document={}, actor=wang, title="test")
    assert Entry.objects.count() == before


def test_the_private_half_is_readable_by_its_owner_only_and_not_in_the_book(key: SigningKey) -> None:
    path = keys.path_of(key.public_key)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    private = path.read_text().splitlines()[1]
    assert not [row for row in RowImage.objects.filter(model="bulletins.signingkey") if private in str(row.image)]


def test_a_rotated_key_no_longer_seals_and_what_it_sealed_holds(
    bundle: sealing.Bundle, key: SigningKey, batch: Batch, wang: User
) -> None:
    with clock.simulated(LAST.replace(hour=12)):
        newer = keys.rotate(wang)
        later = sealing.seal({"signed": ask("signed", scope_of(batch))}, document={}, actor=wang, title="test")
    assert later.payload["key"] == newer.public_key != bundle.payload["key"]
    assert list(rederiving.problems(bundle)) == []
    with pytest.raises(RuleBroken, match="key_stands"):
        keys.make(wang)


def test_what_a_revoked_key_sealed_is_told(bundle: sealing.Bundle, key: SigningKey, wang: User) -> None:
    with pytest.raises(RuleBroken, match="revoked_why"):
        keys.revoke(wang, key=key.public_key[:12], because=" ")
    with pytest.raises(NotFound):
        keys.revoke(wang, key="", because="lost")
    keys.revoke(wang, key=key.public_key[:12], because="the machine was stolen")
    assert any("the machine was stolen" in what for what in rederiving.problems(bundle))
    with pytest.raises(RuleBroken, match="no_key"):
        keys.signer()


# --- the auditor ----------------------------------------------------------------------------------------------------


def lying(bundle: sealing.Bundle, change: Any) -> sealing.Bundle:
    """A bundle whose sealer lied: changed, then signed again with the key that signs."""
    data = copy.deepcopy(bundle.data)
    change(data["payload"])
    for figure in data["payload"]["figures"]:
        figure["short"] = verifier.short_code(figure, data["payload"])
    signer = keys.signer()
    data["signature"] = signer.sign(verifier.canonical(data["payload"])).hex()
    lied = sealing.Bundle(data)
    sealed = Seal.objects.get()
    with book.entry("test.prepared", actor=None) as entry:
        sealed.payload_sha256, sealed.signature = lied.digest, data["signature"]
        entry.put(sealed)
    return lied


def test_leaving_a_record_out_deceives_a_stranger_and_not_an_auditor(bundle: sealing.Bundle) -> None:
    def leave_out(payload: dict[str, Any]) -> None:
        figure = next(one for one in payload["figures"] if one["code"] == "leads")
        figure["members"].pop()
        figure["value"] = str(int(figure["value"]) - 1)

    lied = lying(bundle, leave_out)
    assert verified(lied)
    assert any("leads: 1 records were left out" in what for what in rederiving.problems(lied))


def test_claiming_less_was_left_out_is_found_by_an_auditor(bundle: sealing.Bundle) -> None:
    def hide(payload: dict[str, Any]) -> None:
        figure = next(one for one in payload["figures"] if any(e["count"] for e in one["exclusions"]))
        next(e for e in figure["exclusions"] if e["count"])["count"] -= 1

    lied = lying(bundle, hide)
    assert verified(lied)
    assert any("what it says was left out" in what for what in rederiving.problems(lied))


@pytest.mark.parametrize("change", ["value", "twice", "printed"])
def test_even_who_holds_the_key_cannot_bend_arithmetic(bundle: sealing.Bundle, change: str) -> None:
    def bend(payload: dict[str, Any]) -> None:
        figure = next(one for one in payload["figures"] if one["code"] == "leads")
        if change == "value":
            figure["value"] = "185"
        elif change == "twice":
            figure["members"].append(figure["members"][0])
            figure["value"] = "185"
        else:
            figure["printed"]["zh"] = "190余条"

    with pytest.raises(verifier.Wrong, match=r"figure leads|the figure leads"):
        verified(lying(bundle, bend))


def test_a_bulletin_of_two_years_ago_derives_again_today(bundle: sealing.Bundle, batch: Batch) -> None:
    """After a correction, a rename, a merge of two firms, and rules by which a visit counts no firm any more."""
    with clock.simulated(LAST.replace(year=2022)):
        _rewrite_history()
        assert ask("visited", scope_of(batch)).value == 0
        assert ask("signed_amount", scope_of(batch)).value == Decimal(350_000_001)
        assert ask("at_intent", scope_of(batch)).value == 10
        assert verified(bundle)
        assert list(rederiving.problems(bundle)) == []
        assert list(auditing.check()) == []


def _rewrite_history() -> None:
    """What comes to light within two years, all of it dated back."""
    signed = Project.objects.filter(stage="signed", contract_amount__isnull=False).earliest("pk")
    signed.contract_amount = (signed.contract_amount or Decimal(0)) + 1
    firms = [Project.objects.filter(stage="intent").order_by("pk")[place].company for place in (0, 1)]
    firms[0].name = firms[0].normal_name = "更名后的企业有限公司"
    repointed = list(Project.objects.filter(company=firms[1]))
    for project in repointed:
        project.company = firms[0]
    text = default_text().replace("counts: firms", "counts: events").replace("version: 2019-09", "version: 2019-09b")
    rules = PolicyVersion(
        number=99, label="2019-09b", text=text, digest=digest(text), effective_from=date(2019, 9, 1),
        state="adopted", proposed_at=clock.now(),
    )  # fmt: skip
    with book.entry("test.prepared", actor=None) as entry:
        for row in (signed, firms[0], *repointed, rules):
            entry.put(row)


def test_a_book_written_anew_is_found_by_a_kept_head(bundle: sealing.Bundle) -> None:
    kept = heads.Kept(bundle.payload["tree"]["size"], bundle.payload["tree"]["root"])
    assert heads.continues(kept)
    assert not heads.continues(replace(kept, root="0" * 64))
    assert heads.read(heads.text_of(kept.size, kept.root)) == kept


def test_rows_of_before_columns_could_be_opened_are_written_again_once(batch: Batch, wang: User) -> None:
    from django.db import connection

    from hometown.ledger import triggers

    result = ask("signed", scope_of(batch))
    with connection.cursor() as cursor:  # as if the version of then had not thought of it
        cursor.execute("DROP TRIGGER ledger_row_no_update")
        cursor.execute("UPDATE ledger_rowimage SET form = 1, opens = '' WHERE model = 'projects.project'")
    triggers.install()
    before = Entry.objects.count()
    sealing.seal({"signed": result}, document={}, actor=wang, title="test")
    assert [line.verb for line in Entry.objects.filter(seq__gt=before)] == ["book.recommitted", "bulletin.sealed"]
    assert list(replay.differences()) == []
    sealing.seal({"signed": result}, document={"again": 1}, actor=wang, title="test")
    assert Entry.objects.count() == before + 3


def test_a_scope_is_read_back_as_it_was_written(batch: Batch) -> None:
    scope = replace(scope_of(batch), officer=Officer.objects.earliest("pk").pk, after=True)
    assert sealing.scope_from(sealing.scope_as_data(scope)) == scope
