"""Activities of every kind the article names, who took part, whom they met; and events."""

from django.db import models
from django.db.models import F, Q

from hometown.companies.models import Company, Contact
from hometown.fieldwork.querysets import ActivityQuerySet, EventQuerySet, NoteQuerySet
from hometown.files.models import Blob
from hometown.kernel.fields import precision_field
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Officer, Unit


class EventKind(models.TextChoices):
    FORUM = "forum"  # 论坛
    FAIR = "fair"  # 博览会、展会
    SYMPOSIUM = "symposium"  # 座谈会
    OTHER = "other"


class Event(LedgeredModel):
    """A forum, fair or symposium 论坛、展会、座谈会 at which contacts and leads are found."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=EventKind.choices)
    first_on = models.DateField()
    last_on = models.DateField()
    place = models.CharField(max_length=120, blank=True)
    organiser = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="events")

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-first_on", "-id"]
        constraints = [models.CheckConstraint(condition=Q(last_on__gte=F("first_on")), name="event_ends_after_start")]

    def __str__(self) -> str:
        return self.name


class Activity(LedgeredModel):
    """Something officers did on a day: a visit, a study, a conference, duty at the host unit …

    `kind` is a code of the policy's `activity_kinds`. Counted in 次; the companies in it are counted in 家.
    """

    text_fields = frozenset({"title", "summary", "next_step", "withdrawn_because"})
    searched_fields = ("title", "place")

    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=200)
    on = models.DateField()
    precision = precision_field()
    starts_at = models.TimeField(null=True, blank=True)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    host_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="activities")
    place = models.CharField(max_length=120, blank=True)
    division_code = models.CharField(max_length=6, blank=True)
    summary = models.TextField(blank=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_due = models.DateField(null=True, blank=True)
    recorded_by = models.UUIDField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)  # moves with any edit, also of whom one met
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    provable_fields = frozenset({"on"})
    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["-on", "-id"], name="activity_newest"),
            models.Index(fields=["batch", "kind", "withdrawn_on", "on", "id"], name="activity_of_batch"),
            models.Index(fields=["batch", "-on", "-id"], name="activity_newest_of_batch"),
            models.Index(fields=["kind", "-on", "-id"], name="activity_of_kind"),
            models.Index(fields=["recorded_by", "-on", "-id"], name="activity_of_writer"),
            models.Index(fields=["batch", "kind", "-on", "-id"], name="activity_of_batch_kind"),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityOfficer(LedgeredModel):
    """An officer took part."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="officer_links")
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="activity_links")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "officer"], name="officer_once_an_activity")]
        indexes = [models.Index(fields=["officer", "activity"], name="activity_of_officer")]

    def __str__(self) -> str:
        return f"{self.officer_id} in {self.activity_id}"


class Interest(models.TextChoices):
    """How far the talk came about investing. `intent` asks for the counterpart's own words or a paper."""

    NOT_RAISED = "not_raised"
    CURIOUS = "curious"
    INTENT = "intent"


class ActivityCompany(LedgeredModel):
    """A company took part or was called on. `in_person` with a named counterpart makes it visited."""

    text_fields = frozenset({"their_words"})
    provable_fields = frozenset({"company_id"})

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="company_links")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="activity_links")
    in_person = models.BooleanField(default=True)
    interest = models.CharField(max_length=12, choices=Interest.choices, default=Interest.NOT_RAISED)
    their_words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "company"], name="company_once_an_activity")]
        indexes = [models.Index(fields=["activity", "in_person", "company", "id"], name="meeting_slim")]

    def __str__(self) -> str:
        return f"{self.company_id} in {self.activity_id}"


class Counterpart(LedgeredModel):
    """A person met, by contact or by name."""

    personal_fields = frozenset({"name"})

    link = models.ForeignKey(ActivityCompany, on_delete=models.PROTECT, related_name="counterparts")
    place = models.PositiveSmallIntegerField(default=0)  # the order in which they were told
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="meetings")
    name = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.name or str(self.contact)


class ActivityFile(LedgeredModel):
    """A paper or picture kept with an activity. Never asked for."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="files")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="activity_files")
    file_name = models.CharField(max_length=200)
    caption = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.file_name


class Note(LedgeredModel):
    """A work note 工作笔记: its writer's own until shared."""

    text_fields = frozenset({"text"})
    searched_fields = ("text",)

    author = models.UUIDField(db_index=True)
    on = models.DateField()
    text = models.TextField()
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="field_notes")
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="field_notes")
    shared_on = models.DateField(null=True, blank=True)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return self.text[:40]
