"""How names sound: a syllable for each character, its first letter, and Latin input cut into syllables.

Readings are toneless and come from pypinyin: the usual one of each character, and another where its neighbour asks for
it (重庆 chong qing, 银行 yin hang).
"""

import gc
import sys
from dataclasses import dataclass
from functools import cache
from operator import add

import numpy as np
from numpy.typing import NDArray

from .folding import bare

Syllables = NDArray[np.uint16]

_BMP = 0x10000
NO_LETTER = "`"  # before a: what has no letter
LATIN = 1  # syllables from 1 to 36 are letters and digits themselves
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
FIRST_SYLLABLE = LATIN + len(_LETTERS)
_LONGEST_SYLLABLE = 6
_PAIR = 2


@cache
def _toneless(reading: str) -> str:
    from pypinyin.contrib.tone_convert import to_normal

    return to_normal(reading, v_to_u=False).replace("ü", "v").replace("v", "u" if reading[:1] not in "ln" else "v")


@dataclass(frozen=True)
class Sounds:
    """The tables: syllables by number, the usual syllable of each character, others by pair of characters."""

    spelled: tuple[str, ...]
    number: dict[str, int]
    usual: Syllables  # 65,536: syllable of each code, 0 for none
    letters: NDArray[np.uint8]  # for each syllable: 1..26 for a..z, 27..31 for digits two by two, 0 for none
    pairs: NDArray[np.uint32]  # sorted: two characters read otherwise together, packed
    pair_syllables: NDArray[np.uint16]  # two for each pair


def _readings() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return {at: _toneless(readings.split(",", 1)[0]) for at, readings in pinyin_dict.items() if at < _BMP}


def _read_otherwise(usual: dict[int, str]) -> dict[int, tuple[str, str]]:
    from pypinyin.phrases_dict import phrases_dict

    found = {}
    for phrase, readings in phrases_dict.items():
        if len(phrase) != _PAIR or ord(phrase[0]) >= _BMP or ord(phrase[1]) >= _BMP:
            continue
        both = tuple(_toneless(each[0]) for each in readings)
        if both != (usual.get(ord(phrase[0])), usual.get(ord(phrase[1]))):
            found[ord(phrase[0]) << 16 | ord(phrase[1])] = (both[0], both[1])
    return found


def _let_go() -> None:
    """Let go of pypinyin's own tables, which are read once and would stay in memory with 40 MB."""
    _toneless.cache_clear()
    for name in [name for name in sys.modules if name.split(".", 1)[0] == "pypinyin"]:
        del sys.modules[name]
    gc.collect()


@cache
def sounds() -> Sounds:
    """Return the tables; a third of a second the first time."""
    is_anothers = "pypinyin" in sys.modules  # somebody else's: theirs to keep
    usual = _readings()
    otherwise = _read_otherwise(usual)
    spelled = sorted({*usual.values(), *(each for both in otherwise.values() for each in both)} - set(_LETTERS) - {""})
    every = ("", *_LETTERS, *spelled)
    number = {each: at for at, each in enumerate(every)}
    table = np.zeros(_BMP, np.uint16)
    for at, reading in usual.items():
        table[at] = number.get(reading, 0)
    for sign in _LETTERS:
        table[ord(sign)] = number[sign]
    letters = np.zeros(len(every), np.uint8)
    for at, each in enumerate(every):
        if each:
            letters[at] = (
                ord(each[0]) - 96 if each[0] in _LETTERS[:26] else 27 + int(each[0]) // 2 if each[0].isdigit() else 0
            )
    keys = np.array(sorted(otherwise), np.uint32)
    both = np.array([[number[each] for each in otherwise[key]] for key in sorted(otherwise)], np.uint16)
    if not is_anothers:
        _let_go()
    return Sounds(every, number, table, letters, keys, both.reshape(-1, _PAIR))


def syllables(codes: NDArray[np.uint16], starts: NDArray[np.int64]) -> Syllables:
    """Return the syllable of each character of many names that stand one after another."""
    table = sounds()
    found = table.usual[codes]
    if len(codes) < _PAIR:
        return found
    pairs = codes[:-1].astype(np.uint32) << np.uint32(16) | codes[1:]
    seen = _seldom(table)[pairs >> np.uint32(16)]
    at = np.flatnonzero(seen)
    if len(at):
        places = np.minimum(np.searchsorted(table.pairs, pairs[at]), len(table.pairs) - 1)
        hit = table.pairs[places] == pairs[at]
        at, places = at[hit], places[hit]
        inside = np.ones(len(codes), np.bool_)
        ends = starts[1:] - 1
        inside[ends[ends >= 0]] = False  # the last of a name and the first of the next are no pair
        keep = inside[at]
        at, places = at[keep], places[keep]
        found[at + 1] = table.pair_syllables[places, 1]
        found[at] = table.pair_syllables[places, 0]
    return found


@cache
def _seldom_of() -> NDArray[np.bool_]:
    marked = np.zeros(_BMP, np.bool_)
    marked[sounds().pairs >> np.uint32(16)] = True
    return marked


def _seldom(_: Sounds) -> NDArray[np.bool_]:
    return _seldom_of()


@cache
def _by_character() -> tuple[list[int], dict[str, tuple[int, int]]]:
    """Return the tables for one text at a time: usual syllables, and pairs that are read otherwise."""
    table = sounds()
    pairs = {chr(int(key) >> 16) + chr(int(key) & 0xFFFF): (int(one), int(two))
             for key, (one, two) in zip(table.pairs, table.pair_syllables, strict=True)}  # fmt: skip
    return table.usual.tolist(), pairs


def heard(text: str) -> list[int]:
    """Return the syllables of one bare text, the same as `syllables` would."""
    usual, pairs = _by_character()
    found = [usual[ord(sign)] for sign in text]
    if not pairs.keys().isdisjoint(map(add, text, text[1:])):
        others = [(at, pairs[text[at : at + 2]]) for at in range(len(text) - 1) if text[at : at + 2] in pairs]
        for at, both in others:
            found[at + 1] = both[1]
        for at, both in others:
            found[at] = both[0]
    return found


@cache
def _letters() -> str:
    """Return for each syllable the sign that stands for its first letter, in the order of packed letters."""
    return "".join(chr(96 + int(letter)) for letter in sounds().letters)


def initials(text: str) -> str:
    """Return the first letters of a bare text: a to z, then five signs for digits two by two.

    >>> initials("上海电气")
    'shdq'
    """
    letters = _letters()
    return "".join([letters[at] for at in heard(text)])


@cache
def _spelled_by_sign() -> list[str]:
    """Return for each code of a character its usual syllable."""
    spelled = sounds().spelled
    return [spelled[number] or NO_LETTER for number in sounds().usual.tolist()]


def syllables_of(text: str) -> list[str]:
    """Return the syllables of a bare text as they are typed, a digit or a letter as it is."""
    usual, pairs = _spelled_by_sign(), _by_character()[1]
    if pairs.keys().isdisjoint(map(add, text, text[1:])):
        return [usual[ord(sign)] for sign in text]
    spelled = sounds().spelled
    return [spelled[at] or NO_LETTER for at in heard(text)]


@cache
def _letter_by_sign() -> list[str]:
    return [each[0] for each in _spelled_by_sign()]


def typed_letters(text: str) -> str:
    """Return the first letters of a bare text as they are typed, a digit or a letter as it is."""
    if _by_character()[1].keys().isdisjoint(map(add, text, text[1:])):
        usual = _letter_by_sign()
        return "".join([usual[ord(sign)] for sign in text])
    return "".join([each[0] for each in syllables_of(text)])


def read(text: str) -> list[str]:
    """Return the syllables of a text, one for each bare character.

    >>> read("重庆银行TCL")
    ['chong', 'qing', 'yin', 'hang', 't', 'c', 'l']
    """
    codes = np.frombuffer(bare(text).encode("utf-16-le"), np.uint16)
    return [sounds().spelled[at] for at in syllables(codes, np.array([0, len(codes)]))]


@cache
def _known() -> frozenset[str]:
    return frozenset(sounds().spelled[FIRST_SYLLABLE:]) | {"a", "e", "o"}


def neighbours(text: str) -> list[tuple[str, str]]:
    """Return every two syllables that follow one another in some way of cutting Latin input; none if it cannot be cut.

    Letters at the end that are no whole syllable yet are left out: somebody is still typing.

    >>> sorted(neighbours("xianhu"))
    [('an', 'hu'), ('xi', 'an'), ('xian', 'hu')]
    """
    known = _known()
    reach = [True] + [False] * len(text)
    pieces: list[tuple[int, int]] = []
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if reach[start] and text[start:end] in known:
                reach[end] = True
                pieces.append((start, end))
    last = max(at for at in range(len(text) + 1) if reach[at])
    if last < len(text) - _LONGEST_SYLLABLE:
        return []
    leads = [at == last for at in range(len(text) + 1)]
    for start, end in reversed(pieces):
        leads[start] = leads[start] or leads[end]
    whole = [(start, end) for start, end in pieces if leads[end]]
    begins: dict[int, list[int]] = {}
    for start, end in whole:
        begins.setdefault(start, []).append(end)
    return [(text[start:end], text[end:after]) for start, end in whole for after in begins.get(end, ())]


_MOST_CUTS = 6
_OPEN = 1.5  # what a syllable that begins with a vowel counts more: such are few
_VOWELS = "aeo"


@cache
def _begun() -> frozenset[str]:
    return frozenset(each[:size] for each in _known() for size in range(1, len(each)))


def cut_initials(text: str) -> list[str]:
    """Return the first letters of the syllables of Latin input for the likeliest ways to cut it; none if there is none.

    Few syllables are likelier than many. Letters at the end that are no whole syllable yet are the beginning of one.

    >>> cut_initials("shanghaichenghux")[0], cut_initials("jinan"), cut_initials("shch")
    ('shchx', ['jn', 'ja', 'jna'], [])
    """
    known, size = _known(), len(text)
    best: list[dict[str, float]] = [{"": 0.0}, *({} for _ in range(size))]
    for at in range(size):
        if not best[at]:
            continue
        few = sorted(best[at].items(), key=lambda each: (each[1], each[0]))[:_MOST_CUTS]
        cost = 1 + _OPEN * (text[at] in _VOWELS)
        for end in range(at + 1, min(at + _LONGEST_SYLLABLE, size) + 1):
            is_begun = end == size and text[at:end] in _begun()
            if text[at:end] in known or is_begun:
                for letters, before in few:
                    longer = letters + text[at]
                    best[end][longer] = min(before + cost, best[end].get(longer, before + cost))
    return [letters for letters, _ in sorted(best[size].items(), key=lambda each: (each[1], each[0]))[:_MOST_CUTS]]
