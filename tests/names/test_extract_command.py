"""`hometown names extract`: a message on standard input, findings on standard output."""

import json

from click.testing import CliRunner, Result

from hometown.config.cli import hometown
from hometown.names.extract import SIGNS_MAX


def said(message: bytes, *options: str) -> Result:
    return CliRunner().invoke(hometown, ["names", "extract", *options], input=message)


def test_what_is_found_is_printed_as_json() -> None:
    answer = said("王总：青檀食品下周三签约，投资3.5亿元".encode(), "--json", "--today", "2020-01-16")
    assert answer.exit_code == 0
    found = {one["kind"]: one for one in json.loads(answer.output)["findings"]}
    assert found["company"]["text"] == "青檀食品"
    assert found["date"]["value"]["first"] == "2020-01-22"
    assert found["amount"]["value"]["low"] == "350000000"


def test_without_json_each_finding_is_a_line() -> None:
    answer = said("青檀食品\n签约".encode())
    assert [line.split("\t")[:3] for line in answer.output.splitlines()] == [
        ["company", "0-4", "青檀食品"],
        ["stage", "5-7", "签约"],
    ]


def test_an_empty_message_holds_nothing() -> None:
    assert json.loads(said(b"", "--json").output) == {"length": 0, "findings": []}


def test_broken_bytes_are_refused_in_one_sentence() -> None:
    answer = said("签约".encode() + b"\xff\xfe")
    assert answer.exit_code == 1
    assert answer.output == "Error: The message is not UTF-8: byte 7 cannot be read.\n"


def test_a_message_that_is_too_long_is_refused_in_one_sentence() -> None:
    for message in (b"a" * (SIGNS_MAX + 1), b"a" * (4 * SIGNS_MAX + 1)):
        answer = said(message)
        assert answer.exit_code == 1
        assert answer.output.count("\n") == 1
        assert "at most 1,048,576 characters" in answer.output


def test_a_day_that_is_none_is_wrong_usage() -> None:
    assert said(b"", "--today", "2020-02-30").exit_code == 2
