"""The words a document brings itself: dates, numbers of headings, 附件, 抄送, 印发; in English plainly."""

import re
from datetime import date

DIGITS = "零一二三四五六七八九"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NUMBERED = re.compile(r"[一二三四五六七八九十]+、|（[一二三四五六七八九十\d]+）|\d+[.．]")


def day(on: date, *, chinese: bool) -> str:
    """Return a day as official documents write it: Arabic digits, no leading zeros (GB/T 9704, 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日" if chinese else f"{on.day} {_MONTHS[on.month - 1]} {on.year}"


def numeral(number: int) -> str:
    """Return 1 to 99 in Chinese.

    >>> numeral(21)
    '二十一'
    """
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else DIGITS[tens] + "十"
    return head + (DIGITS[ones] if ones else "")


def heading(level: int, number: int, text: str) -> str:
    """Return a heading with its number: 一、 （一） 1. （1） (GB/T 9704, 7.3.3). One that brings a number keeps it."""
    if _NUMBERED.match(text):
        return text
    marks = {1: f"{numeral(number)}、", 2: f"（{numeral(number)}）", 3: f"{number}.", 4: f"（{number}）"}
    return marks[level] + text


def annex(*, chinese: bool) -> str:
    """Return the word before the names of annexes."""
    return "附件：" if chinese else "Annex: "


def copied(to: str, *, chinese: bool) -> tuple[str, str]:
    """Return the word for copies and who gets them, with the full stop that closes the list."""
    end = "。" if chinese else "."
    return "抄送：" if chinese else "Copies: ", to.rstrip("。.") + end


def printed(on: date, *, chinese: bool) -> str:
    """Return the day of printing."""
    return f"{day(on, chinese=chinese)}印发" if chinese else f"Printed {day(on, chinese=False)}"
