"""What is found in a pasted message, kind by kind, and that nothing in a text breaks it."""

import doctest
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from hometown.names import extract
from hometown.names.extract import (
    AmountBound,
    AmountValue,
    Candidate,
    DateValue,
    Finding,
    Kind,
    PersonValue,
    PhoneValue,
    PlaceValue,
    StageValue,
    amounts,
    folding,
    numerals,
    reading,
    stages,
)
from hometown.policy.reading import default_text, read

THURSDAY = date(2020, 1, 16)


def only(text: str, kind: Kind, today: date | None = None) -> Finding:
    """The one finding of a kind."""
    found = extract(text, today=today).of(kind)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("module", [reading, folding, numerals], ids=lambda module: module.__name__)
def test_the_examples_in_the_code_hold(module: object) -> None:
    told = doctest.testmod(module)  # type: ignore[arg-type]
    assert told.attempted > 0
    assert told.failed == 0


@pytest.mark.parametrize(
    ("text", "low", "high", "currency", "bound"),
    [
        ("投资约75亿日元", "7500000000", "", "JPY", "about"),
        ("注册资本1,000万美元", "10000000", "", "USD", "exact"),
        ("投资3.5亿", "350000000", "", "CNY", "exact"),
        ("RMB 2,000万", "20000000", "", "CNY", "exact"),
        ("$30 million", "30000000", "", "USD", "exact"),
        ("US$1.2bn", "1200000000", "", "USD", "exact"),
        ("投资三亿五千万元", "350000000", "", "CNY", "exact"),
        ("投资一点五亿元", "150000000", "", "CNY", "exact"),
        ("3亿5千万元", "350000000", "", "CNY", "exact"),
        ("3-5亿元", "300000000", "500000000", "CNY", "exact"),
        ("5000万～1亿元", "50000000", "100000000", "CNY", "exact"),
        ("三到五亿元", "300000000", "500000000", "CNY", "exact"),
        ("20余亿元", "2000000000", "", "CNY", "at_least"),
        ("100多万元", "1000000", "", "CNY", "at_least"),
        ("近2亿欧元", "200000000", "", "EUR", "about"),
        ("5000万港元以上", "50000000", "", "HKD", "at_least"),
        ("至少3000万元", "30000000", "", "CNY", "at_least"),
        ("超10亿元", "1000000000", "", "CNY", "at_least"),
        ("不超过8000万元", "80000000", "", "CNY", "at_most"),
        ("上亿元", "100000000", "", "CNY", "at_least"),
        ("投２，０００万元", "20000000", "", "CNY", "exact"),
        ("投資３億圓", "300000000", "", "CNY", "exact"),
    ],
)
def test_an_amount_has_value_currency_and_bound(text: str, low: str, high: str, currency: str, bound: str) -> None:
    value = only(text, Kind.AMOUNT).value
    assert isinstance(value, AmountValue)
    assert (value.low, value.high) == (Decimal(low), Decimal(high or low))
    assert (value.currency, value.bound) == (currency, AmountBound(bound))


@pytest.mark.parametrize(
    "text",
    [
        "占地5000万平方米",
        "年产20万台",
        "3万人参会",
        "服务2亿用户",
        "5G网络",
        "第3元件",
        "共12个",
        "20000KVA",
        "上万人",
        "邮编235000",
    ],
)
def test_what_is_counted_is_no_money(text: str) -> None:
    assert extract(text).of(Kind.AMOUNT) == ()


def test_an_amount_without_currency_says_so() -> None:
    assumed, said = only("总投资3.5亿", Kind.AMOUNT).value, only("总投资3.5亿元", Kind.AMOUNT).value
    assert isinstance(assumed, AmountValue)
    assert isinstance(said, AmountValue)
    assert (assumed.currency_said, said.currency_said) == (False, True)


@pytest.mark.parametrize(
    ("text", "precision", "first", "last"),
    [
        ("2027年4月15日", "day", "2027-04-15", "2027-04-15"),
        ("2027-04-15", "day", "2027-04-15", "2027-04-15"),
        ("2027年4月", "month", "2027-04-01", "2027-04-30"),
        ("2027年4月中旬", "ten_days", "2027-04-11", "2027-04-20"),
        ("2026年四季度", "quarter", "2026-10-01", "2026-12-31"),
        ("2026年上半年", "half", "2026-01-01", "2026-06-30"),
        ("2028年", "year", "2028-01-01", "2028-12-31"),
        ("二〇二七年四月", "month", "2027-04-01", "2027-04-30"),
        ("2027年底", "month", "2027-12-01", "2027-12-31"),
        ("2026-2028年", "years", "2026-01-01", "2028-12-31"),
        ("Q4 2026", "quarter", "2026-10-01", "2026-12-31"),
        ("15 March 2027", "day", "2027-03-15", "2027-03-15"),
        ("明天", "day", "2020-01-17", "2020-01-17"),
        ("下周三", "day", "2020-01-22", "2020-01-22"),
        ("年底", "month", "2020-12-01", "2020-12-31"),
        ("明年3月", "month", "2021-03-01", "2021-03-31"),
        ("下半年", "half", "2020-07-01", "2020-12-31"),
        ("计划1月5日", "day", "2021-01-05", "2021-01-05"),
        ("已于11月", "month", "2019-11-01", "2019-11-30"),
        ("下个月", "month", "2020-02-01", "2020-02-29"),
    ],
)
def test_a_date_has_its_precision_and_its_days(text: str, precision: str, first: str, last: str) -> None:
    value = only(text, Kind.DATE, THURSDAY).value
    assert isinstance(value, DateValue)
    assert (value.precision, str(value.first), str(value.last)) == (precision, first, last)


@pytest.mark.parametrize("text", ["明天", "下周三", "年底", "4月15日", "今年", "上半年", "next week"])
def test_without_a_today_a_relative_date_stays_open(text: str) -> None:
    value = only(text, Kind.DATE).value
    assert isinstance(value, DateValue)
    assert (value.first, value.last) == (None, None)


@pytest.mark.parametrize("text", ["2027年2月30日", "2027年13月", "25年历史", "10:32", "13.5%", "may I come"])
def test_what_is_no_day_is_no_date(text: str) -> None:
    assert all(
        isinstance(one.value, DateValue) and one.value.precision == "year" for one in extract(text).of(Kind.DATE)
    )


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("138 1234 5678", PhoneValue("13812345678", "mobile")),
        ("+86-138-1234-5678", PhoneValue("13812345678", "mobile")),
        ("１３８１２３４５６７８", PhoneValue("13812345678", "mobile")),
        ("0512-66778899转801", PhoneValue("0512-66778899", "landline", "801")),
        ("(021)54321098", PhoneValue("021-54321098", "landline")),
        ("+86 21 5432 1098", PhoneValue("021-54321098", "landline")),
        ("400-820-8820", PhoneValue("4008208820", "service")),
        ("8008208820", PhoneValue("8008208820", "service")),
        ("+49 711 811 0123", PhoneValue("+497118110123", "foreign")),
    ],
)
def test_a_telephone_number_is_read_without_its_punctuation(text: str, value: PhoneValue) -> None:
    assert only(text, Kind.PHONE).value == value


@pytest.mark.parametrize("text", ["91310000MA1FL00001", "310101199001011234", "订单号 2020011613812345678", "12345678"])
def test_other_numbers_are_no_telephone(text: str) -> None:
    assert extract(text).of(Kind.PHONE) == ()


@pytest.mark.parametrize(
    ("text", "found", "code", "zone"),
    [
        ("在安徽合肥落成", "安徽合肥", "340100", ""),
        ("落户徐州云龙区", "徐州云龙区", "320303", ""),
        ("在苏州工业园新建", "苏州工业园", "320576", ""),
        ("落子武进国家高新区", "武进国家高新区", "320412", "国家高新区"),
        ("上海市普陀区宜川路", "上海市普陀区", "310107", ""),
        ("在南京江北新区启用", "南京江北新区", "320100", "江北新区"),
        ("在崑山設立", "崑山", "320583", ""),
        ("a plant in Changzhou", "Changzhou", "320400", ""),
        ("a plant in Suzhou", "Suzhou", "", ""),
    ],
)
def test_a_place_is_the_inmost_division_with_its_code(text: str, found: str, code: str, zone: str) -> None:
    place = only(text, Kind.PLACE)
    assert isinstance(place.value, PlaceValue)
    assert (place.text, place.value.code, place.value.zone) == (found, code, zone)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("联系人：陆一鸣", "陆一鸣", ""),
        ("总经理周启航到会", "周启航", "总经理"),
        ("周启航董事长到会", "周启航", "董事长"),
        ("跟王总聊过", "王", "总"),
        ("钱女士的电话", "钱", "女士"),
        ("Mr. Smith called", "Smith", "Mr"),
        ("联系人：陸　一鳴", "陸一鳴", ""),
    ],
)
def test_a_person_has_a_name_and_a_title(text: str, name: str, title: str) -> None:
    value = only(text, Kind.PERSON).value
    assert isinstance(value, PersonValue)
    assert value.title == title
    assert value.name in {name, name.translate(str.maketrans("陸鳴", "陆鸣"))}


@pytest.mark.parametrize(
    "text", ["张三 10:32\n好的", "高级经理会议", "总部大楼", "项目经理岗位", "和总经理办公室", "金融机构"]
)
def test_a_speaker_or_a_word_is_no_person(text: str) -> None:
    assert extract(text).of(Kind.PERSON) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("已签约", StageValue("signed")),
        ("拟签约", StageValue("signing", planned=True)),
        ("尚未开工", StageValue("started", denied=True)),
        ("计划2027年4月投产", StageValue("producing", planned=True)),
        ("正在洽谈", StageValue("talking")),
        ("有投资意向", StageValue("intent")),
    ],
)
def test_a_word_of_a_stage_says_whether_it_is_planned_or_denied(text: str, value: StageValue) -> None:
    assert only(text, Kind.STAGE).value == value


@pytest.mark.parametrize(
    "text",
    [
        "我们公司是一家科技公司，有限公司性质",
        "该公司与本公司都不是上市公司",
        "外资企业和民营企业都来了",
        "收到，谢谢！",
        "明天上午十点开会，请准时参加",
        "集团公司总部搬迁",
        "AI and GDP are words, not firms; PPT and CEO neither.",
    ],
)
def test_where_no_firm_is_named_none_is_found(text: str) -> None:
    assert extract(text).companies == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("拜访上海澄湖新材料有限公司。", ["上海澄湖新材料有限公司"]),
        ("拜訪上海澄湖新材料有限公司。", ["上海澄湖新材料有限公司"]),
        ("拜访上海澄\u200b湖新材料有限公司。", ["上海澄\u200b湖新材料有限公司"]),
        ("🎉上海澄湖（新材料）有限公司🎉", ["上海澄湖（新材料）有限公司"]),
        ("公司：澄湖", ["澄湖"]),
        ("「澄湖电子」已签约", ["澄湖电子"]),
        ("韩国SK海力士与荷兰帝斯曼-芬美意签约", ["SK海力士", "帝斯曼-芬美意"]),
        ("QTK电机在常州投资2亿元", ["QTK电机"]),
        ("与Acme Coatings Co., Ltd.合作", ["Acme Coatings Co., Ltd."]),
        ("上海澄湖新材料有限公司来访，澄湖说想投资", ["上海澄湖新材料有限公司", "澄湖"]),
        ("澄湖电子、青檀食品和木禾机械到会", ["澄湖电子", "青檀食品", "木禾机械"]),
    ],
)
def test_companies_are_found_as_they_are_written(text: str, names: list[str]) -> None:
    assert [one.text for one in extract(text).companies] == names


def test_a_resolver_names_candidates_and_finds_what_only_it_knows() -> None:
    known = {"澄湖": "上海澄湖新材料有限公司", "青檀食品": "安徽青檀食品有限公司"}

    def resolver(mention: str) -> Sequence[Candidate]:
        return [Candidate("1", known[mention], 0.9, "short name")] if mention in known else []

    text = "澄湖那边还没回话，青檀食品下周签约"
    assert [one.text for one in extract(text).companies] == ["青檀食品"]
    found = extract(text, resolver=resolver).companies
    assert [(one.text, one.as_json()["value"]["candidates"][0]["name"]) for one in found] == list(known.items())


def test_a_resolver_is_asked_once_for_each_mention() -> None:
    asked: list[str] = []

    def resolver(mention: str) -> Sequence[Candidate]:
        asked.append(mention)
        return []

    extract("青檀食品签约。青檀食品开工。" * 20, resolver=resolver)
    assert asked.count("青檀食品") == 1
    assert len(asked) == len(set(asked))


def test_what_is_found_is_plain_json() -> None:
    told = extract("约3.5亿元，明天，王总", today=THURSDAY).as_json()
    assert json.loads(json.dumps(told, ensure_ascii=False)) == told
    assert told["findings"][0] == {
        "kind": "amount",
        "start": 0,
        "end": 6,
        "text": "约3.5亿元",
        "value": {"low": "350000000", "high": "350000000", "currency": "CNY", "bound": "about", "currency_said": True},
        "confidence": 0.95,
        "reason": "number with currency",
    }


def test_every_number_of_a_column_has_the_unit_of_its_head() -> None:
    assert amounts.in_unit("8,000", "万元") == AmountValue(Decimal(80_000_000), Decimal(80_000_000))
    assert amounts.in_unit("many", "万元") is None


def test_every_stage_a_word_speaks_of_is_one_of_the_rules() -> None:
    assert stages.spoken() <= {stage.code for stage in read(default_text()).stages}
