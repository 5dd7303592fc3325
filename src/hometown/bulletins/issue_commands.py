"""`hometown bulletin`: the bulletin of a month, drafted where there is none, printed, and sealed where the key lies."""

import json
import shutil
from pathlib import Path

import click
from django.conf import settings
from django.utils import translation

from hometown.accounts.commands import acting
from hometown.accounts.models import User
from hometown.kernel.errors import RuleBroken
from hometown.official import docx
from hometown.programme.commands import batch_numbered

from . import actions, issue_paper, issuing, reading, verify_bulletin
from .models import Bulletin
from .rules import Step, month_of

OUT = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("month", metavar="YYYY-MM")
@click.option("--batch", "number", type=int, help="Number of a batch (default: the whole programme).")
@click.option("--seal", "seals", is_flag=True, help="Seal it, with the key that lies here; it must be signed off.")
@click.option("--as", "as_login", metavar="LOGIN", help="Who seals (default: who signed it off).")
@click.option("--format", "shape", type=click.Choice(["text", "json", "docx"]), default="text", show_default=True,
              help="How it is written.")  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
@click.option("-o", "--out", type=OUT, help="Write it to a file; with --seal, the bundle, and the verifier beside it.")
def bulletin(
    month: str, number: int | None, seals: bool, as_login: str | None, shape: str, lang: str, out: Path | None
) -> None:
    """Print the bulletin of a month. Where there is none the machine drafts it; people edit, review, sign it off."""
    found = _found(month, number)
    if seals:
        _seal(found, as_login, out)
        return
    with translation.override("zh-hans" if lang == "zh" else "en"):
        told = reading.Reading(found)
        if shape == "docx":
            _write_docx(told, out)
            return
        data = json.dumps(told.as_data(), ensure_ascii=False, indent=1)
        text = told.as_text() if shape == "text" else data
    if out is None:
        click.echo(text)
    else:
        out.write_text(text + "\n", encoding="utf-8")
        click.echo(f"Written: {out}")


def _write_docx(told: reading.Reading, out: Path | None) -> None:
    if out is None:
        raise click.UsageError("--format docx needs -o FILE")
    out.write_bytes(docx.written(issue_paper.document(told, str(settings.CHANNELS.get("address", "")))))
    click.echo(f"Written: {out}")


def _found(month: str, number: int | None) -> Bulletin:
    day = month_of(month)
    if day is None:
        raise click.UsageError(f"{month!r} is not a month: write it as 2019-11")
    batch = None if number is None else batch_numbered(number)
    chosen = Bulletin.objects.with_reader_needs().of(batch.pk if batch else None)
    found: Bulletin | None = chosen.filter(month=day).first()
    if found is None:
        found = actions.draft(None, month=day, batch=batch)
        click.echo(f"Drafted the bulletin of {month}.", err=True)
    return found


def _seal(found: Bulletin, as_login: str | None, out: Path | None) -> None:
    if found.step not in (Step.SIGNED, Step.SEALED):
        raise RuleBroken("bulletins.not_signed")
    signed: User | None = User.objects.filter(pk=found.signed_by).first() if found.signed_by else None
    bundle = issuing.seal_issue(acting(as_login or (signed.login if signed else None)), found)
    values = {figure["code"]: figure["value"] for figure in bundle.payload["figures"]}
    for code in issuing.changed_since_signed(found, values):
        click.echo(
            f"{code}: {found.signed_values.get(code, '-')} when it was signed off, {values.get(code, '-')} now",
            err=True,
        )
    path = out or Path(f"bulletin-{found.month:%Y-%m}.json")
    path.write_text(bundle.text(), encoding="utf-8")
    shutil.copyfile(verify_bulletin.__file__, path.with_name("verify_bulletin.py"))
    head = bundle.payload["tree"]
    click.echo(f"Sealed {len(bundle.payload['figures'])} figures: {path}")
    click.echo(f"Head: {head['size']} {head['root']}\nKey:  {bundle.payload['key']}")
