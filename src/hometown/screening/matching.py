"""From the texts of a batch to pairs of a row and a node: which words stand where, and what is said of them."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from .context import Context
from .plan import SIGN_BITS, Plan
from .surroundings import followed_by_else

Ints = NDArray[np.int64]
NAME, SCOPE = 0, 1
FIELDS = ("name", "scope")
_MAKING = "制造|生产|加工|制作|冶炼|铸造|锻造|轧制|压延|合成|研制|组装|製造|生產"  # said anywhere in a scope
_CALLED_MAKER = f"{_MAKING}|机械|设备|装备|器材|材料|制品|车辆|仪器"
# Said in a name: it trades, builds, carries, lets, advises; so it makes nothing, unless it is called a maker too.
_TRADING = "贸易|商贸|经贸|科贸|销售|商行|经营部|供应链|物资|批发|超市|貿易|進出口|进出口"
_SERVING = (
    "建筑|装饰|装潢|房地产|置业|物业|物流|货运|运输|租赁|投资|咨询|广告|传媒|餐饮|酒店|宾馆|旅游|旅行社|培训|劳务|人力资源|"
    "担保|典当|拍卖|保险|证券|门窗|幕墙|(建设|安装|市政|园林|绿化|消防|防水|防腐|保温|钢结构|机电|水利|路桥|桥梁)工程"
)


@dataclass(frozen=True)
class Text:
    """A text column as its bytes: row i is `data[offsets[i]:offsets[i + 1]]`."""

    data: NDArray[np.uint8]
    offsets: Ints

    @classmethod
    def of(cls, column: Any) -> "Text":
        """Return a column of an Arrow batch, nothing where it is null."""
        array = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
        if not pa.types.is_string(array.type) and not pa.types.is_large_string(array.type):
            array = pc.cast(array, pa.large_string())
        if array.null_count:
            array = pc.fill_null(array, "")
        wide = np.int64 if pa.types.is_large_string(array.type) else np.int32
        _, places, data = array.buffers()
        offsets = np.frombuffer(places, wide)[array.offset : array.offset + len(array) + 1].astype(np.int64)
        begin, end = (int(offsets[0]), int(offsets[-1])) if len(offsets) else (0, 0)
        held = np.frombuffer(data, np.uint8)[begin:end] if data is not None and end > begin else np.empty(0, np.uint8)
        return cls(held, offsets - begin)

    def row(self, at: int) -> bytes:
        """Return one text."""
        return bytes(self.data[self.offsets[at] : self.offsets[at + 1]])


@dataclass
class Matches:
    """Words found, one an entry, in one field; places are bytes within the field's data."""

    field: int
    row: Ints
    word: Ints
    start: Ints
    end: Ints


@dataclass
class Pairs:
    """Rows and nodes that meet, one an entry, and per entry what its words say. `hit` are their words, in order."""

    row: Ints
    node: Ints
    context: NDArray[np.uint8]  # the best that is said of any word; LEFT_OUT where each is left out
    is_excluded: NDArray[np.bool_]  # every word stands in a phrase that means something else
    weight: Ints  # of its words in name and scope, each once, in thousandths; of those that do not count, none
    worth: Ints  # the sum of its words: weight × per mille of place and of what is said
    first: Ints  # the hits of entry i are first[i]:first[i + 1]
    hits: "Hits"


@dataclass
class Hits:
    """Words of pairs: which field, word and place, and whether it counts."""

    field: Ints
    word: Ints
    start: Ints
    end: Ints
    counts: NDArray[np.bool_]


def found_in(text: Text, field: int, plan: Plan) -> tuple[Matches, Matches]:
    """Return the words and the exclusions found in a field."""
    ids, end = plan.terms.finder.find(text.data)
    term, start = plan.terms.term[ids], end - plan.terms.size[ids]
    row = np.searchsorted(text.offsets, start, side="right") - 1
    inside = end <= text.offsets[row + 1]
    found = Matches(field, row[inside], term[inside], start[inside], end[inside])
    is_word = found.word < plan.terms.word_count
    words, others = _taken(found, is_word), _taken(found, ~is_word)
    others.word -= plan.terms.word_count
    return words, others


def _taken(found: Matches, where: NDArray[Any]) -> Matches:
    return Matches(found.field, found.row[where], found.word[where], found.start[where], found.end[where])


def pairs_of(texts: tuple[Text, Text], plan: Plan, batch: Any) -> Pairs:
    """Return what the rows of a batch have of the nodes; `texts` are its names and scopes."""
    parts = [_of_a_field(text, field, plan) for field, text in enumerate(texts)]
    columns = [np.concatenate([part[at] for part in parts]) for at in range(9)]
    row, node, word, field, start, end, weight, worth, flags = columns
    key = ((row * len(plan.nodes) + node) * len(plan.words) + word) * len(FIELDS) + field
    order = np.argsort(key, kind="stable")  # within a field words stand in order already
    row, node, word, field, start, end, weight, worth, flags = (column[order] for column in columns)
    context, is_excluded = (flags & 7).astype(np.uint8), (flags & 8) > 0
    first = np.flatnonzero(np.r_[True, (row[1:] != row[:-1]) | (node[1:] != node[:-1])]) if len(row) else row
    context = _by_the_whole_firm(context, row, node, is_excluded, plan, batch)
    counts = ~is_excluded & (context != Context.LEFT_OUT)
    speaks = counts & ~(plan.wants_makers[node] & (context == Context.SOLD))
    share = _shares(context, node, field, plan)
    weight = np.where(speaks, weight * np.where(context == Context.UNSAID, share, 1000), 0)
    worth = np.where(counts, worth * share // 1000, 0)
    return Pairs(
        row[first], node[first],
        np.maximum.reduceat(np.where(is_excluded, 0, context), first).astype(np.uint8) if len(first) else context,
        np.logical_and.reduceat(is_excluded, first) if len(first) else is_excluded,
        _sum_of_best(weight, row, node, word + field * len(plan.words), first),
        _sum_of_best(worth, row, node, word, first), np.r_[first, len(row)],
        Hits(field, word, start, end, counts),
    )  # fmt: skip


def _of_a_field(text: Text, field: int, plan: Plan) -> list[Ints]:
    """Return row, node, word, field, start, end, weight, worth in thousandths, flags of every use of a word found."""
    words, others = found_in(text, field, plan)
    row_start, row_end = text.offsets[words.row], text.offsets[words.row + 1]
    context = plan.surroundings.contexts(text.data, words.start, words.end, row_start, row_end)
    uses = plan.uses
    count = uses.first[words.word + 1] - uses.first[words.word]
    which = np.repeat(np.arange(len(words.row)), count)
    use = np.repeat(uses.first[words.word] - np.r_[0, np.cumsum(count)[:-1]], count) + np.arange(len(which)) \
        if len(which) else which  # fmt: skip
    node = uses.node[use]
    start, end = words.start[which], words.end[which]
    flags = context[which].astype(np.int64)
    if len(others.row):
        flags |= 8 * _stands_inside(node, start, end, others, plan)
    if field == SCOPE:
        is_else = followed_by_else(text.data, words.end, row_end) & plan.is_material[words.word]
        flags |= 8 * (is_else[which] & plan.wants_makers[node])
    rules = plan.chains.scoring
    if field == NAME:
        share = np.full(len(use), rules.in_name, np.int64)
    else:
        near = start - row_start[which] < 3 * rules.head_characters
        share = np.where(near, rules.in_head, rules.in_tail)
    places = (start - row_start[which], end - row_start[which])
    return [words.row[which], node, words.word[which], np.full(len(use), field), *places,
            uses.weight[use], uses.weight[use] * share, flags]  # fmt: skip


def _stands_inside(node: Ints, start: Ints, end: Ints, others: Matches, plan: Plan) -> Ints:
    """Tell which words stand inside an exclusion of their node."""
    of_node = plan.terms.excluded_in[others.word] << SIGN_BITS
    order = np.argsort(of_node + others.start, kind="stable")
    begins, ends = (of_node + others.start)[order], np.maximum.accumulate((of_node + others.end)[order])
    at = np.searchsorted(begins, (node << SIGN_BITS) + start, side="right") - 1
    return ((at >= 0) & (ends[at] >= (node << SIGN_BITS) + end)).astype(np.int64)


def _by_the_whole_firm(
    context: NDArray[np.uint8], row: Ints, node: Ints, is_excluded: NDArray[np.bool_], plan: Plan, batch: Any
) -> NDArray[np.uint8]:
    """Take words as sold, where makers are wanted, if the firm is called one that trades, builds, carries or advises.

    So too a word beside which nothing is said, if the firm makes nothing at all.
    """
    asked = ~is_excluded & plan.wants_makers[node] & (context > Context.SOLD)
    unsaid = asked & (context == Context.UNSAID)
    if not asked.any():
        return context
    rows = np.unique(row[asked])
    names = batch.column("name").take(pa.array(rows))
    trades, serves = (
        _says(names, _TRADING) & ~_says(names, _MAKING),
        _says(names, _SERVING) & ~_says(names, _CALLED_MAKER),
    )
    otherwise = rows[trades | serves]
    rows = np.unique(row[unsaid])
    makes = _says(batch.column("scope").take(pa.array(rows)), _MAKING)
    idle = rows[~makes & ~_says(batch.column("name").take(pa.array(rows)), _MAKING)]
    found = context.copy()
    found[(asked & np.isin(row, otherwise)) | (unsaid & np.isin(row, idle))] = Context.SOLD
    return found


def _says(texts: Any, pattern: str) -> NDArray[np.bool_]:
    return np.asarray(pc.match_substring_regex(texts, pattern).fill_null(False).to_numpy(zero_copy_only=False))


def _shares(context: NDArray[np.uint8], node: Ints, field: Ints, plan: Plan) -> Ints:
    """Return per mille of what a word counts by what is said of it; in a name nothing need be said."""
    rules = plan.chains.scoring
    made = np.array([0, rules.traded, rules.unsaid, rules.studied, 1000], np.int64)
    served = np.array([0, 1000, 1000, 1000, 1000], np.int64)
    is_asked = plan.wants_makers[node] & ~((field == NAME) & (context == Context.UNSAID))
    return np.where(is_asked, made[context], served[context])


def _sum_of_best(worth: Ints, row: Ints, node: Ints, word: Ints, first: Ints) -> Ints:
    """Return per pair the sum over its distinct words of the best place of each."""
    if not len(first):
        return worth
    change = (row[1:] != row[:-1]) | (node[1:] != node[:-1]) | (word[1:] != word[:-1])
    each = np.flatnonzero(np.r_[True, change])
    best = np.maximum.reduceat(worth, each)
    return np.add.reduceat(best, np.searchsorted(each, first))
