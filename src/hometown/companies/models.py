"""Companies and other organisations, their names, people, ties, tags, and where each fact came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from hometown.kernel.fields import MoneyField
from hometown.ledger.models import LedgeredModel
from hometown.programme.models import Officer

from .querysets import CompanyQuerySet, ContactQuerySet, StandingQuerySet


class CompanyKind(models.TextChoices):
    """What one meets."""

    COMPANY = "company", _("Company")
    INDIVIDUAL = "individual", _("Individual business")  # USCC 92…: personal data, left out of lists by default
    CHAMBER = "chamber", _("Chamber of commerce")
    DEPARTMENT = "department", _("Government department")
    INSTITUTION = "institution", _("Institution")  # 院校、院所、社会组织


class Company(LedgeredModel):
    """An organisation one meets. Only kind `company` is counted as 家.

    `region_code` (GB/T 2260) is where it is registered: it decides the origin, never the stage of a project.
    With `merged_into` it is a tombstone: the same firm is recorded there, and nothing points here any more.
    """

    searched_fields = ("normal_name",)
    provable_fields = frozenset({"name"})

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=CompanyKind.choices, default=CompanyKind.COMPANY)
    uscc = models.CharField(max_length=18, blank=True, db_index=True)  # GB 32100-2015
    uscc_doubt_accepted = models.BooleanField(default=False)  # somebody confirmed a code whose check digit fails
    normal_name = models.CharField(max_length=200, db_index=True, editable=False)  # names.normal(name)
    region_code = models.CharField(max_length=6, blank=True, db_index=True)
    address = models.CharField(max_length=200, blank=True)
    industry_code = models.CharField(max_length=5, blank=True)  # GB/T 4754-2017
    chain = models.CharField(max_length=30, blank=True)  # a chain of the policy's scheme
    registered_on = models.DateField(null=True, blank=True)
    capital = MoneyField(null=True, blank=True)  # registered capital, yuan
    business = models.TextField(blank=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subsidiaries", db_index=False
    )
    parent_share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # per cent
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="tombstones", editable=False,
        db_index=False,
    )  # fmt: skip

    objects = CompanyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uscc"], condition=~models.Q(uscc=""), name="uscc_once")]
        indexes = [
            models.Index(fields=["chain", "id"], name="company_of_chain"),
            # Namesakes are found by reading this index alone, in order.
            models.Index(fields=["normal_name", "merged_into", "id"], name="company_namesakes"),
            models.Index(fields=["id", "kind", "region_code"], name="company_slim"),  # what figures ask of many
            # Of the few that have one: an index of all would tempt a database to find by it those that have none.
            models.Index(fields=["parent"], condition=models.Q(parent__isnull=False), name="company_below"),
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="company_merged"),
        ]

    def __str__(self) -> str:
        return self.name


class NameKind(models.TextChoices):
    """What another name is."""

    FULL = "full", _("Full name")  # registered beside the first one: a second script, a name with and without brackets
    FORMER = "former", _("Former name")
    SHORT = "short", _("Short name")
    BRAND = "brand", _("Brand")
    ENGLISH = "english", _("English name")
    ALIAS = "alias", _("Also written as")  # a spelling that somebody said means this firm: a slip, a name of the trade


class CompanyName(LedgeredModel):
    """Another name of a company: former, short, brand, English; with its days where they are known."""

    searched_fields = ("normal",)

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=NameKind.choices)
    normal = models.CharField(max_length=200, db_index=True, editable=False)
    first_on = models.DateField(null=True, blank=True)
    last_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "normal", "kind"], name="company_name_once")]
        indexes = [models.Index(fields=["normal", "company"], name="name_of_companies")]

    def __str__(self) -> str:
        return self.text


class Consent(models.TextChoices):
    """What a contact has agreed to (Personal Information Protection Law, art. 13 to 15)."""

    UNKNOWN = "unknown", _("Not asked yet")
    BUSINESS = "business", _("Gave it for business")  # a card, a number in a business chat
    PASS_ON = "pass_on", _("May be passed on")  # agreed that a successor gets it
    WITHDRAWN = "withdrawn", _("Consent withdrawn")


class Contact(LedgeredModel):
    """A person met at a company. Only what the work needs; masked until revealed, each reveal is logged."""

    personal_fields = frozenset({"name", "phone", "wechat", "email"})
    is_masked = True
    text_fields = frozenset({"source"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, blank=True)
    is_decision_maker = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    wechat = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=120, blank=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, default=Consent.UNKNOWN)
    source = models.CharField(max_length=200, blank=True)
    met_on = models.DateField(null=True, blank=True)
    known_to = models.UUIDField(null=True, blank=True)  # the officer whose contact this is, also after they return
    # Who looks after it since a handover; empty: the officer whose contact it is.
    keeper = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    is_active = models.BooleanField(default=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="tombstones", editable=False,
        db_index=False,
    )  # fmt: skip

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["phone", "company"], condition=~models.Q(phone=""), name="contact_by_phone"),
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="contact_merged"),
            models.Index(fields=["known_to"], condition=models.Q(known_to__isnull=False), name="contact_known_to"),
            models.Index(fields=["keeper"], condition=models.Q(keeper__isnull=False), name="contact_kept"),
        ]

    def __str__(self) -> str:
        return self.name


class TieKind(models.TextChoices):
    """What one organisation is to another."""

    INVESTED_HOME = "invested_home", _("Invested at home")  # the 33; `other` is the firm at home, if known
    SUPPLIES = "supplies", _("Supplies")
    CUSTOMER_OF = "customer_of", _("Customer of")
    INTRODUCED_BY = "introduced_by", _("Introduced by")
    MEMBER_OF = "member_of", _("Member of")  # of a chamber
    SAME_GROUP = "same_group", _("Same group as")


class Tie(LedgeredModel):
    """A tie between two organisations, or of one to the home city. It stands until it is ended."""

    text_fields = frozenset({"note"})
    provable_fields = frozenset({"company_id"})

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=20, choices=TieKind.choices)
    other = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="ties_to")
    since_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=200, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "company"], name="tie_by_kind"),
            models.Index(fields=["kind", "other"], name="tie_to_by_kind"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class TagKind(models.TextChoices):
    """What somebody else says a company is. Ownership and standing, never a judgement of ours."""

    LISTED = "listed", _("Listed")  # `list_name` is the exchange or board
    TOP500 = "top500", _("Top 500")  # `list_name` and `year` say of which list
    ABOVE_SCALE = "above_scale", _("Above scale")
    SPECIALISED = "specialised", _("Specialised and innovative")
    HIGH_TECH = "high_tech", _("High-tech")
    STATE = "state", _("State-owned")
    COLLECTIVE = "collective", _("Collective")
    PRIVATE = "private", _("Private")
    FOREIGN = "foreign", _("Foreign-invested")  # Hong Kong, Macao and Taiwan too
    MIXED = "mixed", _("Mixed ownership")


class Tag(LedgeredModel):
    """A quality somebody else gave a company: listed, in a top-500 list of a year, above-scale, specialised."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="tags")
    kind = models.CharField(max_length=20, choices=TagKind.choices)
    list_name = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["kind", "company"], name="tag_by_kind")]

    def __str__(self) -> str:
        return " ".join(str(part) for part in (self.list_name or self.get_kind_display(), self.year) if part)


class IntroductionOutcome(models.TextChoices):
    """How far an introduction came."""

    ASKED = "asked", _("Asked for")
    PROMISED = "promised", _("Promised")
    MADE = "made", _("Made")
    DECLINED = "declined", _("Declined")


class Introduction(LedgeredModel):
    """Somebody brings a firm to us 以商招商: who was asked, whom they would bring, what came of it.

    The firm is one on record, or only a name so far. The lead it becomes names the introducer itself.
    """

    text_fields = frozenset({"words"})

    introducer = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="introductions_given")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="introductions")
    introduced = models.ForeignKey(
        Company, on_delete=models.PROTECT, null=True, blank=True, related_name="introductions_to"
    )
    introduced_name = models.CharField(max_length=200, blank=True)
    asked_on = models.DateField()
    asked_by = models.UUIDField(null=True, blank=True)
    keeper = models.ForeignKey(
        Officer, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )  # who looks after it since a handover; empty: who asked
    made_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=IntroductionOutcome.choices, default=IntroductionOutcome.ASKED)
    words = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-asked_on", "-id"]
        indexes = [models.Index(fields=["introducer", "-asked_on"], name="introduction_by")]

    def __str__(self) -> str:
        return self.introduced.name if self.introduced else self.introduced_name


RECORD = "record"


class FactSource(LedgeredModel):
    """Where a fact about a company came from, as of when, and who permitted its use."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="fact_sources")
    field = models.CharField(max_length=40)  # a column of Company, or RECORD for all that was known when it was added
    source = models.CharField(max_length=200)
    as_of = models.DateField(null=True, blank=True)
    permission = models.CharField(max_length=200, blank=True)  # of whoever supplied a list

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"


class DistinctFirms(LedgeredModel):
    """Somebody looked at two records that seem alike and said that they are two firms. Remembered until taken back."""

    first = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="distinct_from")  # the smaller key
    second = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="distinct_from_too")
    reason = models.CharField(max_length=200, blank=True)
    said_on = models.DateField()
    said_by = models.UUIDField()
    taken_back_on = models.DateField(null=True, blank=True)
    taken_back_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"], condition=models.Q(taken_back_on__isnull=True), name="distinct_said_once"
            ),
            models.CheckConstraint(condition=models.Q(first__lt=models.F("second")), name="distinct_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} ≠ {self.second_id}"
