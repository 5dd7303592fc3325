"""What is kept of imports: which workbook, which row became what, which header means what in which office."""

from django.db import models

from hometown.companies.models import Company
from hometown.files.models import Blob
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Batch, Unit

from .querysets import DoubtfulNameQuerySet
from .rules import Decision


class ImportRun(LedgeredModel):
    """One workbook taken in, whole, in one transaction."""

    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="import_runs")
    file_name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, null=True, blank=True, related_name="import_runs")
    imported_by = models.UUIDField()
    imported_at = models.DateTimeField()
    counts = models.JSONField(default=dict)  # rows, new, unchanged, changed, doubts, skipped

    def __str__(self) -> str:
        return self.file_name


class ImportedRow(LedgeredModel):
    """A row of a workbook and the project it became, so that the same row never comes in twice."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="imported_rows")
    sheet = models.CharField(max_length=120)
    row = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)  # SHA-256 of what the row says
    occurrence = models.PositiveIntegerField(default=0)  # the nth row of the workbook saying the same
    project_id = models.UUIDField(null=True, blank=True)
    activity_id = models.UUIDField(null=True, blank=True)
    company_id = models.UUIDField(null=True, blank=True)
    doubts = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"


class HeaderMeaning(LedgeredModel):
    """What a header means in the workbooks of an office, as a person once answered."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="header_meanings")
    header = models.CharField(max_length=200)
    field = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "header"], name="header_meaning_once"),
            models.UniqueConstraint(
                fields=["header"], condition=models.Q(unit__isnull=True), name="header_meaning_of_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.header} = {self.field}"


class DoubtfulName(LedgeredModel):
    """A name of a firm that may mean one on record, or one of the registry: a person decides.

    `company_id` is the record that the import made under this name; it tells of what was, like an imported row.
    `meant` is the firm somebody said it is; the name is one of its names since.
    """

    written = models.CharField(max_length=200)
    normal = models.CharField(max_length=200, db_index=True)  # names.normal(written)
    source = models.CharField(max_length=200)  # the workbook or the list
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="doubtful_names")
    places = models.JSONField(default=list)  # [sheet, row, column], in the order of the workbook
    candidates = models.JSONField(default=list)  # [name, code, score, [[reason, one, other], …]], the likeliest first
    company_id = models.UUIDField(null=True, blank=True)
    decision = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Decision], default="open")
    meant = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="doubtful_names", db_index=False
    )
    was_renamed = models.BooleanField(default=False)  # the record of this name was given the registered one
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)

    objects = DoubtfulNameQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["decision", "source", "id"], name="doubtful_name_pile"),
            models.Index(fields=["meant"], condition=models.Q(meant__isnull=False), name="doubtful_name_meant"),
        ]

    def __str__(self) -> str:
        return self.written
