"""Sample lists of the style guide. People and firms are invented."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils.html import format_html

from hometown.face.parts import Fact, Lane, Line, Row, Step, Task, Ticket
from hometown.face.sample_words import HERE, word
from hometown.face.tags.marks import tag
from hometown.kernel import clock
from hometown.kernel.bounds import Bound
from hometown.kernel.money import Amount


def lists() -> dict[str, Any]:
    return {
        "figs": [
            {
                "label": word("Firms visited"),
                "value": 172,
                "unit": word("firms"),
                "url": HERE,
                "note": word("75 near home, 97 elsewhere"),
            },
            {
                "label": word("Leads"),
                "value": 180,
                "unit": word("leads"),
                "bound": Bound.AT_LEAST,
                "url": HERE,
                "note": word("printed in tens"),
            },
            {
                "label": word("At intent"),
                "value": Amount(Decimal(2_000_000_000), bound=Bound.AT_LEAST),
                "url": HERE,
                "note": word("11 firms"),
            },
            {
                "label": word("Signed"),
                "value": Amount(Decimal(350_000_000)),
                "url": HERE,
                "note": word("5 firms, 1 not verified"),
            },
        ],
        "facts": [
            Fact(word("Intended"), Amount(Decimal(2_000_000_000)), word("as agreed, nothing paid in yet"), HERE),
            Fact(word("Site"), word("Chemical base")),
            Fact(word("Handled by"), word("Zhou Yanqiu, Xu Wangshu")),
        ],
        "rows": [
            Row(
                word("Answer the lead: Chenshu Robotics"),
                [word("Passed on by the bureau"), word("first answer within 1 workday")],
                HERE,
                word("3 hours left"),
                "amber",
            ),
            Row(word("Bring the claim's evidence: Zeyuan Chemical"), word("every 14 days"), HERE, word("2 days left")),
            Row(word("Weekly exchange of the branch"), word("The material is already gathered"), icon="people"),
        ],
        "lanes": _lanes(),
    }


def progress() -> dict[str, Any]:
    near = clock.today() + timedelta(days=2)
    return {
        "steps": [
            *(
                Step(label, state="done")
                for label in (word("Lead"), word("Assessed"), word("Talking"), word("Intent"), word("Reviewed"))
            ),
            Step(word("Signing"), word("since 9 December"), "now"),
            *(
                Step(label)
                for label in (
                    word("Signed"),
                    word("Registered"),
                    word("Started"),
                    word("Producing"),
                    word("Performing"),
                )
            ),
        ],
        "tasks": [
            Task(
                word("Upload the signed contract"),
                word("A picture of the ceremony does not replace it"),
                HERE,
                mark=word("Yours"),
                tone="amber",
            ),
            Task(
                word("Legal review"),
                word("With the justice bureau since 16 December"),
                state="wait",
                mark=word("Waiting"),
            ),
            Task(word("Joint review"), word("86 points, no veto"), HERE, "done", verified=True),
            Task(word("Environmental opinion"), "", HERE, "done", verified=False),
        ],
        "history": [
            Line(
                format_html('{} <a href="#main">{}</a>', word("Feng Shiyi filed the"), word("environmental opinion")),
                word("entry 2817"),
                at=clock.now(),
            ),
            Line(word("Zhao Jiming verified the contract draft"), word("entry 2764"), kind="proof", at=near),
            Line(
                word("Wang Shenzhi moved it to Signing"),
                word("entry 2702 · rules of 2019, version 3"),
                kind="move",
                at=near,
            ),
        ],
    }


def table() -> dict[str, Any]:
    return {
        "columns": [
            {"label": word("File"), "sort": "name"},
            word("For"),
            word("Filed by"),
            {"label": word("Amount"), "number": True, "sort": "amount"},
            word("State"),
        ],
        "table": [
            [
                {"text": word("Contract, draft 4"), "url": HERE, "meta": "PDF · 1.4 MB"},
                word("Signing"),
                word("Zhou Yanqiu"),
                {"text": Amount(Decimal(42_000_000)), "url": HERE, "fig": True},
                tag(word("On time"), "green"),
            ],
            {
                "cells": [
                    {"text": word("Minutes of the joint review"), "url": HERE},
                    word("Reviewed"),
                    word("Wang Shenzhi"),
                    {"text": Amount(Decimal(120_000_000)), "url": HERE, "fig": True},
                    tag(word("1 day over"), "red", "alert"),
                ],
                "open": True,
            },
        ],
    }


def _lanes() -> list[Lane]:
    firms = {
        "chassis": Ticket(word("Huaixu light chassis"), word("Huaixu Car Parts"), word("9 days"), HERE),
        "glass": _ticket("Xingzhu solar glass", "Xingzhu Glass", "16 days", lamp=word("Evidence missing")),
        "catalysts": _ticket("Qiyue catalysts", "Qiyue Catalysis", "12 days", 42_000_000, marks=[word("Carbon")]),
        "foil": _ticket("Chenghu battery foil", "Chenghu New Materials", "5 days", 120_000_000, verified=True),
        "powder": _ticket("Yanhai silica powder", "Yanhai Silicon", "3 days", 50_000_000, verified=False),
    }
    return [
        Lane(word("Talking"), 13, "", [firms["chassis"], firms["glass"]], word("10 more"), HERE),
        Lane(word("Intent"), 7, "", [firms["catalysts"]]),
        Lane(word("Signed"), 3, "", [firms["foil"], firms["powder"]]),
        Lane(word("Producing")),
    ]


def _ticket(title: str, who: str, when: str, yuan: int = 0, **more: Any) -> Ticket:
    money = Amount(Decimal(yuan)) if yuan else ""
    return Ticket(word(title), word(who), word(when), HERE, money, lamp_tone="amber", **more)
