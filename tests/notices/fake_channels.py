"""WeCom, DingTalk and Feishu on this machine: the paths, tokens, error codes, limits and checks for second messages
that their documents describe. What a person would see stands in `delivered`.
"""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SECRET = "right"  # the secret that gets a token


@dataclass
class Fake:
    """The messengers: what they were asked, what they delivered, what they are told to answer next."""

    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    delivered: list[tuple[str, str, str]] = field(default_factory=list)  # messenger, member, words
    again: int = 0  # second messages that were known and not delivered
    tokens: Counter[str] = field(default_factory=Counter)  # given by each; only the newest is good
    members: set[str] = field(default_factory=lambda: {"lin01", "zhou01"})
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=list)  # said instead, once each
    per_minute: int = 30
    before: Callable[[], None] = lambda: None  # called when a message arrives
    after: Callable[[], None] = lambda: None  # called when it is delivered and not answered yet
    seen: dict[tuple[str, ...], float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    url: str = ""

    def deliver(self, messenger: str, member: str, words: str, key: tuple[str, ...], known_for: float) -> None:
        """Deliver, unless the messenger knows the message already."""
        with self.lock:
            if time.monotonic() - self.seen.get(key, -known_for) < known_for:
                self.again += 1
                return
            self.seen[key] = time.monotonic()
            self.delivered.append((messenger, member, words))

    def count(self) -> Counter[tuple[str, str, str]]:
        """How often each message reached somebody."""
        return Counter(self.delivered)


class Handler(BaseHTTPRequestHandler):
    """Answers as the three do."""

    fake: Fake

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        size = int(self.headers.get("Content-Length", "0"))
        self._answer(json.loads(self.rfile.read(size) or b"{}"))

    def _answer(self, body: dict[str, Any] | None) -> None:
        parts = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.fake.asked.append((parts.path, body or {}))
        if parts.path not in PATHS:
            self._say(404, {})
            return
        status, said = PATHS[parts.path](self, query, body or {})
        self._say(status, said)

    def _say(self, status: int, said: dict[str, Any]) -> None:
        raw = json.dumps(said).encode()
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://elsewhere.example/")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    # --- tokens ---------------------------------------------------------------------------------------------------

    def wecom_token(self, query: dict[str, str], _body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if query.get("corpsecret") != SECRET:
            return 200, {"errcode": 40001, "errmsg": "invalid credential"}
        return 200, {"errcode": 0, "errmsg": "ok", "access_token": self._token("wecom"), "expires_in": 7200}

    def dingtalk_token(self, query: dict[str, str], _body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if query.get("appsecret") != SECRET:
            return 200, {"errcode": 40089, "errmsg": "invalid appsecret"}
        return 200, {"errcode": 0, "errmsg": "ok", "access_token": self._token("dingtalk"), "expires_in": 7200}

    def feishu_token(self, _query: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if body.get("app_secret") != SECRET:
            return 200, {"code": 10014, "msg": "app secret invalid"}
        return 200, {"code": 0, "msg": "ok", "tenant_access_token": self._token("feishu"), "expire": 7200}

    def _token(self, messenger: str) -> str:
        self.fake.tokens[messenger] += 1
        return f"{messenger}-{self.fake.tokens[messenger]}"

    def _is_fresh(self, messenger: str, token: str) -> bool:
        return token == f"{messenger}-{self.fake.tokens[messenger]}"

    # --- messages -------------------------------------------------------------------------------------------------

    def _arrives(self) -> tuple[int, dict[str, Any]] | None:
        self.fake.before()
        return self.fake.answers.pop(0) if self.fake.answers else None

    def wecom_send(self, query: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if not self._is_fresh("wecom", query.get("access_token", "")):
            return 200, {"errcode": 42001, "errmsg": "access_token expired"}
        if said := self._arrives():
            return said
        member, words = body["touser"], body["text"]["content"]
        if member not in self.fake.members:
            return 200, {"errcode": 81013, "errmsg": "user & party & tag all invalid"}
        if sum(one[:2] == ("wecom", member) for one in self.fake.delivered) >= self.fake.per_minute:
            return 200, {"errcode": 45009, "errmsg": "api freq out of limit"}
        known_for = body["duplicate_check_interval"] if body.get("enable_duplicate_check") else 0
        self.fake.deliver("wecom", member, words, ("wecom", member, words), known_for)
        self.fake.after()
        return 200, {"errcode": 0, "errmsg": "ok", "msgid": f"m{len(self.fake.delivered)}"}

    def dingtalk_send(self, query: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if not self._is_fresh("dingtalk", query.get("access_token", "")):
            return 200, {"errcode": 40014, "errmsg": "invalid access token"}
        if said := self._arrives():
            return said
        member, words = body["userid_list"], body["msg"]["text"]["content"]
        if member not in self.fake.members:
            return 200, {"errcode": 33012, "errmsg": "invalid userid"}
        self.fake.deliver("dingtalk", member, words, ("dingtalk", member, words), 24 * 3600)  # once a day
        self.fake.after()
        return 200, {"errcode": 0, "errmsg": "ok", "task_id": len(self.fake.delivered)}

    def feishu_send(self, query: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if not self._is_fresh("feishu", self.headers.get("Authorization", "").removeprefix("Bearer ")):
            return 400, {"code": 99991663, "msg": "token invalid"}
        if said := self._arrives():
            return said
        if query.get("receive_id_type") != "user_id" or body["receive_id"] not in self.fake.members:
            return 400, {"code": 230013, "msg": "Bot has NO availability to this user"}
        words = json.loads(body["content"])["text"]
        self.fake.deliver("feishu", body["receive_id"], words, ("feishu", body["uuid"]), 3600)
        self.fake.after()
        return 200, {"code": 0, "msg": "ok", "data": {"message_id": f"om_{len(self.fake.delivered)}"}}


PATHS: dict[str, Callable[[Any, dict[str, str], dict[str, Any]], tuple[int, dict[str, Any]]]] = {
    "/cgi-bin/gettoken": Handler.wecom_token,
    "/cgi-bin/message/send": Handler.wecom_send,
    "/gettoken": Handler.dingtalk_token,
    "/topapi/message/corpconversation/asyncsend_v2": Handler.dingtalk_send,
    "/open-apis/auth/v3/tenant_access_token/internal": Handler.feishu_token,
    "/open-apis/im/v1/messages": Handler.feishu_send,
}


def started() -> tuple[Fake, ThreadingHTTPServer]:
    """Start the messengers on a free port of this machine."""
    fake = Fake()
    handler = type("Handler", (Handler,), {"fake": fake})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a sender that was killed hears no answer
    fake.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    return fake, server


def channels(url: str) -> dict[str, Any]:
    """A file of channels that leads here."""
    return {
        "address": "https://hometown.example",
        "wecom": {"corp": "ww0", "agent": 1000002, "secret": SECRET, "url": url},
        "dingtalk": {"key": "ding0", "agent": 7, "secret": SECRET, "url": url},
        "feishu": {"app": "cli_0", "secret": SECRET, "url": url},
    }
