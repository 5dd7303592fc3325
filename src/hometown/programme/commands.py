"""What commands ask of the programme."""

import click

from .models import Batch


def batch_numbered(number: int | None) -> Batch:
    """Return the batch of a number, the newest where none is given. Raises ClickException with those there are."""
    batches = Batch.objects.select_related("host_city").order_by("-number")
    found: Batch | None = batches.first() if number is None else batches.filter(number=number).first()
    if found is None:
        numbers = ", ".join(str(one) for one in batches.values_list("number", flat=True)) or "none"
        asked = "no batch" if number is None else f"no batch {number}"
        raise click.ClickException(f"There is {asked}. Batches: {numbers}.")
    return found
