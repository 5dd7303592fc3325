"""Both libraries find the same: every word, also those that overlap."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hometown.screening.finding import Finder
from hometown.screening.forms import forms_of

SIGNS = st.text(alphabet="铝箔板a", min_size=1, max_size=4)


def naive(patterns: list[bytes], text: bytes) -> set[tuple[int, int]]:
    return {
        (which, end)
        for which, pattern in enumerate(patterns)
        for end in range(len(pattern), len(text) + 1)
        if text[end - len(pattern) : end] == pattern
    }


@settings(max_examples=150, deadline=None)
@given(words=st.lists(SIGNS, min_size=1, max_size=8), text=st.text(alphabet="铝箔板a；", max_size=60))
def test_each_library_finds_what_reading_letter_by_letter_finds(words: list[str], text: str) -> None:
    patterns = [word.encode() for word in words]
    for library in ("hyperscan", "ahocorasick"):
        ids, ends = Finder(patterns, library).find(text.encode())
        assert sorted(ends.tolist()) == ends.tolist()
        assert len(ids) == len(naive(patterns, text.encode()))
        assert set(zip(ids.tolist(), ends.tolist(), strict=True)) == naive(patterns, text.encode())


def test_a_word_is_looked_for_in_traditional_full_width_and_other_case() -> None:
    forms = forms_of("Pla改性铝箔")
    assert {"Pla改性铝箔", "Pla改性鋁箔", "PLA改性铝箔", "ＰＬＡ改性铝箔", "pla改性鋁箔"} <= set(forms)
    assert forms[0] == "Pla改性铝箔"
