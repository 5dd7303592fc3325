"""The rules as a person reads them: tables and facts in the reader's language. Reads a policy, asks no table."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hometown.face import formats
from hometown.kernel.money import Amount

from .checks import slots
from .labels import CODES
from .panels import (
    Block,
    Cell,
    block_of,
    fact,
    label,
    language,
    lines_of,
    listed,
    remark,
    role_of,
    roles_of,
    terms,
    titles,
    to_confirm,
)
from .shape import EvidenceKind, Policy, Stage, Term
from .words import chinese, code_words, field_words, term


def blocks(policy: Policy) -> list[Block]:
    """Return the whole of the rules, in the order people ask for it."""
    return [
        stages(policy),
        separate_facts(policy),
        claims(policy),
        levels(policy),
        roles(policy),
        chains(policy),
        grades(policy),
        existing_investors(policy),
        doubts(policy),
        learning(policy),
        aftercare(policy),
        care(policy),
        chronicle(policy),
        screening(policy),
        travel(policy),
        review(policy),
        activities(policy),
        leave(policy),
        branch(policy),
        money(policy),
        calendar(policy),
        sources(policy),
    ]


def stages(policy: Policy) -> Block:
    """The road: what each stage takes, who moves, who verifies."""
    columns = [
        _("Stage"),
        field_words("fields"),
        field_words("evidence"),
        field_words("advance"),
        field_words("verify"),
        field_words("due"),
    ]
    rows = [
        [
            _stage_name(stage),
            listed(code_words(name) for name in stage.fields),
            lines_of(_demands(stage)) if stage.evidence or stage.needs_visit else "",
            roles_of(policy, stage.advance),
            roles_of(policy, stage.verify),
            term(stage.due),
        ]
        for stage in policy.stages
    ]
    return Block("stages", field_words("stages"), columns, rows, meta=_("What it takes to enter each"))


def _stage_name(stage: Stage) -> dict[str, Any]:
    meta = remark(stage)
    return {
        "text": format_html("{} {}", label(stage), to_confirm()) if stage.unverified else label(stage),
        "meta": meta,
    }


def _demands(stage: Stage) -> list[Any]:
    demands: list[Any] = []
    if stage.needs_visit:
        demands.append(_("A dated visit in person, with a named counterpart"))
    demands += [_slot(slot) for slot in slots(stage.evidence)]
    welcome = [label(kind) for kind in stage.evidence if not kind.required and not kind.retired]
    return demands + [format_html('{} <span class="meta">{}</span>', kind, _("may be added")) for kind in welcome]


def _slot(slot: Sequence[EvidenceKind]) -> Any:
    either = _(" or ").join(label(kind) for kind in slot)
    notes = [note for kind in slot if (note := (kind.note if chinese() else kind.note_en or kind.note))]
    return format_html('{}<span class="meta">{}</span>', either, " ".join(notes)) if notes else either


def separate_facts(policy: Policy) -> Block:
    """Money paid in, entry into statistics."""
    columns = [_("Fact"), _("Vouchers"), field_words("verify"), field_words("due")]
    rows = []
    for separate in policy.separate_facts:
        after = next((label(s) for s in policy.stages if s.code == separate.due_after), "")
        due = _("%(term)s after %(stage)s") % {"term": term(separate.due), "stage": after} if separate.due else ""
        vouchers = lines_of(_slot(slot) for slot in slots(separate.evidence))
        rows.append([label(separate), vouchers, roles_of(policy, separate.verify), due])
    return Block("facts", field_words("separate_facts"), columns, rows, meta=_("Counted by voucher, never by stage"))


def claims(policy: Policy) -> Block:
    """First claim."""
    rule = policy.claims
    least = formats.money(Amount(rule.least_amount), language()) if rule.least_amount else ""
    facts = [
        *terms(rule, "protection", "evidence_every"),
        fact("warn_on_days", listed(str(day) for day in rule.warn_on_days)),
        fact("misses_allowed", rule.misses_allowed),
        *terms(rule, "release_after"),
        fact("neglected_most", rule.neglected_most or ""),
        fact("renewals", rule.renewals),
        *terms(rule, "decide_probable", "objection", "decide_objection"),
        fact("appeals", rule.appeals),
        fact("order", listed(code_words(code) for code in rule.order)),
        fact("decided_by", roles_of(policy, rule.decided_by)),
        fact("appeal_to", roles_of(policy, rule.appeal_to)),
        fact("contact_levels", listed(map(label, rule.contact_levels))),
        fact("transfer_reasons", listed(map(label, rule.transfer_reasons))),
        fact("transfer_split", ":".join(map(str, rule.transfer_split))),
        fact("transfer_years", rule.transfer_years),
        fact("peers_see", listed(code_words(code) for code in rule.peers_see)),
        fact("least_amount", str(least)),
        fact("excluded", listed(map(label, rule.excluded))),
    ]
    return block_of(policy, "claims", rule, facts=facts)


def levels(policy: Policy) -> Block:
    """Service levels."""
    lead, service, lamps = policy.levels.lead, policy.levels.service, policy.levels.lamps
    rows: list[list[Cell]] = []
    for name, part in (("lead", lead), ("service", service), ("lamps", lamps)):
        for code in type(part).model_fields:
            value = getattr(part, code)
            if isinstance(value, Term):
                words = format_html("{} {}", term(value), to_confirm()) if part.unverified else term(value)
                rows.append([field_words(code), field_words(name), words])
    cited = tuple(dict.fromkeys((*lead.source, *service.source, *lamps.source)))
    return Block(
        "levels",
        field_words("levels"),
        [_("What is due"), _("Part of"), _("Time allowed")],
        rows,
        sources=titles(policy, cited),
    )


def roles(policy: Policy) -> Block:
    """Roles and what each may do."""
    rows = []
    for role in policy.roles:
        may = sorted(role.may, key=list(CODES).index)
        rows.append(
            [
                {"text": label(role), "meta": remark(role)},
                listed(code_words(scope) for scope in role.scopes),
                listed(code_words(capability) for capability in may),
                roles_of(policy, role.conflicts),
            ]
        )
    meta = _("An administrator holds no other role and sees no business data")
    return Block(
        "roles",
        field_words("roles"),
        [_("Role"), field_words("scopes"), field_words("may"), field_words("conflicts")],
        rows,
        meta=meta,
    )


def chains(policy: Policy) -> Block:
    """The chains of the home city."""
    scheme = policy.chain_scheme
    columns = [_("Chain"), field_words("industries"), field_words("near")]
    rows = [[label(chain), " ".join(chain.industries), " ".join(chain.near)] for chain in scheme.chains]
    meta = f"{scheme.year} · {label(scheme.name)}"
    return block_of(policy, "chain_scheme", scheme, columns=columns, rows=rows, meta=meta)


def grades(policy: Policy) -> Block:
    """Grades of leads, statuses with their reasons, sources of leads."""
    rows = []
    for grade in policy.grades:
        start = str(formats.money(Amount(grade.from_yuan), language())) if grade.from_yuan is not None else ""
        name = format_html("{} {}", label(grade), to_confirm()) if grade.unverified else label(grade)
        rows.append([{"text": name, "meta": remark(grade)}, start, _yes(grade.escalates), term(grade.respond)])
    facts = [
        {"label": label(status), "value": listed(map(label, status.reasons))}
        for status in policy.statuses
        if status.reasons
    ]
    facts.append(fact("lead_sources", listed(map(label, policy.lead_sources))))
    columns = [_("Grade"), _("From amount"), field_words("escalates"), field_words("respond")]
    return Block("grades", _("Grades, statuses, sources"), columns, rows, facts)


def existing_investors(policy: Policy) -> Block:
    """How often the firms that have invested at home are called on."""
    rule = policy.existing_investors
    return block_of(policy, "existing_investors", rule, facts=terms(rule, "visit_every"))


def doubts(policy: Policy) -> Block:
    """From where on a project asks for a second look."""
    rule = policy.doubts
    facts = [
        fact("capital_multiple", rule.capital_multiple),
        *terms(rule, "signed_again_within", "quick_within"),
        fact("quick_from", str(formats.money(Amount(rule.quick_from), language()))),
    ]
    return block_of(policy, "doubts", rule, facts=facts)


def learning(policy: Policy) -> Block:
    """What questions and practices are about, and which words are looked for together."""
    rule = policy.learning
    facts = [fact("themes", listed(map(label, rule.themes)))]
    facts += [fact("synonyms", listed(words)) for words in rule.synonyms]
    return Block("learning", field_words("learning"), facts=facts)


def care(policy: Policy) -> Block:
    """Which needs are noted with consent, for how long at most, by how many they are read."""
    rule = policy.care
    facts = [
        {"label": _("Kinds of needs"), "value": listed(map(label, rule.kinds))},
        *terms(rule, "keep"),
        fact("most_readers", rule.most_readers),
    ]
    return block_of(policy, "care", rule, facts=facts)


def chronicle(policy: Policy) -> Block:
    """For how long an officer alone reads their fact sheet."""
    return block_of(policy, "chronicle", policy.chronicle, facts=[*terms(policy.chronicle, "first_look")])


def screening(policy: Policy) -> Block:
    """Why a firm of the shortlist is left out, and by when somebody goes to one."""
    rule = policy.screening
    facts = [
        fact("dismissals", listed(map(label, rule.dismissals))),
        *terms(rule, "go_within"),
        fact("suggest_from", rule.suggest_from),
    ]
    return block_of(policy, "screening", rule, facts=facts)


def travel(policy: Policy) -> Block:
    """What the proposal of a trip reckons with."""
    rule = policy.travel
    facts = [
        fact(code, getattr(rule, code)) for code in ("to_station_minutes", "from_station_minutes", "trains_offered")
    ]
    return block_of(policy, "travel", rule, facts=facts)


def aftercare(policy: Policy) -> Block:
    """How landed firms are served, and what may be promised on which ground."""
    rule = policy.aftercare
    columns = [_("Kind of promise"), field_words("favour")]
    rows = [[label(kind), _yes(kind.favour)] for kind in rule.promise_kinds]
    facts = [
        fact("request_kinds", listed(map(label, rule.request_kinds))),
        fact("pause_reasons", listed(map(label, rule.pause_reasons))),
        *terms(rule, "landed_every", "link_lasts"),
        fact("open_most", rule.open_most),
    ]
    return block_of(policy, "aftercare", rule, columns=columns, rows=rows, facts=facts)


def _yes(value: bool) -> str:
    return _("yes") if value else ""


def review(policy: Policy) -> Block:
    """The sheet of the joint review."""
    columns: list[Any] = [_("Item of the sheet"), {"label": field_words("full"), "number": True}]
    rows = [[label(item), item.full] for item in policy.review.sheet]
    facts = [
        fact("vetoes", listed(map(label, policy.review.vetoes))),
        fact("pass_at", policy.review.pass_at),
        fact("reviewers", roles_of(policy, policy.review.reviewers)),
        *terms(policy.review, "opinions"),
    ]
    return block_of(policy, "review", policy.review, columns=columns, rows=rows, facts=facts)


def activities(policy: Policy) -> Block:
    """Kinds of activity and how printed figures round."""
    columns = [_("Kind of activity"), field_words("counts"), field_words("purpose"), field_words("needs_counterpart")]
    rows = [
        [label(kind), code_words(kind.counts), code_words(kind.purpose), _yes(kind.needs_counterpart)]
        for kind in policy.activity_kinds
    ]
    return Block("activities", field_words("activity_kinds"), columns, rows)


def leave(policy: Policy) -> Block:
    """Who approves leave."""
    columns = [field_words("level"), field_words("over_days"), field_words("approver"), field_words("at")]
    level = {"city": _("posted with the host city"), "district": _("posted in a district or street")}
    rows = [
        [level[step.level], step.over_days, role_of(policy, step.approver), code_words(step.at)]
        for step in policy.leave.matrix
    ]
    facts = [fact("kinds", listed(map(label, policy.leave.kinds))), *terms(policy.leave, "home_rest_every")]
    return block_of(policy, "leave", policy.leave, columns=columns, rows=rows, facts=facts)


def branch(policy: Policy) -> Block:
    """The temporary Party branch."""
    rule = policy.branch
    sizes = [("members_least", rule.members_least), ("committee_from", rule.committee_from)]
    sizes += [("committee_least", rule.committee_least), ("committee_most", rule.committee_most)]
    facts = [
        *terms(rule, "formal_after"),
        *[fact(code, _people(count)) for code, count in sizes],
        fact("duties", listed(map(label, rule.duties))),
        fact("may_not", listed(code_words(thing) for thing in sorted(rule.may_not))),
    ]
    return block_of(policy, "branch", rule, facts=facts)


def _people(count: int) -> str:
    return ngettext("%(count)d member", "%(count)d members", count) % {"count": count}


def money(policy: Policy) -> Block:
    """Currencies and rates."""
    rows = []
    for currency in policy.currencies:
        rates = [f"{rate.starts_on.isoformat()}: {rate.yuan}" for rate in currency.rates]
        none = "" if currency.code == "CNY" else _("no rate: no value in yuan")
        rows.append([currency.text(language()), currency.code, lines_of(rates) if rates else none])
    return Block(
        "currencies", field_words("currencies"), [_("Currency"), field_words("code"), field_words("rates")], rows
    )


def calendar(policy: Policy) -> Block:
    """Years whose workdays are published."""
    rows = [[year.year, _days(year.off), _days(year.worked)] for year in policy.workdays.years]
    columns = [_("Year"), field_words("off"), field_words("worked")]
    meta = _("Other years count Monday to Friday")
    return block_of(policy, "workdays", policy.workdays, columns=columns, rows=rows, meta=meta)


def _days(days: Sequence[date]) -> str:
    return ngettext("%(count)d day", "%(count)d days", len(days)) % {"count": len(days)}


def sources(policy: Policy) -> Block:
    """What the rules rest on."""
    columns = [_("Source text"), field_words("checked")]
    rows = [[source.title, _("yes") if source.checked else _("not yet")] for source in policy.sources]
    return Block("sources", field_words("sources"), columns, rows)
