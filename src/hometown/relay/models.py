"""Merges of records that turned out to be one firm, requests of persons to be forgotten, and handovers."""

from collections import Counter

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Officer

from .querysets import HandoverItemQuerySet, HandoverQuerySet


class Merge(LedgeredModel):
    """Two records were one firm: what pointed at the source points at the target since.

    `manifest` names every row the merge wrote and what became of it; how each looked before and after stands in the
    book, so nothing is kept twice and nothing personal stands here. It is undone from there.
    """

    source = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="merges_away")
    target = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="merges_in")
    at = models.DateTimeField()
    by = models.UUIDField()
    reason = models.CharField(max_length=300)
    taken = models.JSONField(default=list, blank=True)  # columns whose value is the source's
    contacts = models.JSONField(default=list, blank=True)  # pairs of contacts who are one person
    manifest = models.JSONField(default=list, blank=True)  # [model, row id, fate]
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.UUIDField(null=True, blank=True)
    undone_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=models.Q(undone_at__isnull=True), name="merged_away_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Outcome(models.TextChoices):
    """What became of a request to be forgotten."""

    ERASED = "erased", _("Erased")
    RESTRICTED = "restricted", _("Kept by law, not used")  # Personal Information Protection Law, art. 47


class Forgetting(LedgeredModel):
    """A person asked to be forgotten, and what was done. It never names the person."""

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="forgettings"
    )  # empty for somebody met by name only
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="forgettings")
    asked_on = models.DateField()
    at = models.DateTimeField()
    by = models.UUIDField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    reason = models.CharField(max_length=300)  # how they asked; for a restriction, which law keeps what
    rows = models.PositiveIntegerField(default=0)  # emptied
    texts = models.PositiveIntegerField(default=0)  # redacted
    values = models.PositiveIntegerField(default=0)  # values destroyed in the book

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.asked_on}"


class Handover(LedgeredModel):
    """What an officer holds passes to successors 交接: planned first, then done in one line of the book.

    `successor` gets whatever no `NamedSuccessor` gives to somebody else. Until every item is accepted the coordinator
    answers for what waits.
    """

    text_fields = frozenset({"note"})

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="handovers")
    successor = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500, blank=True)
    prepared_by = models.UUIDField()
    prepared_on = models.DateField()
    coordinator = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_by = models.UUIDField(null=True, blank=True)

    waiting: int  # there where a query asked how much waits to be accepted

    objects = HandoverQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer"],
                condition=models.Q(done_at__isnull=True, dropped_on__isnull=True),
                name="one_plan_an_officer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.officer} → {self.successor}"

    @property
    def is_plan(self) -> bool:
        """Whether it may still be changed: neither done nor dropped."""
        return self.done_at is None and self.dropped_on is None

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each kind passed, by the code of the kind."""
        return dict(Counter(self.items.order_by("kind").values_list("kind", flat=True)))


class NamedSuccessor(LedgeredModel):
    """Who gets all of a kind, or one record of it, instead of the successor of the rest."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="named")
    kind = models.CharField(max_length=80)  # the code of a `Held`
    row = models.UUIDField(null=True, blank=True)  # empty: the whole kind
    successor = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "kind"], condition=models.Q(row__isnull=True), name="successor_of_a_kind_once"
            ),
            models.UniqueConstraint(
                fields=["handover", "kind", "row"],
                condition=models.Q(row__isnull=False),
                name="successor_of_a_row_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.successor_id}"


class HandoverItem(LedgeredModel):
    """One record that passed, and whether its new owner has accepted it. It names the record and repeats nothing of it.

    The owner may give it back with a reason; then the coordinator names another. One that passed on again before it was
    accepted is superseded.
    """

    text_fields = frozenset({"returned_because"})

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(max_length=80)
    about_model = models.CharField(max_length=60)
    about_id = models.UUIDField()
    successor = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="received")
    accepted_on = models.DateField(null=True, blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_because = models.CharField(max_length=300, blank=True)
    superseded_on = models.DateField(null=True, blank=True)

    objects = HandoverItemQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["handover", "kind", "id"], name="item_of_handover"),
            models.Index(fields=["successor", "accepted_on", "id"], name="item_to_accept"),
            models.Index(fields=["about_model", "about_id"], name="item_about"),
        ]

    def __str__(self) -> str:
        return f"{self.about_model} {self.about_id}"
