"""The verbs of chains: the only writers. Each writes one line of the book and answers with the record."""

from .map_versions import adopt_map, propose_map, withdraw_map
from .mapping import add_firm, add_node, change_node, remove_firm, remove_node
from .pairing import begin_pair, end_pair, note_meeting
from .pursuing import approach, close_pursuit, finish_approach, pursue
from .shortlisting import assign_firm, dismiss_firm, load_run, restore_firm
from .watching import change_watch, end_watch, share_watch, watch

__all__ = [
    "add_firm",
    "add_node",
    "adopt_map",
    "approach",
    "assign_firm",
    "begin_pair",
    "change_node",
    "change_watch",
    "close_pursuit",
    "dismiss_firm",
    "end_pair",
    "end_watch",
    "finish_approach",
    "load_run",
    "note_meeting",
    "propose_map",
    "pursue",
    "remove_firm",
    "remove_node",
    "restore_firm",
    "share_watch",
    "watch",
    "withdraw_map",
]
