"""Companies and other organisations, their names, people, ties, tags, and where each fact came from."""

from django.db import models

from hometown.kernel.fields import MoneyField
from hometown.ledger.models import LedgeredModel

from .querysets import CompanyQuerySet, ContactQuerySet


class CompanyKind(models.TextChoices):
    COMPANY = "company"
    INDIVIDUAL = "individual"  # 个体工商户, USCC 92…: personal data, left out of lists by default
    CHAMBER = "chamber"  # 商会
    DEPARTMENT = "department"  # 政府部门
    INSTITUTION = "institution"  # 院校、院所、社会组织


class Company(LedgeredModel):
    """An organisation one meets. Only kind `company` is counted as 家.

    `region_code` (GB/T 2260) is where it is registered: it decides the origin, never the stage of a project.
    """

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=15, choices=CompanyKind.choices, default=CompanyKind.COMPANY)
    uscc = models.CharField(max_length=18, blank=True)  # GB 32100-2015
    uscc_doubt_accepted = models.BooleanField(default=False)  # somebody confirmed a code whose check digit fails
    normal_name = models.CharField(max_length=200, db_index=True, editable=False)  # names.normal(name)
    region_code = models.CharField(max_length=6, blank=True, db_index=True)
    address = models.CharField(max_length=200, blank=True)
    industry_code = models.CharField(max_length=5, blank=True)  # GB/T 4754-2017
    chain = models.CharField(max_length=30, blank=True, db_index=True)  # a chain of the policy's scheme
    registered_on = models.DateField(null=True, blank=True)
    capital = MoneyField(null=True, blank=True)  # registered capital, yuan
    business = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subsidiaries")
    parent_share = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)  # per cent

    objects = CompanyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["uscc"], condition=~models.Q(uscc=""), name="uscc_once")]
        indexes = [models.Index(fields=["name", "id"], name="company_by_name")]

    def __str__(self) -> str:
        return self.name


class NameKind(models.TextChoices):
    FULL = "full"
    FORMER = "former"
    SHORT = "short"
    BRAND = "brand"
    ENGLISH = "english"


class CompanyName(LedgeredModel):
    """Another name of a company: former, short, brand, English."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="names")
    text = models.CharField(max_length=200)
    kind = models.CharField(max_length=10, choices=NameKind.choices)
    normal = models.CharField(max_length=200, db_index=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["company", "normal", "kind"], name="company_name_once")]

    def __str__(self) -> str:
        return self.text


class Consent(models.TextChoices):
    UNKNOWN = "unknown"
    BUSINESS = "business"  # gave a card or number for business
    PASS_ON = "pass_on"  # agreed that a successor gets it
    WITHDRAWN = "withdrawn"


class Contact(LedgeredModel):
    """A person met at a company. Only what the work needs; masked until revealed, each reveal is logged."""

    personal_fields = frozenset({"name", "phone", "wechat", "email"})

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
    known_to = models.UUIDField(null=True, blank=True)  # the officer whose contact this is
    is_active = models.BooleanField(default=True)

    objects = ContactQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class TieKind(models.TextChoices):
    INVESTED_HOME = "invested_home"  # the 33: has invested in the home city; `other` is the home firm
    SUPPLIES = "supplies"
    CUSTOMER_OF = "customer_of"
    INTRODUCED_BY = "introduced_by"
    MEMBER_OF = "member_of"  # of a chamber
    SAME_GROUP = "same_group"


class Tie(LedgeredModel):
    """A tie between two organisations, or of one to the home city."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=20, choices=TieKind.choices)
    other = models.ForeignKey(Company, on_delete=models.PROTECT, null=True, blank=True, related_name="ties_to")
    since_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=200, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["kind", "company"], name="tie_by_kind")]

    def __str__(self) -> str:
        return f"{self.company_id} {self.kind}"


class Tag(LedgeredModel):
    """A quality somebody else gave a company: listed, in a top-500 list of a year, above-scale, specialised."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="tags")
    kind = models.CharField(max_length=20)  # listed, top500, above_scale, specialised, high_tech, foreign, state
    list_name = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.list_name}"


class FactSource(LedgeredModel):
    """Where a fact about a company came from, as of when, and who permitted its use."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="fact_sources")
    field = models.CharField(max_length=40)  # a column of Company, or "record"
    source = models.CharField(max_length=200)
    as_of = models.DateField(null=True, blank=True)
    permission = models.CharField(max_length=200, blank=True)  # of whoever supplied a list

    def __str__(self) -> str:
        return f"{self.field}: {self.source}"
