"""What is said of one text and of many at once is the same."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.names import columns, singly
from hometown.names.columns import spelling_hashes
from hometown.names.folding import flatten
from hometown.names.parsing import parse_all
from hometown.names.pinyin import heard, syllables

PIECES = (
    "上海", "江苏省", "苏州市", "相城", "淮北", "中国", "朝阳", "和平", "澄湖", "龙净", "兴发", "云南", "铝业", "药业",
    "新材料", "电气", "集团", "科技", "贸易", "有限公司", "股份有限公司", "有限责任公司", "公司", "厂", "店", "酒店",
    "院", "医院", "分公司", "南京分公司", "支行", "营业部", "第二", "（", "）", "(", ")", "（上海）", "(贸易)", "集團",
    "Ａ", "tcl", "3", "·", " ", "𠮷", "㈱", "ﬁ", "重庆银行", "\x01", "\x03", "\ud800", "😀",
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=9).map("".join)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_text_is_folded_and_taken_apart_as_it_is_among_others(texts: list[str]) -> None:
    many = flatten(texts)
    parts, hashes, read = parse_all(many), spelling_hashes(many), syllables(many.codes, many.starts)
    for at, text in enumerate(texts):
        one = singly.fold(text)
        assert (one.whole, one.opens, one.closes) == (many.text(at), many.opens[at], many.closes[at])
        assert singly.ends(one) == (parts.region[at], parts.trade[at], parts.form[at], parts.branch[at])
        assert columns.spelling_hash(one.whole) == hashes[at]
        assert heard(one.whole) == read[many.starts[at] : many.starts[at + 1]].tolist()


def test_a_very_long_text_is_as_it_is_among_others() -> None:
    text = "上海澄湖" * 600 + "有限公司"
    many = flatten([text])
    parts, one = parse_all(many), singly.fold(text)
    assert singly.ends(one) == (parts.region[0], parts.trade[0], parts.form[0], parts.branch[0])
    assert columns.spelling_hash(one.whole) == spelling_hashes(many)[0]
