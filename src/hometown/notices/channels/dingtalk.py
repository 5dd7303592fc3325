"""DingTalk 钉钉: work notifications (open.dingtalk.com, topapi/message/corpconversation/asyncsend_v2)."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from hometown.kernel.clock import CITY_TIME
from hometown.notices.rules import Limit, Outcome

from .base import Messenger, Told
from .calling import Reply, ask, call


class DingTalk(Messenger):
    """Beyond its limits it answers that all is well and delivers nothing, so they are kept here."""

    url = "https://oapi.dingtalk.com"
    needs = ("key", "secret", "agent")
    known_for = timedelta(days=1)
    again = frozenset({-1, 90018})
    stale = frozenset({40001, 40014, 42001})
    never: ClassVar[Mapping[int, str]] = {
        33012: "no_such_account",
        60121: "no_such_account",
        40035: "refused",
        400002: "refused",
    }

    def limits(self, accounts: int) -> tuple[Limit, ...]:
        # 500 a day to one member is published; the app's own is not, so a careful one stands here.
        return (
            Limit(500, timedelta(days=1), per_member=True),
            Limit(1_000, timedelta(minutes=1), per_member=False),
        )

    def known_until(self, first_try: datetime) -> datetime:
        """Return the end of the day: the same words reach a member once a calendar day."""
        return datetime.combine(first_try.astimezone(CITY_TIME).date(), time.max, CITY_TIME)

    def ask_token(self) -> tuple[str, int]:
        query = {"appkey": str(self.told["key"]), "appsecret": str(self.told["secret"])}
        return self.require_token(ask(self.base, "/gettoken", query=query), "access_token", "expires_in")

    def deliver(self, token: str, address: str, text: str, key: str) -> Reply:
        body = {
            "agent_id": self.told["agent"], "userid_list": address, "to_all_user": False,
            "msg": {"msgtype": "text", "text": {"content": text}},
        }  # fmt: skip
        path = "/topapi/message/corpconversation/asyncsend_v2"
        return call(self.base, path, query={"access_token": token}, body=body)

    def read(self, data: Mapping[str, Any]) -> Told:
        return Told(Outcome.SENT, receipt=str(data.get("task_id", ""))[:120])
