"""What this room reminds people of: firms of theirs that nobody has been in contact with for long."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from hometown.accounts.models import User
from hometown.companies.access import visible_companies
from hometown.notices.sources import MOST, Line, Source, among

from .access import RECORD, sees_companies, visible_activities
from .models import ActivityCompany, ActivityOfficer, Interest

FAR = (Interest.CURIOUS, Interest.INTENT)


def _fits(user: User) -> bool:
    return user.may(RECORD) and sees_companies(user)


def no_contact(user: User, today: date, days: int) -> Iterator[Line]:
    """Yield firms that showed the person interest and that, as far as they see, nobody met for so many days."""
    mine = ActivityOfficer.objects.filter(officer__user=user, activity__withdrawn_on=None).values("activity")
    firms = ActivityCompany.objects.filter(activity__in=mine, interest__in=FAR).values("company")
    seen = visible_activities(user).standing().filter(on__lte=today).values("pk")
    met = ActivityCompany.objects.filter(company__in=firms, activity__in=seen).values("company", "company__name")
    last = met.annotate(last=Max("activity__on")).filter(last__lte=today - timedelta(days=days))
    for firm in last.order_by("-last", "company")[:MOST]:
        url = reverse("company", args=[firm["company"]])
        yield Line(firm["company__name"], url, firm["company"], since_on=firm["last"])


SOURCES = (
    Source(
        "no_contact", _("Firms of yours without contact"), no_contact, among(visible_companies), _fits,
        days=30, days_words=_("Days without contact"), is_usual=False,
    ),
)  # fmt: skip
