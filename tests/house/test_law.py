"""What law and the rules against formalism forbid has no name anywhere in the house.

Cyberspace Affairs Commission, 2023-12-18, on formalism at the fingertips, and the State Council's rules for government
apps: no check-in, no tracks, no points, no leaderboard of persons, no compulsory photos, no forced reply. State secrets
have no label here, because no state secret may be here. Fair Competition Review Regulations, 2024-08-01: no tax refund
for one firm.
"""

import re
from collections.abc import Iterable

from django.apps import apps

from tests.house.test_routes import routes
from tests.house.tree import PACKAGE, parsed, python_files, templates

NAMES = re.compile(
    r"(?:^|_)(check_?ins?|clock_?ins?|gps|geo|latitude|longitude|tracks?|leaderboard|ranking|(?:person|officer|user)_ranks?|(?:bonus|reward|activity|officer|person|user|my)_points?|badges?"
    r"|streaks?|online_(?:time|minutes|hours)|forced?_reply|photos?_required)(?:_|$)",
    re.IGNORECASE,
)
ENGLISH = re.compile(
    r"\b(check(?:ed)?[- ]?in|clock(?:ed)?[- ]in|GPS|leader ?board|(?<!nobody is )ranked|(?<!no )(?<!not a )rankings?"
    r"|top officers?|your points|points earned|^(?:top )?secret$|confidential label|tax (?:refund|rebate))\b",
    re.IGNORECASE,
)
CHINESE = re.compile(
    r"打卡|签到|积分|(?<!不是)(?<!没有)排名|排行|龙虎榜|(?<!国家)秘密|机密|绝密|税收返还|在线时长|轨迹"
)


def forbidden_names(names: Iterable[str]) -> list[str]:
    """Names of fields, routes and functions that name a forbidden thing."""
    return [name for name in names if NAMES.search(re.sub(r"[^A-Za-z]+", "_", name)) or name == "points"]


def forbidden_words(sentences: Iterable[str]) -> list[str]:
    """Sentences said to people that name a forbidden thing."""
    return [said for said in sentences if ENGLISH.search(said) or CHINESE.search(said)]


def sentences() -> set[str]:
    """Everything the catalogues say, in both languages, and all that pages and code say in English."""
    said = set()
    for path in PACKAGE.rglob("*.po"):
        said.update(re.findall(r'"(.+)"', path.read_text("utf-8")))
    for path in templates():
        said.update(re.findall(r'translate\s+"([^"]+)"', path.read_text("utf-8")))
    return said


def test_no_field_names_a_forbidden_thing() -> None:
    models = [model for model in apps.get_models() if model.__module__.startswith("hometown.")]
    names = [f"{model.__name__}.{field.name}" for model in models for field in model._meta.get_fields()]
    assert forbidden_names([name.split(".")[1] for name in names]) == []
    assert forbidden_names([model.__name__ for model in models]) == []


def test_no_route_names_a_forbidden_thing() -> None:
    found = [f"{address} {pattern.name or ''}" for address, pattern in routes()]
    assert forbidden_names(found) == []


def test_no_sentence_names_a_forbidden_thing() -> None:
    assert forbidden_words(sentences()) == []


def test_no_function_names_a_forbidden_thing() -> None:
    import ast

    names = [
        node.name
        for path in python_files()
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    ]
    assert forbidden_names(names) == []


def test_forbidden_things_are_seen() -> None:
    bad = [
        "check_in",
        "checkin_at",
        "gps",
        "latitude",
        "officer_ranking",
        "points",
        "/today/check-in/",
        "online_minutes",
    ]
    assert forbidden_names(bad) == bad
    assert (
        forbidden_names(["checked_by", "appointment", "tracking_officer", "stage_rank", "Point", "record_visit"]) == []
    )
    assert (
        len(forbidden_words(["Check in now", "今日打卡", "干部排名", "Your points", "Officers ranked by leads"])) == 5
    )
    assert forbidden_words(["Check the list in the office", "签约", "Verified by another person"]) == []
