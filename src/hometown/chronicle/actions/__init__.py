"""The only writers of fact sheets and monthly reports."""

from .reports import draw_report, send_report, take_back_report, write_report
from .sheets import answer_remark, close_sheet, conclude, draw_sheet, pass_on, remark, take_back_remark

__all__ = [
    "answer_remark",
    "close_sheet",
    "conclude",
    "draw_report",
    "draw_sheet",
    "pass_on",
    "remark",
    "send_report",
    "take_back_remark",
    "take_back_report",
    "write_report",
]
