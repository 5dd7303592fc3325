"""The verbs of the intake: a workbook is taken in; a doubtful name is decided."""

from .importing import MEDIA_TYPES, import_workbook
from .naming import keep_doubtful, leave_name, say_new, say_same, take_up_name

__all__ = [
    "MEDIA_TYPES",
    "import_workbook",
    "keep_doubtful",
    "leave_name",
    "say_new",
    "say_same",
    "take_up_name",
]
