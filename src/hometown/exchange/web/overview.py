"""Learning by theme: what is asked, what was found, where it was adopted."""

from collections import Counter
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from hometown.accounts.access import person
from hometown.accounts.guards import guarded
from hometown.accounts.models import User
from hometown.exchange import access, figures, labels
from hometown.kernel import clock
from hometown.kernel.dates import Period
from hometown.kernel.figures import Scope
from hometown.policy.standing import in_force
from hometown.programme.models import Batch

from .tabs import tabs

SEE = access.SEE


@guarded(SEE)
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Each theme with its questions, practices and comparisons; above, the figures of the present batch."""
    user, policy = person(request), in_force(clock.today())
    columns, counts = _columns(user)
    known = [code for code, _words in labels.themes(policy)]
    codes = [*known, *sorted({code for one in counts for code in one} - set(known))]
    rows = [
        [
            labels.theme(policy, code),
            *(_cell(one[code], url, code) for one, (_words, url) in zip(counts, columns, strict=True)),
        ]
        for code in codes
        if any(one[code] for one in counts)
    ]
    batch = access.current_batch(clock.today()) or Batch.objects.order_by("-number").first()
    context = {
        "tabs": tabs(request),
        "rows": rows,
        "columns": [_("Topic"), *({"label": words, "number": True} for words, _url in columns)],
        "batch": batch,
        "figures": _figures(user, batch) if batch else [],
    }
    return render(request, "exchange/overview.html", context)


def _columns(user: User) -> tuple[list[tuple[Any, str]], list[Counter[str]]]:
    """Return each column of the overview, with its number for each theme: one query a column."""
    questions, practices = access.visible_questions(user), access.visible_practices(user).standing()
    adopted = practices.filter(pk__in=access.visible_adoptions(user).adopted().values("practice"))
    listed, practised = reverse("question-list"), reverse("practice-list")
    found: list[tuple[Any, str, QuerySet[Any]]] = [
        (_("Waiting for an answer"), f"{listed}?theme=", questions.waiting()),
        (_("Answers accepted"), f"{listed}?show=all&theme=", questions.accepted()),
        (_("Practices"), f"{practised}?theme=", practices),
        (_("Adopted at home"), f"{practised}?step=adopted&theme=", adopted),
        (_("Comparisons not done yet"), f"{reverse('benchmark-list')}?theme=", access.visible_benchmarks(user).open()),
    ]
    return [(words, url) for words, url, _rows in found], [_by_theme(rows) for _words, _url, rows in found]


def _by_theme(rows: "QuerySet[Any]") -> Counter[str]:
    return Counter(dict(rows.order_by().values_list("theme").annotate(n=Count("pk")).values_list("theme", "n")))


def _cell(number: int, url: str, code: str) -> dict[str, Any]:
    return {"text": str(number), "url": f"{url}{code}", "fig": True} if number else {"text": ""}


def _figures(user: User, batch: Batch) -> list[dict[str, Any]]:
    """Return the figures of a batch; each opens its records, for who may open the records of figures."""
    scope = Scope(Period(batch.first_on, batch.last_on), batch=batch.pk)
    opens = user.may("read_figures")
    return [
        {
            "label": one.name,
            "value": one.of(scope).value,
            "url": reverse("figure", args=[batch.number, one.code]) if opens else "",
            "unit": "",
        }
        for one in figures.FIGURES
    ]
