"""Nodes of chains with their firms, pursuits with their approaches, standing pairs of departments, the watch list; what
screenings of a registry listed; the versions of the map they look by.
"""

from django.db import models
from django.db.models import Q

from hometown.accounts.models import User
from hometown.companies.models import Company, Contact
from hometown.fieldwork.models import Activity
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Unit
from hometown.tasks.models import Task

from .querysets import (
    MapVersionQuerySet,
    NodeQuerySet,
    PairQuerySet,
    PursuitQuerySet,
    ShortlistedQuerySet,
    WatchQuerySet,
)


class ChainNode(LedgeredModel):
    """A link of a chain 链上环节, in its order from raw material to final product. `chain` is a chain of the rules."""

    chain = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)
    makes = models.CharField(max_length=200, blank=True)
    industry_code = models.CharField(max_length=5, blank=True)  # GB/T 4754-2017
    wanted = models.PositiveSmallIntegerField(default=1)  # how many firms the city wants there
    added_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "name"], condition=Q(removed_on__isnull=True), name="node_once_a_chain"
            )
        ]
        ordering = ["chain", "place", "pk"]

    def __str__(self) -> str:
        return self.name


class NodeFirm(LedgeredModel):
    """A firm at home that stands in a node. An anchor 链主 is one that others gather around."""

    node = models.ForeignKey(ChainNode, on_delete=models.PROTECT, related_name="firms")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="chain_nodes")
    is_anchor = models.BooleanField(default=False)
    added_on = models.DateField()
    added_by = models.UUIDField()
    removed_on = models.DateField(null=True, blank=True)
    removed_by = models.UUIDField(null=True, blank=True)

    objects = NodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "company"], condition=Q(removed_on__isnull=True), name="firm_once_a_node"
            )
        ]

    def __str__(self) -> str:
        return f"{self.node_id} {self.company_id}"


class PursuitOutcome(models.TextChoices):
    LEAD = "lead"  # it became a lead: filed as one, and followed there
    DROPPED = "dropped"


class Pursuit(LedgeredModel):
    """A firm elsewhere that would fill a node, and the people who go after it from several sides 抢逼围."""

    text_fields = frozenset({"why", "closing_words"})

    node = models.ForeignKey(ChainNode, on_delete=models.PROTECT, related_name="pursuits")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="pursuits")
    why = models.CharField(max_length=500)
    lead = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pursuits_led")
    set_on = models.DateField()
    set_by = models.UUIDField()
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=PursuitOutcome.choices, blank=True)
    closing_words = models.CharField(max_length=500, blank=True)

    objects = PursuitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["node", "company"], condition=Q(closed_on__isnull=True), name="pursued_once_a_node"
            )
        ]
        ordering = ["-set_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.node_id} {self.company_id}"


class Approach(LedgeredModel):
    """One way to a firm: who goes to whom, by when; a to-do of that person. What came of it stands in the to-do."""

    text_fields = frozenset({"how"})

    pursuit = models.ForeignKey(Pursuit, on_delete=models.PROTECT, related_name="approaches")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="approaches")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="approaches")
    how = models.CharField(max_length=300)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="+")
    added_on = models.DateField()
    added_by = models.UUIDField()

    class Meta:
        ordering = ["added_on", "pk"]

    def __str__(self) -> str:
        return f"{self.pursuit_id} {self.person_id}"


class StandingPair(LedgeredModel):
    """Two departments that meet again and again 常态化对接: about what, how often, and who keeps it at home."""

    text_fields = frozenset({"ended_why"})

    home_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pairs_at_home")
    host_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="pairs_as_host")
    subject = models.CharField(max_length=200)
    every_days = models.PositiveSmallIntegerField()
    keeper = models.ForeignKey(User, on_delete=models.PROTECT, related_name="pairs_kept")
    begun_on = models.DateField()
    begun_by = models.UUIDField()
    ended_on = models.DateField(null=True, blank=True)
    ended_by = models.UUIDField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, blank=True)

    objects = PairQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["home_unit", "host_unit", "subject"], condition=Q(ended_on__isnull=True), name="pair_once"
            )
        ]
        ordering = ["begun_on", "pk"]

    def __str__(self) -> str:
        return self.subject


class PairMeeting(LedgeredModel):
    """A pair met on a day: what was settled, or the activity that tells of it already."""

    text_fields = frozenset({"words"})

    pair = models.ForeignKey(StandingPair, on_delete=models.PROTECT, related_name="meetings")
    on = models.DateField()
    words = models.CharField(max_length=500, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="pair_meetings"
    )
    noted_on = models.DateField()
    noted_by = models.UUIDField()

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return f"{self.pair_id} {self.on}"


class Watch(LedgeredModel):
    """A chain, a node or a firm somebody follows 产业关注, and why. Its owner's alone until `shared_on`."""

    text_fields = frozenset({"why"})

    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="watches")
    chain = models.CharField(max_length=40, blank=True)
    node = models.ForeignKey(ChainNode, on_delete=models.PROTECT, null=True, blank=True, related_name="watches")
    company = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="watches")
    why = models.CharField(max_length=500)
    since = models.DateField()
    shared_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        indexes = [models.Index(fields=["owner", "ended_on"], name="watch_of_owner")]

    def __str__(self) -> str:
        return f"{self.chain or self.node_id or self.company_id}"


class ScreeningRun(LedgeredModel):
    """One screening of a registry against the chain map, as its result was loaded 筛选批次.

    `funnel` says how many firms went through each step and why the others did not (`results.funnel_of`).
    """

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the result file: it is loaded once
    registry_file = models.CharField(max_length=200)
    read_on = models.DateField(null=True, blank=True)  # the day the registry was read
    map_digest = models.CharField(max_length=64, blank=True)
    funnel = models.JSONField(default=dict, blank=True)
    rows = models.PositiveIntegerField()
    passed_over = models.PositiveIntegerField(default=0)  # rows of the file that could not be read
    loaded_on = models.DateField()
    loaded_by = models.UUIDField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.registry_file


class ShortlistState(models.TextChoices):
    """What has been done about a firm that was listed."""

    OPEN = "open"
    ASSIGNED = "assigned"
    DISMISSED = "dismissed"


class ShortlistedFirm(LedgeredModel):
    """A firm that a screening listed for a node of its map 入围企业, with the whole of why.

    It is no company of the records until somebody is to go there. What was decided of a firm goes on in the next run
    that lists it: the row there has it, and this one points at it by `goes_on_as`.
    """

    text_fields = frozenset({"words"})

    run = models.ForeignKey(ScreeningRun, on_delete=models.PROTECT, related_name="firms")
    chain = models.CharField(max_length=40)
    node = models.CharField(max_length=40)  # a code of the map that was screened with, no record of the city's own
    node_zh = models.CharField(max_length=120)
    node_en = models.CharField(max_length=120)
    rank = models.PositiveIntegerField()  # in its node
    score = models.DecimalField(max_digits=4, decimal_places=1)  # of 100
    name = models.CharField(max_length=200)
    uscc = models.CharField(max_length=18, blank=True)
    city = models.CharField(max_length=60, blank=True)
    parts = models.JSONField(default=list, blank=True)  # [{part, points, of}]
    reasons = models.JSONField(default=list, blank=True)  # [{phrase, field, start, end}], characters of the field
    unknown = models.JSONField(default=list, blank=True)  # codes of parts
    state = models.CharField(max_length=10, choices=ShortlistState.choices, default=ShortlistState.OPEN)
    assigned_to = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="shortlisted", db_index=False
    )
    company = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="shortlisted", db_index=False
    )
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    reason = models.CharField(max_length=40, blank=True)  # a dismissal of the rules
    words = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    goes_on_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    objects = ShortlistedQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["run", "node", "rank"], name="shortlisted_of_run"),
            # Of the few that somebody decided on: an index of all would hold a thousand open ones for each.
            models.Index(fields=["assigned_to"], condition=Q(assigned_to__isnull=False), name="shortlisted_assigned"),
            models.Index(fields=["company"], condition=Q(company__isnull=False), name="shortlisted_company"),
            models.Index(fields=["state"], condition=~Q(state="open"), name="shortlisted_decided"),
        ]

    def __str__(self) -> str:
        return self.name


class MapState(models.TextChoices):
    """How far a version of the screening map is. The one put in force last stands."""

    PROPOSED = "proposed"
    IN_FORCE = "adopted"  # it was put in force; a later one may stand by now
    WITHDRAWN = "withdrawn"


class ChainMapVersion(LedgeredModel):
    """One text of the screening map 筛选图谱版本. It never changes; a change is a new version. The shipped map is 0."""

    text_fields = frozenset({"why", "withdrawn_because"})

    number = models.PositiveIntegerField(unique=True)
    text = models.TextField()
    map_digest = models.CharField(max_length=64)  # of what it says (`ChainMap.digest`): a run names it
    made_from = models.PositiveIntegerField()  # the version that stood when it was proposed
    why = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=MapState.choices, default=MapState.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    adopted_by = models.UUIDField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.UUIDField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=300, blank=True)

    objects = MapVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(proposed_by=models.F("adopted_by")), name="map_adopted_by_another"
            )
        ]

    def __str__(self) -> str:
        return str(self.number)


class ChainMapDraft(models.Model):
    """What somebody is changing of the screening map, to go on with later; one of a person, its owner's alone.

    A local row: no line of the book. What is proposed of it is.
    """

    ledger_kind = "local"

    owner = models.OneToOneField(User, on_delete=models.CASCADE, related_name="chain_map_draft")
    text = models.TextField()
    made_from = models.PositiveIntegerField()
    saved_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return "a draft of the screening map"
