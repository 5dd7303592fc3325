"""A list by key continues where it stopped, both ways, whatever is asked for."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from hometown.face.paging import keyset, numbered


def ask(query: str = ""):
    return RequestFactory().get(f"/list{query}")


@pytest.fixture
def twelve(db: None):
    ContentType.objects.all().delete()
    ContentType.objects.bulk_create(ContentType(app_label="a", model=f"m{n:02}") for n in range(12))
    return ContentType.objects.all()


def test_walking_down_and_up_meets_every_record_once(twelve):
    seen, query = [], ""
    while True:
        page = keyset(ask(query), twelve, per_page=5)
        seen += [record.pk for record in page]
        if not page.older:
            break
        query = f"?before={page.older}"
    assert seen == sorted((record.pk for record in twelve), reverse=True)
    up = keyset(ask(f"?after={page.newer}"), twelve, per_page=5)
    assert [record.pk for record in up] == seen[5:10]
    top = keyset(ask(f"?after={up.newer}"), twelve, per_page=5)
    assert ([record.pk for record in top], top.newer) == (seen[:5], "")


@pytest.mark.parametrize("query", ["?before=x", "?after=%00", "?before="])
def test_a_key_that_cannot_be_read_begins_at_the_top(twelve, query):
    assert keyset(ask(query), twelve, per_page=5).records == keyset(ask(), twelve, per_page=5).records


def test_a_page_that_does_not_exist_is_the_nearest():
    assert numbered(ask("?page=99"), range(40)).number == 2
    assert numbered(ask("?page=x"), range(40)).number == 1
