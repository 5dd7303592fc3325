"""`hometown seal`, `verify`, `head`, `key`: sealing where the key lies, verifying anywhere."""

import json
import shutil
from pathlib import Path
from typing import Any

import click

from hometown.accounts.commands import AS, acting
from hometown.programme.models import Batch

from . import access, heads, keys, rederiving, sealing, verify_bulletin
from .models import SigningKey
from .review import Review, as_document

FILE = click.Path(dir_okay=False, path_type=Path)
READ = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--batch", "number", type=int, help="Number of the batch whose review is sealed (default: the newest).")
@click.option("-o", "--out", type=FILE, required=True, help="Where to write the bundle; the verifier is put beside it.")
@click.option("--names/--no-names", default=False, help="Open the names that the one who seals may see.")
@AS
def seal(number: int | None, out: Path, names: bool, as_login: str) -> None:
    """Seal the review of a batch as it stands, and write the bundle that anybody can verify."""
    actor = acting(as_login)
    batches = access.batches(actor)
    batch: Batch = access.batch(actor, number if number is not None else getattr(batches.first(), "number", 0))
    told = Review(batch)
    document = as_document(told)
    bundle = sealing.seal(told.results, document=document, actor=actor, title=str(batch))
    given = sealing.disclose(bundle, sealing.sees(actor)) if names else bundle
    out.write_text(given.text(), encoding="utf-8")
    shutil.copyfile(verify_bulletin.__file__, out.with_name("verify_bulletin.py"))
    head = bundle.payload["tree"]
    click.echo(f"Sealed {len(bundle.payload['figures'])} figures: {out}")
    click.echo(f"Head: {head['size']} {head['root']}\nKey:  {bundle.payload['key']}")


@click.command()
@click.argument("bundle", type=READ)
@click.option("--key", help="The public key you have from elsewhere: 64 hexadecimal digits, or their file.")
@click.option("--head", type=READ, help="A later head of the book with its proof, a JSON file (`hometown head`).")
@click.option("--home", is_flag=True, help="Ask every figure of this home's database again: was anything left out?")
@click.pass_context
def verify(context: click.Context, bundle: Path, key: str | None, head: Path | None, home: bool) -> None:
    """Make every value of a sealed BUNDLE again and prove it, offline, by the program that is shipped with it."""
    asked = [str(bundle)]
    asked += ["--key", key] if key else []
    asked += ["--head", str(head)] if head else []
    code = verify_bulletin.main(asked)
    if code or not home:
        context.exit(code)
    wrong = list(rederiving.problems(sealing.Bundle(verify_bulletin.read(bundle.read_bytes()))))
    for what in wrong[1:]:
        click.echo(what, err=True)
    if wrong:
        raise click.ClickException(f"{wrong[0]}.")
    click.echo("This database makes every figure the same: nothing was left out, nothing was added.")


@click.command()
@click.option("--since", type=click.IntRange(min=1), help="Prove that the book of so many lines is its beginning.")
@click.option("-o", "--out", type=FILE, help="Write it to a file, for `hometown verify --head`.")
def head(since: int | None, out: Path | None) -> None:
    """Print the head of the book, for somebody outside to keep."""
    told = heads.as_data(since=since)
    if out:
        out.write_text(json.dumps(told, indent=1), encoding="utf-8")
    click.echo(f"{told['size']} {told['root']}")


@click.group()
def key() -> None:
    """Make, rotate, revoke and list the keys that seal."""


def _say(made: SigningKey) -> None:
    click.echo(f"Public key: {made.public_key}\nThe private half lies in {keys.path_of(made.public_key)}.")
    click.echo("Publish the public key apart from the bulletins: trust in them begins with it.")


@key.command("new")
@AS
def new_key(as_login: str) -> None:
    """Make the first key that seals."""
    _say(keys.make(acting(as_login)))


@key.command("rotate")
@AS
def rotate_key(as_login: str) -> None:
    """Put a new key in the place of the one that seals; what that one sealed holds."""
    _say(keys.rotate(acting(as_login)))


@key.command("revoke")
@click.argument("public_key")
@click.option("--because", required=True, help="Why it is no longer to be believed.")
@AS
def revoke_key(public_key: str, because: str, as_login: str) -> None:
    """Revoke the key whose public half begins with PUBLIC_KEY."""
    revoked = keys.revoke(acting(as_login), key=public_key, because=because)
    click.echo(f"{revoked.public_key} is revoked.")


@key.command("list")
def list_keys() -> None:
    """List every key there was, and how it stands."""
    for one in SigningKey.objects.order_by("since", "pk"):
        state: Any = f"revoked: {one.revoked_because}" if one.revoked_because else one.until or "seals"
        click.echo(f"{one.public_key}\t{one.alg}\t{one.since:%Y-%m-%d}\t{state}")
