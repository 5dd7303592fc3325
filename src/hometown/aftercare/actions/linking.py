"""A firm's link: made, shown once, taken back."""

from hometown.accounts.models import User
from hometown.aftercare import access, links
from hometown.aftercare.models import LinkToken, ServiceLink
from hometown.companies.models import Company
from hometown.kernel import clock
from hometown.kernel.errors import RuleBroken
from hometown.ledger import book
from hometown.policy.rules import deadline
from hometown.policy.standing import in_force


def make_link(actor: User, *, company: Company) -> tuple[ServiceLink, str]:
    """Make a firm's link and return it with its secret, which is shown once. An earlier one stops answering.

    The hash of the secret is a local record: neither enters the book.
    """
    access.require_firm_server(actor, company)
    today = clock.today()
    lasts = in_force(today).aftercare.link_lasts
    row = ServiceLink(
        company=company, made_on=today, made_by=actor.pk, expires_on=deadline(in_force(today), lasts, today)
    )
    token = links.new_token()
    with book.entry("link.made", actor=actor.pk) as entry:
        for standing in ServiceLink.objects.live(today).filter(company=company):
            standing.revoked_on, standing.revoked_by = today, actor.pk
            entry.put(standing)
        entry.put(row)
        LinkToken.objects.create(link=row, token_hash=links.hashed(token))
    return row, token


def revoke_link(actor: User, *, link: ServiceLink) -> ServiceLink:
    """Let a firm's link answer nobody."""
    access.require_firm_server(actor, link.company)
    with book.entry("link.revoked", actor=actor.pk) as entry:
        now: ServiceLink = ServiceLink.objects.get(pk=link.pk)
        if now.revoked_on is not None:
            raise RuleBroken("aftercare.revoked_already", day=now.revoked_on)
        now.revoked_on, now.revoked_by = clock.today(), actor.pk
        entry.put(now)
    return now
