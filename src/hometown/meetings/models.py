"""Exchanges of a batch by week, their packs and minutes, what follows from them, and help that officers ask for."""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.companies.models import Company
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer
from hometown.projects.models import Project
from hometown.tasks.models import Task

from .querysets import ExchangeQuerySet, HelpQuerySet, ItemQuerySet
from .rules import OWN, Week


class Exchange(LedgeredModel):
    """The weekly exchange 周交流 of a batch. Once closed its pack does not change; `figures` are kept as they were."""

    text_fields = frozenset({"moved_because", "cancelled_because"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="exchanges")
    year = models.PositiveSmallIntegerField()  # of the week, by ISO 8601
    week = models.PositiveSmallIntegerField()
    held_on = models.DateField()  # the day it is held, or is to be
    starts_at = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=120, blank=True)
    chair = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="exchanges_chaired")
    gathered_at = models.DateTimeField()
    moved_because = models.CharField(max_length=300, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    figures = models.JSONField(default=dict, blank=True)  # code → value and bound, written when it is closed

    objects = ExchangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "year", "week"], condition=Q(cancelled_on__isnull=True), name="one_exchange_a_week"
            )
        ]
        indexes = [models.Index(fields=["batch", "-year", "-week"], name="exchange_newest")]

    def __str__(self) -> str:
        return str(self.of_week)

    @property
    def of_week(self) -> Week:
        """The week it is about."""
        return Week(self.year, self.week)

    @property
    def is_open(self) -> bool:
        """Whether its pack and minutes may still change."""
        return self.closed_on is None and self.cancelled_on is None


class PackItem(LedgeredModel):
    """One item of a pack 周交流材料: a record with what it says, or an editor's own words.

    `name`, `line` and `facts` are told from the record, anew at each building; `words`, `place` and `is_kept` are the
    editor's. `is_past`: its record says nothing of this week any more, but somebody had touched the item.
    """

    text_fields = frozenset({"line", "words"})

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="items")
    section = models.CharField(max_length=20)
    source = models.CharField(max_length=20, default=OWN)
    about_model = models.CharField(max_length=60, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=200, blank=True)
    line = models.CharField(max_length=1000, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    words = models.CharField(max_length=1000, blank=True)
    place = models.PositiveSmallIntegerField()
    is_kept = models.BooleanField(default=True)
    is_past = models.BooleanField(default=False)
    edited_by = models.UUIDField(null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["exchange", "section", "about_model", "about_id"],
                condition=Q(about_id__isnull=False),
                name="record_once_a_section",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.words[:40] or self.line[:40]


class Minutes(LedgeredModel):
    """The minutes 纪要 of an exchange: what was said, what was decided. A row of their own, so that who writes them and
    who moves the exchange do not stand in each other's way.
    """

    text_fields = frozenset({"text", "decisions"})

    exchange = models.OneToOneField(Exchange, on_delete=models.PROTECT, related_name="minutes")
    text = models.TextField(blank=True)
    decisions = models.TextField(blank=True)
    written_by = models.UUIDField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.exchange_id)


class Attendance(LedgeredModel):
    """An officer was there. Written only where a rulebook of the batch asks it; by name, and nothing is counted."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="attendance")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="attendance")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["exchange", "officer"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} at {self.exchange_id}"


class FollowUp(LedgeredModel):
    """What follows from an exchange 会议落实事项: a to-do of one person with a day, and the item it came from."""

    exchange = models.ForeignKey(Exchange, on_delete=models.PROTECT, related_name="follow_ups")
    task = models.OneToOneField(Task, on_delete=models.PROTECT, related_name="+")
    item = models.ForeignKey(PackItem, on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups")

    def __str__(self) -> str:
        return str(self.task_id)


class HelpWanted(LedgeredModel):
    """Somebody asks their colleagues for help 需要协调 with a project, a firm, or whatever it is."""

    text_fields = frozenset({"what", "answer"})

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="help_wanted")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, null=True, blank=True, related_name="help_wanted")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="help_wanted")
    what = models.CharField(max_length=300)
    raised_by = models.UUIDField()
    keeper = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # who waits for the answer since a handover; empty: who asked
    raised_on = models.DateField()
    answer = models.CharField(max_length=500, blank=True)
    answered_by = models.UUIDField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    objects = HelpQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["batch", "answered_on", "withdrawn_on", "raised_on"], name="help_waiting")]

    def __str__(self) -> str:
        return self.what[:60]
