"""WeCom 企业微信: application messages (developer.work.weixin.qq.com/document/path/90236, limits: path/90454)."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from hometown.notices.rules import Limit, Outcome

from .base import Messenger, Told
from .calling import Reply, ask, call

CHECKED_SECONDS = 4 * 3600  # the longest it compares a message with earlier ones: same words to the same member


class WeCom(Messenger):
    url = "https://qyapi.weixin.qq.com"
    needs = ("corp", "agent", "secret")
    known_for = timedelta(seconds=CHECKED_SECONDS)
    again = frozenset({-1, 45009, 45033})
    stale = frozenset({40014, 41001, 42001})
    never: ClassVar[Mapping[int, str]] = {81013: "no_such_account", 40031: "no_such_account", 60111: "no_such_account"}

    def limits(self, accounts: int) -> tuple[Limit, ...]:
        minute, hour, day = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
        return (
            Limit(30, minute, per_member=True),
            Limit(1000, hour, per_member=True),
            Limit(10_000, minute, per_member=False),
            Limit(200 * max(accounts, 1), day, per_member=False),
        )

    def ask_token(self) -> tuple[str, int]:
        query = {"corpid": str(self.told["corp"]), "corpsecret": str(self.told["secret"])}
        return self.require_token(ask(self.base, "/cgi-bin/gettoken", query=query), "access_token", "expires_in")

    def deliver(self, token: str, address: str, text: str, key: str) -> Reply:
        body = {
            "touser": address, "msgtype": "text", "agentid": int(self.told["agent"]), "text": {"content": text},
            "enable_duplicate_check": 1, "duplicate_check_interval": CHECKED_SECONDS,
        }  # fmt: skip
        return call(self.base, "/cgi-bin/message/send", query={"access_token": token}, body=body)

    def read(self, data: Mapping[str, Any]) -> Told:
        if data.get("invaliduser"):
            return Told(Outcome.NEVER, "no_such_account")
        if data.get("unlicenseduser"):
            return Told(Outcome.NEVER, "not_licensed")
        return Told(Outcome.SENT, receipt=str(data.get("msgid", ""))[:120])
