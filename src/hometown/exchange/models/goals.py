"""What somebody wants to reach for themselves. It is theirs alone, so it never enters the book."""

from django.db import models

from hometown.accounts.models import User


class Goal(models.Model):
    """A goal of one's own 个人目标: so much of a figure within some days, in one's own records.

    A local row: no line of the book, no history, no export, no search. `exchange.goals` asks for it, for its owner.
    """

    ledger_kind = "local"

    owner = models.ForeignKey(User, on_delete=models.CASCADE, related_name="goals")
    figure = models.CharField(max_length=60)  # a code of `goals.FIGURES`
    wanted = models.PositiveSmallIntegerField()
    first_on = models.DateField()
    last_on = models.DateField()
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["last_on", "pk"]

    def __str__(self) -> str:
        return "a goal"  # whatever prints a row by chance says nothing of it
