"""Any two characters of a name find it: the index answers what reading every row would answer, and stays true."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hometown import names
from hometown.companies import matching
from hometown.companies.models import Company, CompanyName
from hometown.ledger import book, door, gin, pairs
from hometown.projects import filters
from tests.people import World

# Few signs, so that texts meet; brackets, a quote, a space and letters of both cases are where folding could go wrong.
SIGNS = "澄湖材（） aB'\"*-𠮷é"
TEXTS = st.text(SIGNS, min_size=1, max_size=9).filter(names.normal)
QUICKLY = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def put(*rows: Any) -> None:
    with book.entry("test.prepared", actor=None) as entry:
        entry.put_many(rows)


def a_company(name: str) -> Company:
    return Company(name=name, normal_name=names.normal(name))


def bearing(text: str) -> set[str]:
    return set(Company.objects.filter(matching.bearing(names.normal(text))).values_list("name", flat=True))


@pytest.mark.django_db
@QUICKLY
@given(own=st.lists(TEXTS, max_size=6), others=st.lists(TEXTS, max_size=4), asked=TEXTS)
def test_a_search_finds_what_reading_every_name_finds(own: list[str], others: list[str], asked: str) -> None:
    with door.opened():
        CompanyName.objects.all().delete()
        Company.objects.all().delete()
    companies = [a_company(name) for name in dict.fromkeys([*own, "甲"])]
    further = {names.normal(text): companies[number % len(companies)] for number, text in enumerate(others)}
    put(*companies, *(CompanyName(company=c, text=n, normal=n, kind="short") for n, c in further.items()))
    wanted = names.normal(asked)
    naive = {c.name for c in companies if wanted in c.normal_name}
    naive |= {company.name for normal, company in further.items() if wanted in normal}
    assert bearing(asked) == naive
    assert list(pairs.differences()) == []


@pytest.mark.django_db
@QUICKLY
@given(titles=st.lists(TEXTS, min_size=1, max_size=6), asked=TEXTS)
def test_a_list_of_projects_finds_what_it_found_without_the_index(
    world: World, titles: list[str], asked: str, monkeypatch_pairs: Any
) -> None:
    from datetime import date

    from hometown.projects.models import Project

    with door.opened():
        Project.objects.all().delete()
    firm = a_company("上海澄湖有限公司")
    put(firm, *(Project(company=firm, name=n, stage_on=date(2019, 10, 1), opened_on=date(2019, 10, 1)) for n in titles))
    told = set(Project.objects.filter(filters._says(asked)).values_list("pk", flat=True))
    with monkeypatch_pairs():
        assert told == set(Project.objects.filter(filters._says(asked)).values_list("pk", flat=True))


@pytest.fixture
def monkeypatch_pairs(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Take the index away inside a block: every question is answered by reading rows."""
    from contextlib import contextmanager

    @contextmanager
    def without() -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(pairs, "rows", lambda *_args, **_options: None)
            yield

    return without


@pytest.mark.django_db
def test_a_renamed_and_a_removed_company_are_found_by_what_they_are_called_now() -> None:
    first, second = a_company("上海澄湖材料有限公司"), a_company("上海云岭材料有限公司")
    put(first, second)
    first.name = first.normal_name = "上海远山材料有限公司"
    with book.entry("test.renamed", actor=None) as entry:
        entry.put(first)
        entry.remove(second)
    assert bearing("澄湖") == bearing("云岭") == set()
    assert bearing("远山") == {first.name}
    assert list(pairs.differences()) == []


@pytest.mark.django_db
def test_two_rows_whose_keys_begin_alike_do_not_take_each_other_s_pairs_away() -> None:
    twins = [a_company("甲乙丙丁"), a_company("丙丁戊己")]
    for number, one in enumerate(twins):
        one.pk = uuid.UUID(int=(0x0196_0000_0000_7ABC << 64) | (0x8000 << 48) | number)
    put(*twins)
    with book.entry("test.removed", actor=None) as entry:
        entry.remove(twins[0])
    assert bearing("丙丁") == {"丙丁戊己"}
    assert bearing("甲乙") == set()
    assert list(pairs.differences()) == []


@pytest.mark.django_db
def test_many_rows_that_hold_a_text_are_read_one_after_the_other() -> None:
    put(*(a_company(f"上海{number:04d}号有限公司") for number in range(pairs.MOST + 1)))
    assert pairs.rows(Company, "上海") is None
    assert len(bearing("上海")) == pairs.MOST + 1
    assert bearing("0007") == {"上海0007号有限公司"}


@pytest.mark.django_db
def test_an_index_that_was_not_kept_is_found_out_and_made_anew() -> None:
    put(a_company("上海澄湖有限公司"))
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER companies_company_pairs_added")
    put(a_company("上海云岭有限公司"))
    assert pairs.missing() == ["companies_company_pairs_added"]
    assert list(pairs.differences()) == ["companies_company"]
    pairs.install()
    assert pairs.missing() == []
    assert list(pairs.differences()) == []
    assert bearing("云岭") == {"上海云岭有限公司"}


@pytest.mark.django_db
def test_a_rare_name_is_found_without_reading_the_table() -> None:
    put(a_company("上海澄湖有限公司"))
    with CaptureQueriesContext(connection) as queries:
        bearing("澄湖")
    assert not any("INSTR" in query["sql"] for query in queries.captured_queries)


def test_text_that_means_something_to_the_index_is_only_text() -> None:
    assert pairs.pairs_of('a"* b') == ["a_", "__", "_b"]
    assert pairs.pairs_of("澄") == []


@pytest.mark.django_db
def test_the_newest_rows_come_first_and_go_on_where_the_last_ended() -> None:
    rows = [a_company(f"上海{sign}号有限公司") for sign in "甲乙丙丁"]
    put(*rows)
    newest = [one.pk for one in reversed(rows)]
    assert pairs.newest(Company, [["上海"]], 3) == newest[:3]
    assert pairs.newest(Company, [["上海"]], 3, before=newest[2]) == newest[3:]
    assert pairs.newest(Company, [["上海"], ["甲号", "丙号"]], 3) == [rows[2].pk, rows[0].pk]
    assert pairs.newest(Company, [["上"]], 3) is None


@pytest.mark.django_db
def test_rows_that_share_rare_pairs_come_before_those_that_share_what_all_hold() -> None:
    rows = [a_company(f"上海{name}有限公司") for name in ("澄湖新材", "云岭", "远山", "澄湖食品")]
    put(*rows)
    assert pairs.sharing(Company, "澄湖新材料的上海公司", 2) == [rows[0].pk, rows[3].pk]
    assert pairs.sharing(Company, "无关", 2) == []


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_finds_the_newest_also_beyond_the_rows_it_looks_at_first(
    city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gin, "NEWEST", 3)
    companies = [a_company(f"上海{sign}号{'澄湖' if sign in '甲丙庚' else '云岭'}") for sign in "甲乙丙丁戊己庚辛"]
    save_on(city, companies)
    lakes, hills = ([one.pk for one in reversed(companies) if word in one.name] for word in ("澄湖", "云岭"))
    assert pairs.newest(Company, [["澄湖"]], 2, using=city) == lakes[:2]
    assert pairs.newest(Company, [["澄湖"]], 2, before=lakes[1], using=city) == lakes[2:]
    assert pairs.newest(Company, [["云岭"]], 2, using=city) == hills[:2]
    assert pairs.newest(Company, [["上海"], ["云岭", "远山"]], 9, using=city) == hills


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_finds_an_old_text_that_is_alike_among_many_that_share_its_everyday_words(
    city: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gin, "SAMPLE", 6)
    monkeypatch.setattr(gin, "MANY", 3)
    alike = a_company("社区养老送餐怎样做")
    save_on(city, [alike, *(a_company(f"社区第{number:02d}号服务站") for number in range(20))])
    assert pairs.sharing(Company, "社区里养老送餐到家", 1, using=city) == [alike.pk]  # of the six newest none is alike
    assert pairs.sharing(Company, "养老", 1, using=city) == [alike.pk]
    assert pairs.sharing(Company, "", 1, using=city) == pairs.sharing(Company, "无关", 1, using=city) == []


@pytest.mark.postgresql
@pytest.mark.django_db
def test_an_index_of_before_gets_a_short_list_of_what_came_in_since(city: str) -> None:
    read = "SELECT reloptions FROM pg_class WHERE relname = 'companies_company_pairs'"
    with connections[city].cursor() as cursor:
        cursor.execute("ALTER INDEX companies_company_pairs RESET (gin_pending_list_limit)")
        pairs.install(city)
        cursor.execute(read)
        assert cursor.fetchone() == (["gin_pending_list_limit=256"],)


def save_on(city: str, companies: list[Company]) -> None:
    with door.opened():
        for one in companies:
            one.save(using=city, force_insert=True)


@pytest.mark.postgresql
@pytest.mark.django_db
def test_postgresql_finds_the_same(city: str) -> None:
    companies = [a_company(name) for name in ("上海澄湖（新材料）有限公司", "ACME Élan Co., Ltd.", "南京云岭'B'")]
    save_on(city, companies)
    for text in ("澄湖", "(新", "新材料", "acme", "élan", "co.", "'b'", "湖新", "云山"):
        wanted = names.normal(text)
        found = pairs.rows(Company, wanted, "normal_name", using=city)
        assert found is not None
        holding = {one.normal_name for one in companies if wanted in one.normal_name}
        assert {name for _, name in found if wanted in name} == holding, text
    for groups, held in ((["澄湖"], {0}), (["云岭", "澄湖"], {0, 2}), (["ACME", "澄湖"], {0, 1})):
        keys = pairs.newest(Company, [[names.normal(word) for word in groups]], 5, using=city)
        assert keys == sorted((companies[number].pk for number in held), reverse=True)
    assert pairs.newest(Company, [["澄湖"], ["云岭"]], 5, using=city) == []
    assert pairs.sharing(Company, "澄湖新材料公司", 1, using=city) == [companies[0].pk]
    question = "SELECT id FROM companies_company WHERE hometown_pairs(normal_name) @> hometown_pairs('澄湖')"
    with connections[city].cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        cursor.execute(f"EXPLAIN {question}")
        assert any("companies_company_pairs" in line for (line,) in cursor.fetchall())
    assert pairs.missing(city) == []
