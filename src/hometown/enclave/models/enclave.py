"""An enclave and the projects in it."""

from django.db import models
from django.db.models import F, Q

from hometown.enclave.querysets import EnclaveQuerySet
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.projects.models import Project


class Side(models.TextChoices):
    HOME = "home"  # 本市一方
    PARTNER = "partner"  # 合作方


class Enclave(LedgeredModel):
    """A park of two places 飞地: who stands on either side, and on whose ground it lies.

    The side on whose ground it lies collects the taxes and owes the other its share.
    """

    text_fields = frozenset({"ending_words"})

    name = models.CharField(max_length=120, unique=True)
    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enclaves_at_home")
    partner_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="enclaves_as_partner")
    lies_with = models.CharField(max_length=10, choices=Side.choices)
    place = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    opened_by = models.UUIDField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    ending_words = models.CharField(max_length=500, blank=True)

    objects = EnclaveQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(home_unit=F("partner_unit")), name="enclave_of_two_units"),
        ]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def payer(self) -> str:
        """The side that collects, and owes the other its share."""
        return self.lies_with

    @property
    def receiver(self) -> str:
        """The side that is owed."""
        return Side.PARTNER if self.lies_with == Side.HOME else Side.HOME

    def unit_of(self, side: str) -> Unit:
        """Return the unit of a side."""
        return self.home_unit if side == Side.HOME else self.partner_unit


class EnclaveProject(LedgeredModel):
    """A signed project that lies in an enclave, from a day to a day."""

    enclave = models.ForeignKey(Enclave, on_delete=models.PROTECT, related_name="projects")
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="enclaves")
    joined_on = models.DateField()
    joined_by = models.UUIDField()
    left_on = models.DateField(null=True, blank=True)
    left_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(left_on__isnull=True), name="project_in_one_enclave"
            )
        ]

    def __str__(self) -> str:
        return f"{self.enclave_id} {self.project_id}"
