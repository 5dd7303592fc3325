"""Feishu 飞书: messages of an app (open.feishu.cn, im/v1/messages)."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from hometown.notices.rules import Limit, Outcome

from .base import Messenger, Told
from .calling import Reply, ask, call


class Feishu(Messenger):
    url = "https://open.feishu.cn"
    needs = ("app", "secret")
    known_for = timedelta(hours=1)  # so long it knows the `uuid` of a message
    code_key = "code"
    again = frozenset({99991400, 230020, 11232})
    stale = frozenset({99991661, 99991663, 99991664, 99991668})
    never: ClassVar[Mapping[int, str]] = {
        230001: "refused",
        230006: "refused",
        230013: "no_such_account",
        230029: "no_such_account",
        230053: "not_wanted",
    }

    def limits(self, accounts: int) -> tuple[Limit, ...]:
        second = timedelta(seconds=1)
        return (
            Limit(5, second, per_member=True),
            Limit(50, second, per_member=False),
            Limit(1_000, timedelta(minutes=1), per_member=False),
        )

    def ask_token(self) -> tuple[str, int]:
        body = {"app_id": str(self.told["app"]), "app_secret": str(self.told["secret"])}
        reply = ask(self.base, "/open-apis/auth/v3/tenant_access_token/internal", body=body)
        return self.require_token(reply, "tenant_access_token", "expire")

    def deliver(self, token: str, address: str, text: str, key: str) -> Reply:
        body = {
            "receive_id": address, "msg_type": "text", "content": json.dumps({"text": text}, ensure_ascii=False),
            "uuid": key,
        }  # fmt: skip
        return call(
            self.base, "/open-apis/im/v1/messages", query={"receive_id_type": "user_id"}, body=body,
            headers={"Authorization": f"Bearer {token}"},
        )  # fmt: skip

    def read(self, data: Mapping[str, Any]) -> Told:
        told = data.get("data")
        receipt = told.get("message_id", "") if isinstance(told, dict) else ""
        return Told(Outcome.SENT, receipt=str(receipt)[:120])
