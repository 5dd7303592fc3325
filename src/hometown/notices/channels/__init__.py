"""The messengers a message can go out by. Each is an adapter over its published interface; all are off until set up."""

from collections.abc import Mapping
from typing import Any

from .base import Messenger, Told
from .dingtalk import DingTalk
from .feishu import Feishu
from .wecom import WeCom

MESSENGERS: dict[str, type[Messenger]] = {"wecom": WeCom, "dingtalk": DingTalk, "feishu": Feishu}

__all__ = ["MESSENGERS", "Messenger", "Told", "made"]


def made(told: Mapping[str, Mapping[str, Any]]) -> dict[str, Messenger]:
    """Return the messengers that are set up, by their codes."""
    return {code: MESSENGERS[code](told[code]) for code in MESSENGERS if code in told}
